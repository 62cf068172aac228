//! What became of the request, and what to do next.
use super::draft::{At, Draft, Frame, chosen, draft_in_address};
use crate::area::AreaPage;
use crate::{
    applications::Application,
    auth_strategies::StrategyKind,
    load::loaded,
    loading::Loading,
    paths,
    registrations::{Registration, RegistrationStatus, RequestDraft, server_fns::list_own_registrations},
    ui::{ButtonKind, LinkButton, Notice, Tone, moment_text},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct RequestDoneRoute(Draft, Loading<Vec<Registration>>);

impl AreaPage for RequestDoneRoute {
    fn data() -> Self {
        let query = use_query_map();
        let application = move || query.read().get("application").unwrap_or_default();
        Self(draft_in_address(), Loading::new(application, list_own_registrations))
    }

    fn view(this: Self) -> AnyView {
        let (draft, application) = (this.0, chosen("application"));
        view! {
            {loaded(this.1, move |registrations| {
                let application = application.clone();
                loaded(draft, move |draft| {
                    let made = registrations.iter().find(|one| one.version_id == draft.version.id).cloned();
                    let asking = draft.choice(&application).map(|choice| choice.application.clone());
                    view! { <Done draft made asking/> }
                })
            })}
        }
        .into_any()
    }
}

#[component]
fn Done(
    draft: RequestDraft,
    #[prop(optional_no_strip)] made: Option<Registration>,
    #[prop(optional_no_strip)] asking: Option<Application>,
) -> impl IntoView {
    let target = draft.target();
    let start = paths::request_access(&draft.version.product_slug, &draft.version.slug);
    let (Some(made), Some(asking)) = (made, asking) else {
        return view! {
            <Frame version=draft.version at=At::Application title=format!("Request access to {target}")>
                <Notice><p>"There is no request of this application for this version."</p></Notice>
                <LinkButton href=start kind=ButtonKind::Primary>"Request access"</LinkButton>
            </Frame>
        }
        .into_any();
    };
    let status = made.state.status();
    let title = match status {
        RegistrationStatus::Approved => format!("“{}” may call {target}", asking.name),
        RegistrationStatus::Pending => format!("Your request for {target} is on its way"),
        RegistrationStatus::Rejected | RegistrationStatus::Revoked => format!("{target}: {}", status.label()),
    };
    let body = match status {
        RegistrationStatus::Approved => view! { <Approved application=asking target/> }.into_any(),
        RegistrationStatus::Pending => view! { <Pending made application=asking/> }.into_any(),
        RegistrationStatus::Rejected | RegistrationStatus::Revoked => {
            let href = paths::application_access(&asking.slug);
            view! { <LinkButton href kind=ButtonKind::Primary>"See why"</LinkButton> }.into_any()
        }
    };
    view! { <Frame version=draft.version at=At::Done title>{body}</Frame> }.into_any()
}

#[component]
fn Approved(application: Application, target: String) -> impl IntoView {
    let open = paths::application(&application.slug);
    if application.auth_strategy.kind() == StrategyKind::KeyAuth {
        let generate = paths::new_credential(&application.slug);
        view! {
            <Notice tone=Tone::Success title="Approved">
                <p>{format!("The next step is an API key for “{}”. With it, calls to {target} are let through.", application.name)}</p>
            </Notice>
            <div class="form__actions">
                <LinkButton href=generate kind=ButtonKind::Primary>"Get an API key"</LinkButton>
                <LinkButton href=open>"Open the application"</LinkButton>
            </div>
        }
        .into_any()
    } else {
        view! {
            <Notice tone=Tone::Success title="Approved">
                <p>
                    {format!(
                        "Call {target} with access tokens that the identity provider issues to the client {}.",
                        application.reference_id,
                    )}
                </p>
            </Notice>
            <div class="form__actions">
                <LinkButton href=paths::application_tokens(&application.slug) kind=ButtonKind::Primary>"Get an access token"</LinkButton>
                <LinkButton href=open>"Open the application"</LinkButton>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Pending(made: Registration, application: Application) -> impl IntoView {
    let generate = (application.auth_strategy.kind() == StrategyKind::KeyAuth).then(|| {
        view! {
            <li>
                <a href=paths::new_credential(&application.slug)>"Generate an API key"</a>
                ": it starts to work at the moment of approval."
            </li>
        }
    });
    let tokens = (application.auth_strategy.kind() == StrategyKind::OpenidConnect).then(|| {
        view! {
            <li>
                <a href=paths::application_tokens(&application.slug)>"Get an access token and check it"</a>
                ": it starts to count at the moment of approval."
            </li>
        }
    });
    let read = paths::version(&made.product_slug, &made.version_slug);
    view! {
        <Notice tone=Tone::Warning title="Waiting for approval">
            <p>
                {format!(
                    "Asked on {}. The approvers of this portal have been told by mail. You get a mail once one of them has decided; until then calls are refused.",
                    moment_text(made.requested_at),
                )}
            </p>
        </Notice>
        <h2>"Meanwhile"</h2>
        <ul>
            {generate} {tokens}
            <li><a href=read>"Read how the API works"</a></li>
            <li>
                <a href=paths::application_access(&application.slug)>"See where the request stands"</a>
                ", or withdraw it."
            </li>
        </ul>
        <div class="form__actions">
            <LinkButton href=paths::application(&application.slug) kind=ButtonKind::Primary>"Open the application"</LinkButton>
        </div>
    }
}
