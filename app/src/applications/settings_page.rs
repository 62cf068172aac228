//! Changing what an application is called, and the way to delete it.
use super::{
    form::ApplicationFields,
    layout::{ApplicationLayout, Part, slug_in_address},
    model::ApplicationCard,
    owner::Owner,
    server_fns::{UpdateApplication, get_application},
};
use crate::area::AreaPage;
use crate::{
    error::PortalError,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        BlockedButton, ButtonKind, Definition, DefinitionList, Disclosure, LinkButton, Section, Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct EditApplicationRoute(Loading<ApplicationCard>);

impl AreaPage for EditApplicationRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(Loading::new(move || slug.get(), get_application))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<UpdateApplication>();
        view! {
            {loaded(this.0, move |card| view! { <ApplicationSettings form card/> })}
        }
        .into_any()
    }
}

#[component]
fn ApplicationSettings(form: FormHandle<UpdateApplication>, card: ApplicationCard) -> impl IntoView {
    let application = card.application.clone();
    let (may_hand_over, may_delete) = (application.can_hand_over(), application.can_delete());
    let strategy = application.auth_strategy;
    let kind = strategy.kind();
    let delete = paths::delete_application(&application.slug);
    let hand_over = paths::transfer_application(&application.slug);
    let owner = match &application.owner {
        Owner::Developer { .. } => view! { "You alone" }.into_any(),
        Owner::Team { slug, name, .. } => {
            view! { "The team " <a href=paths::team(slug)>{name.clone()}</a> }.into_any()
        }
    };
    view! {
        <ApplicationLayout card part=Part::Settings>
            <Section title="Name and reference">
                <Form form class="form">
                    <FormNotice form/>
                    <input type="hidden" name="slug" value=application.slug/>
                    <ApplicationFields
                        form
                        name=application.name
                        description=application.description
                        reference_id=application.reference_id
                        kind=Some(kind)
                    />
                    <SubmitButton form>"Save"</SubmitButton>
                </Form>
            </Section>
            <Section title="Fixed at creation">
                <DefinitionList>
                    <Definition term="Auth strategy">{strategy.name} " (" {kind.label()} ")"</Definition>
                    <Definition term="Created"><Time at=application.created_at/></Definition>
                </DefinitionList>
                <Disclosure summary="Why can the auth strategy not be changed?" inline=true>
                    <p>
                        "The credentials of this application are made for it, and every API it is registered for expects it. For an API with another strategy, create another application."
                    </p>
                </Disclosure>
            </Section>
            <Section title="Owner" lead="Who uses and changes it. What its calls need goes along when it is handed over.">
                <div class="stack">
                    <DefinitionList>
                        <Definition term="Owned by">{owner}</Definition>
                    </DefinitionList>
                    <div>{owners_button(may_hand_over, "Hand it over…", hand_over, ButtonKind::Secondary)}</div>
                </div>
            </Section>
            <Section title="Delete" lead="You are shown first what will stop working.">
                {owners_button(may_delete, "Delete this application…", delete, ButtonKind::DangerQuiet)}
            </Section>
        </ApplicationLayout>
    }
}

/// A way on, or why there is none.
fn owners_button(
    may: Result<(), PortalError>,
    label: &'static str,
    href: String,
    kind: ButtonKind,
) -> AnyView {
    match may {
        Ok(()) => view! { <LinkButton href kind>{label}</LinkButton> }.into_any(),
        Err(refusal) => {
            view! { <BlockedButton reason=refusal.to_string()>{label}</BlockedButton> }.into_any()
        }
    }
}
