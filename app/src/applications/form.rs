use super::model::TEXT_MAX;
use crate::{
    auth_strategies::StrategyKind,
    teams::TeamCard,
    ui::{Select, SelectOption, TextArea, TextInput, form::AnyForm},
};
use leptos::prelude::*;

/// The texts of an application, as every form that creates or changes one asks for them.
#[component]
pub fn ApplicationFields(
    #[prop(into)] form: AnyForm,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] description: String,
    #[prop(optional, into)] reference_id: String,
    /// Whether a reference ID is generated where none is given: only when creating.
    #[prop(optional)]
    generates: bool,
    /// Where it is known already.
    #[prop(optional_no_strip)]
    kind: Option<StrategyKind>,
    /// Its reference ID is that of the client which is registered with it.
    #[prop(optional)]
    registers: bool,
) -> impl IntoView {
    let reference = (!registers).then(|| {
        view! {
            <TextInput
                name="reference_id"
                label="Reference ID"
                hint=reference_hint(kind, generates)
                value=form.value("reference_id", reference_id)
                error=form.error("reference_id")
                limit=TEXT_MAX as u32
                mono=true
                optional=generates
            />
        }
    });
    view! {
        <TextInput
            name="name"
            label="Name"
            hint="What you are building: “Shop checkout”, “Delivery tracker (staging)”."
            value=form.value("name", name)
            error=form.error("name")
            limit=TEXT_MAX as u32
        />
        <TextArea
            name="description"
            label="Description"
            hint="For you and for whoever approves its access."
            value=form.value("description", description)
            error=form.error("description")
            limit=TEXT_MAX as u32
            rows=2
            optional=true
        />
        {reference}
    }
}

fn reference_hint(kind: Option<StrategyKind>, generates: bool) -> String {
    let what = match kind {
        Some(StrategyKind::OpenidConnect) => {
            "The ID of this application's client at the identity provider: calls are recognised by it. It can be entered later."
        }
        Some(StrategyKind::KeyAuth) => "Your own identifier of this application, unique in the portal.",
        None => {
            "Your own identifier of this application, unique in the portal. With OpenID Connect: the client ID at your identity provider."
        }
    };
    if generates { format!("{what} Leave it empty and one is generated.") } else { what.to_owned() }
}

/// Where people come back to, for a client that is registered with the application.
#[component]
pub fn RedirectUris(#[prop(into)] form: AnyForm) -> impl IntoView {
    view! {
        <TextArea
            name="redirect_uris"
            label="Redirect URIs"
            hint="Only where people sign in through this application: where they come back to, one a line, up to 10 of at most 2048 characters. You can change them later."
            rows=2
            mono=true
            optional=true
            value=form.value("redirect_uris", "")
            error=form.error("redirect_uris")
        />
    }
}

/// Whose a new application is to be; for those who are in a team.
#[component]
pub fn OwnerChoice(#[prop(into)] form: AnyForm, teams: Vec<TeamCard>) -> impl IntoView {
    (!teams.is_empty()).then(|| {
        let mut options = vec![SelectOption::new("", "Only me")];
        let of_team = |card: TeamCard| SelectOption::new(card.team.slug, format!("The team “{}”", card.team.name));
        options.extend(teams.into_iter().map(of_team));
        view! {
            <Select
                name="team"
                label="Who owns it"
                hint="Everybody in a team uses and changes its applications, and they go on when somebody leaves. You can hand it over later."
                options
                value=form.value("team", "")
                error=form.error("team")
                optional=true
            />
        }
    })
}
