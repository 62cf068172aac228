use crate::{
    identity_providers::{IdentityProvider, NewIdentityProvider, ProviderSettings},
    ui::{Checkbox, InputType, TextArea, TextInput, form::AnyForm},
};
use leptos::prelude::*;

/// The fields of a provider; `known` where there is one already.
#[component]
pub fn ProviderFields(
    #[prop(into)] form: AnyForm,
    #[prop(optional_no_strip)] known: Option<IdentityProvider>,
) -> impl IntoView {
    let has_secret = known.as_ref().is_some_and(|provider| provider.has_secret);
    let settings = known.map(|provider| provider.settings);
    view! {
        <ClientFields form settings=settings.clone() has_secret/>
        <ClaimFields form settings=settings.clone()/>
        <AdmissionFields form settings/>
    }
}

#[component]
fn ClientFields(
    #[prop(into)] form: AnyForm,
    settings: Option<ProviderSettings>,
    has_secret: bool,
) -> impl IntoView {
    let text =
        |get: fn(&ProviderSettings) -> &String| settings.as_ref().map(get).cloned().unwrap_or_default();
    let secret_hint = match has_secret {
        true => "One is kept. Leave this empty to keep it, or enter a new one.",
        false => {
            "As the provider showed it. Empty for a public client. It is kept encrypted and never shown again."
        }
    };
    view! {
        <TextInput
            name="name"
            label="Name"
            hint="Stands on the button of the sign-in page: “Sign in with …”."
            value=form.value("name", text(|settings| &settings.name))
            error=form.error("name")
            limit=ProviderSettings::NAME_MAX as u32
        />
        <TextInput
            name="issuer"
            label="Issuer"
            hint="The provider's address, exactly as it writes it itself; the rest is found from there."
            r#type=InputType::Url
            placeholder="https://id.example.com"
            value=form.value("issuer", text(|settings| &settings.issuer))
            error=form.error("issuer")
            limit=ProviderSettings::ISSUER_MAX as u32
            mono=true
        />
        <TextInput
            name="client_id"
            label="Client ID"
            value=form.value("client_id", text(|settings| &settings.client_id))
            error=form.error("client_id")
            limit=ProviderSettings::CLIENT_ID_MAX as u32
            mono=true
        />
        <TextInput
            name="client_secret"
            label="Client secret"
            hint=secret_hint
            r#type=InputType::Password
            autocomplete="off"
            error=form.error("client_secret")
            limit=NewIdentityProvider::SECRET_MAX as u32
            optional=true
            mono=true
        />
        <TextInput
            name="scopes"
            label="Scopes"
            hint="What is asked for beside “openid”, with spaces between. Many providers need one more for groups."
            value=form.value(
                "scopes",
                settings.as_ref().map_or("email profile".to_owned(), |settings| settings.scopes.join(" ")),
            )
            error=form.error("scopes")
            optional=true
            mono=true
        />
    }
}

#[component]
fn ClaimFields(#[prop(into)] form: AnyForm, settings: Option<ProviderSettings>) -> impl IntoView {
    let claim = |get: fn(&ProviderSettings) -> &String, usual: &str| {
        settings.as_ref().map_or(usual.to_owned(), |settings| get(settings).clone())
    };
    let limit = ProviderSettings::WORD_MAX as u32;
    let trusts = settings.as_ref().is_some_and(|settings| settings.trusts_email);
    let missing_are_none = settings.as_ref().is_some_and(|settings| settings.missing_groups_mean_none);
    view! {
        <TextInput
            name="name_claim"
            label="Claim with the full name"
            value=form.value("name_claim", claim(|settings| &settings.name_claim, "name"))
            error=form.error("name_claim")
            limit
            mono=true
        />
        <TextInput
            name="email_claim"
            label="Claim with the e-mail address"
            value=form.value("email_claim", claim(|settings| &settings.email_claim, "email"))
            error=form.error("email_claim")
            limit
            mono=true
        />
        <TextInput
            name="groups_claim"
            label="Claim with the groups"
            hint="Such as “groups”, or “realm_access.roles”. Which group leads to which team is set under Groups; empty, teams are left alone."
            value=form.value("groups_claim", claim(|settings| &settings.groups_claim, ""))
            error=form.error("groups_claim")
            limit
            optional=true
            mono=true
        />
        <Checkbox
            name="options[]"
            value="missing_groups_mean_none"
            scope="missing_groups_mean_none"
            label="Without that claim, somebody is in no group"
            hint="Many providers leave the claim out for people without groups: tick it once the claim is known to arrive. Off, teams stay as they are when it is missing."
            checked=form.checked("options[]", "missing_groups_mean_none", missing_are_none)
        />
        <Checkbox
            name="options[]"
            value="trusts_email"
            scope="trusts_email"
            label="Its addresses count as proven even without “email_verified”"
            hint="Needed for Entra ID, which does not say it. Tick it only where people cannot choose their address themselves: an address opens the account here that has the same."
            checked=form.checked("options[]", "trusts_email", trusts)
        />
    }
}

#[component]
fn AdmissionFields(#[prop(into)] form: AnyForm, settings: Option<ProviderSettings>) -> impl IntoView {
    let ticked = |get: fn(&ProviderSettings) -> bool, usual: bool| settings.as_ref().map_or(usual, get);
    let domains = settings.as_ref().map(|settings| settings.approved_domains.join("\n")).unwrap_or_default();
    view! {
        <Checkbox
            name="options[]"
            value="admits_new"
            scope="admits_new"
            label="New people may come in with it"
            hint="Off: only who has an account here already, with the same proven address."
            checked=form.checked("options[]", "admits_new", ticked(|settings| settings.admits_new, true))
        />
        <Checkbox
            name="options[]"
            value="auto_approve"
            scope="auto_approve"
            label="Approve new people at once"
            hint="Off: they wait for your decision, unless their domain is named below or the portal's settings approve everybody."
            checked=form.checked("options[]", "auto_approve", ticked(|settings| settings.auto_approve, false))
        />
        <TextArea
            name="approved_domains"
            label="Domains that are approved at once"
            hint="One a line, such as acme.example. Counts for proven addresses only."
            value=form.value("approved_domains", domains)
            error=form.error("approved_domains")
            rows=2
            mono=true
            optional=true
        />
        <Checkbox
            name="options[]"
            value="enabled"
            scope="enabled"
            label="Offer it on the sign-in page"
            checked=form.checked("options[]", "enabled", ticked(|settings| settings.enabled, true))
        />
    }
}
