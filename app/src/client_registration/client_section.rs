//! The client of an application, on the application's page.
use super::{
    model::{ADDRESS_MAX, ApplicationClient, REDIRECT_URIS_MAX},
    server_fns::UpdateApplicationClient,
};
use crate::{
    paths,
    ui::{
        ButtonKind, Checkbox, Definition, DefinitionList, FieldError, KeyValue, LinkButton, Notice,
        SecretPanel, Section, TextArea, Time, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton},
    },
};
use leptos::prelude::*;

#[component]
pub fn ClientSection(
    client: ApplicationClient,
    application: String,
    form: FormHandle<UpdateApplicationClient>,
) -> impl IntoView {
    let saved = form.result();
    let hint = format!(
        "Where people come back to after signing in through this application, one a line: up to {REDIRECT_URIS_MAX} of at most {ADDRESS_MAX} characters. Not needed where the software itself signs in."
    );
    let scopes = client.offered_scopes.iter().map(|scope| {
        let required = client.required_scopes.contains(scope);
        let ticked = required || client.scopes.contains(scope);
        let label = if required { format!("{scope} (needed for every call)") } else { scope.clone() };
        view! {
            <Checkbox name="scopes[]" value=scope.clone() scope=scope.clone() label disabled=required
                checked=required || form.checked("scopes[]", scope, ticked)/>
        }
    });
    let scopes = (!client.offered_scopes.is_empty()).then(|| {
        view! {
            <fieldset class="field">
                <legend class="field__label">"Scopes that its tokens may be granted"</legend>
                {scopes.collect_view()}
                <FieldError id="client-scopes-error".to_owned() error=form.error("scopes")/>
            </fieldset>
        }
    });
    view! {
        <Section title="Client at the identity provider" lead="Registered with the application, and removed with it.">
            <div class="stack">
                <DefinitionList>
                    <Definition term="Client ID"><KeyValue value=client.client_id copy=true/></Definition>
                    <Definition term="Registered"><Time at=client.registered_at/></Definition>
                </DefinitionList>
                <div>
                    <LinkButton href=paths::rotate_client_secret(&application) kind=ButtonKind::DangerQuiet>"Rotate the secret…"</LinkButton>
                </div>
                {move || saved.get().map(|changed| view! { <Saved secret=changed.client_secret/> })}
                <Form form class="form">
                    <FormNotice form/>
                    <input type="hidden" name="application" value=application.clone()/>
                    <TextArea name="redirect_uris" label="Redirect URIs" hint rows=3 mono=true optional=true
                        value=form.value("redirect_uris", client.redirect_uris.join("\n")) error=form.error("redirect_uris")/>
                    {scopes}
                    <SubmitButton form class="button--secondary">"Save client"</SubmitButton>
                </Form>
            </div>
        </Section>
    }
}

#[component]
fn Saved(secret: Option<String>) -> impl IntoView {
    let secret = secret.map(|secret| {
        view! {
            <p>"The identity provider named the client's secret when it confirmed this. If it is another one than yours, use this one from now on."</p>
            <SecretPanel title="The client's secret" secret label="Client secret"/>
        }
    });
    view! {
        <Notice tone=Tone::Success alert=true><p>"The client is changed."</p></Notice>
        {secret}
    }
}
