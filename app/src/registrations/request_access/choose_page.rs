//! Step one: which application asks.
use super::draft::{At, Draft, Frame, chosen, draft_in_address};
use crate::area::AreaPage;
use crate::{
    catalog::ProductVersion,
    load::loaded,
    paths,
    registrations::{ApplicationChoice, RequestDraft},
    ui::{
        Button, ButtonKind, Disclosure, EmptyState, IconName, LinkButton, Notice, QueryForm, RadioCard,
        RadioCards, Tone,
    },
};
use leptos::prelude::*;

pub struct ChooseApplicationRoute(Draft);

impl AreaPage for ChooseApplicationRoute {
    fn data() -> Self {
        Self(draft_in_address())
    }

    fn view(this: Self) -> AnyView {
        let selected = chosen("application");
        view! {
            {loaded(this.0, move |draft| view! { <ChooseApplication draft selected=selected.clone()/> })}
        }
        .into_any()
    }
}

#[component]
fn ChooseApplication(draft: RequestDraft, selected: String) -> impl IntoView {
    let target = draft.target();
    let RequestDraft { version, choices, barred, .. } = draft;
    let title = format!("Request access to {target}");
    let refusal = version.can_be_registered_for().err().map(|refusal| refusal.to_string());
    if let Some(refusal) = refusal.or(barred) {
        let back = paths::version(&version.product_slug, &version.slug);
        return view! {
            <Frame version at=At::Application title>
                <Notice tone=Tone::Warning title="Access cannot be requested now">
                    <p>{refusal}</p>
                </Notice>
                <LinkButton href=back>{format!("Back to {target}")}</LinkButton>
            </Frame>
        }
        .into_any();
    }
    let create = paths::request_access_create(&version.product_slug, &version.slug);
    let body = if choices.is_empty() {
        view! { <FirstApplication create/> }.into_any()
    } else {
        view! { <Choices version=version.clone() choices selected create/> }.into_any()
    };
    view! {
        <Frame
            version
            at=At::Application
            title
            lead="Access is given to an application: one piece of software that you build."
        >
            {body}
        </Frame>
    }
    .into_any()
}

#[component]
fn FirstApplication(create: String) -> impl IntoView {
    let action = move || {
        view! {
            <LinkButton href=create kind=ButtonKind::Primary icon=IconName::Plus>"Create an application"</LinkButton>
        }
    };
    view! {
        <EmptyState title="You have no application yet" icon=IconName::Application action>
            <p>
                "An application stands for what you build. It holds the keys, and the provider lets it in, watches it and can stop it on its own. Create one now; afterwards you are back here with it selected."
            </p>
        </EmptyState>
    }
}

#[component]
fn Choices(
    version: ProductVersion,
    choices: Vec<ApplicationChoice>,
    selected: String,
    create: String,
) -> impl IntoView {
    let available = choices.iter().any(|choice| choice.unavailable.is_none());
    let confirm = paths::request_access_confirm_form(&version.product_slug, &version.slug);
    let uses = version.auth_strategy.as_ref().map(|strategy| strategy.kind().label()).unwrap_or_default();
    let list = view! {
        <RadioCards
            name="application"
            legend="Which application asks?"
            value=preselected(&choices, &selected)
            cards=choices.into_iter().map(card).collect()
        />
    };
    let new_kind = if available { ButtonKind::Secondary } else { ButtonKind::Primary };
    let go_on = available.then(|| view! { <Button kind=ButtonKind::Primary>"Continue"</Button> });
    let none = (!available).then(|| {
        view! {
            <Notice>
                <p>"None of your applications can be chosen; each says why. Create another one for this API."</p>
            </Notice>
        }
    });
    view! {
        <QueryForm action=confirm class="form">
            {none} {list}
            <div class="form__actions">
                {go_on}
                <LinkButton href=create kind=new_kind icon=IconName::Plus>"Create an application"</LinkButton>
            </div>
        </QueryForm>
        <Disclosure summary="Why can I not choose every application?" inline=true>
            <p>
                {format!(
                    "This version accepts {uses}. An application keeps the auth strategy that it was created with, because its credentials are made for it; and it can have only one registration for a version.",
                )}
            </p>
        </Disclosure>
    }
}

/// The one from the address, or the only one there is to choose.
fn preselected(choices: &[ApplicationChoice], selected: &str) -> String {
    let mut available = choices.iter().filter(|choice| choice.unavailable.is_none());
    match (available.next(), available.next()) {
        (Some(only), None) => only.application.slug.clone(),
        _ => selected.to_owned(),
    }
}

fn card(choice: ApplicationChoice) -> RadioCard {
    let application = choice.application;
    let kind = application.auth_strategy.kind().label();
    let text = if application.description.is_empty() {
        kind.to_owned()
    } else {
        format!("{} · {kind}", application.description)
    };
    let text = match application.owner.team() {
        Some(team) => format!("{text} · owned by the team “{team}”"),
        None => text,
    };
    let card = RadioCard::new(application.slug, application.name).text(text);
    match choice.unavailable {
        Some(reason) => card.blocked(reason),
        None => card,
    }
}
