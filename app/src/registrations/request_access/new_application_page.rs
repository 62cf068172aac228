//! On the way: an application that fits the version.
use super::draft::{At, Draft, Frame, draft_in_address};
use crate::area::AreaPage;
use crate::{
    applications::{
        Application, ApplicationFields, OwnerChoice, RedirectUris, server_fns::CreateApplicationForVersion,
    },
    auth_strategies::StrategySettings,
    catalog::ProductVersion,
    client_registration::{IssuedClient, IssuedClientPanel},
    load::loaded,
    paths,
    registrations::RequestDraft,
    ui::{
        ButtonKind, Definition, DefinitionList, Disclosure, LinkButton, Notice, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct CreateApplicationRoute(Draft);

impl AreaPage for CreateApplicationRoute {
    fn data() -> Self {
        Self(draft_in_address())
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<CreateApplicationForVersion>();
        let created = form.result();
        view! {
            {loaded(this.0, move |draft| {
                move || match created.get().and_then(|created| Some((created.application, created.client?))) {
                    Some((application, client)) => {
                        view! { <Created version=draft.version.clone() application client/> }.into_any()
                    }
                    None => view! { <CreateApplication form draft=draft.clone()/> }.into_any(),
                }
            })}
        }
        .into_any()
    }
}

/// What has to exist at the identity provider, said where its ID is asked for.
fn explains_client(
    settings: &StrategySettings,
    registers: bool,
    form: FormHandle<CreateApplicationForVersion>,
) -> Option<AnyView> {
    let StrategySettings::OpenidConnect { issuer, .. } = settings else { return None };
    let issuer = issuer.clone();
    if registers {
        let explained = view! {
            <Notice title="The application gets a client at the identity provider">
                <p>
                    "Calls carry tokens of " <code>{issuer}</code>
                    ". The portal registers a client for the application there; you see its ID and its secret once, when the application is created."
                </p>
            </Notice>
            <RedirectUris form/>
        };
        return Some(explained.into_any());
    }
    let explained = view! {
        <Notice title="The application needs a client at the identity provider">
            <p>
                "Calls carry tokens of " <code>{issuer}</code>
                ". Whoever runs it creates a client for you and gives you its ID: enter that as the reference ID. If you may choose the client's ID yourself, leave the field empty: one is generated, and each step is explained once the application is created."
            </p>
        </Notice>
    };
    Some(explained.into_any())
}

/// Created with a client: its secret, this once, and on.
#[component]
fn Created(version: ProductVersion, application: Application, client: IssuedClient) -> impl IntoView {
    let href = paths::request_access_confirm(&version.product_slug, &version.slug, &application.slug);
    let title = format!("“{}” is created", application.name);
    view! {
        <Frame version at=At::Application title lead="Its client is registered at the identity provider.">
            <IssuedClientPanel client/>
            <LinkButton href kind=ButtonKind::Primary>"Continue"</LinkButton>
        </Frame>
    }
}

#[component]
fn CreateApplication(form: FormHandle<CreateApplicationForVersion>, draft: RequestDraft) -> impl IntoView {
    let target = draft.target();
    let (version, teams, registers) = (draft.version, draft.teams, draft.registers_clients);
    let back = paths::request_access(&version.product_slug, &version.slug);
    let Some(strategy) = version.auth_strategy.clone() else {
        return view! {
            <Frame version at=At::Application title="Create an application">
                <Notice tone=Tone::Warning title="Access cannot be requested now">
                    <p>"The provider has not said how calls to this version prove themselves."</p>
                </Notice>
            </Frame>
        }
        .into_any();
    };
    if let Some(why) = draft.barred {
        return view! {
            <Frame version at=At::Application title="Create an application">
                <Notice tone=Tone::Warning title="Access cannot be requested now"><p>{why}</p></Notice>
            </Frame>
        }
        .into_any();
    }
    let kind = strategy.kind();
    let (product, slug) = (version.product_slug.clone(), version.slug.clone());
    let lead = format!("For {target}. Afterwards you are back in the request, with it selected.");
    view! {
        <Frame version at=At::Application title="Create an application" lead>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="product" value=product/>
                <input type="hidden" name="version" value=slug/>
                <input type="hidden" name="auth_strategy_id" value=strategy.id.to_string()/>
                <ApplicationFields form generates=true kind=Some(kind) registers/>
                {explains_client(&strategy.settings, registers, form)}
                <OwnerChoice form teams/>
                <DefinitionList>
                    <Definition term="Auth strategy">
                        {strategy.name} " (" {kind.label()} "), chosen because " {target.clone()} " uses it"
                    </Definition>
                </DefinitionList>
                <Disclosure summary="Why is an application tied to one strategy?" inline=true>
                    <p>
                        "Its credentials are made for one way of proving who calls. It can be registered for every API version that uses the same one; for others, create another application."
                    </p>
                </Disclosure>
                <div class="form__actions">
                    <SubmitButton form>"Create and continue"</SubmitButton>
                    <LinkButton href=back>"Back"</LinkButton>
                </div>
            </Form>
        </Frame>
    }
    .into_any()
}
