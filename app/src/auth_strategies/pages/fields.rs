use crate::{
    auth_strategies::{NewAuthStrategy, StrategyKind, StrategySettings},
    ui::{Checkbox, FieldError, InputType, TextArea, TextInput, form::AnyForm},
};
use leptos::prelude::*;

/// The fields of a strategy of this kind; `settings` where there are some already.
#[component]
pub fn StrategyFields(
    #[prop(into)] form: AnyForm,
    kind: StrategyKind,
    #[prop(optional, into)] name: String,
    #[prop(optional_no_strip)] settings: Option<StrategySettings>,
) -> impl IntoView {
    let rest = match kind {
        StrategyKind::KeyAuth => view! { <KeyFields form settings/> }.into_any(),
        StrategyKind::OpenidConnect => view! { <OpenidFields form settings/> }.into_any(),
    };
    view! {
        <input type="hidden" name="kind" value=kind.as_str()/>
        <TextInput
            name="name"
            label="Name"
            hint="Developers see it when an application is tied to it."
            value=form.value("name", name)
            error=form.error("name")
            limit=NewAuthStrategy::NAME_MAX as u32
        />
        {rest}
        <FieldError id="strategy-kind-error".to_owned() error=form.error("kind")/>
    }
}

#[component]
fn KeyFields(
    #[prop(into)] form: AnyForm,
    #[prop(optional_no_strip)] settings: Option<StrategySettings>,
) -> impl IntoView {
    let names = match settings {
        Some(StrategySettings::KeyAuth { header_names }) => header_names.join("\n"),
        _ => "apikey".to_owned(),
    };
    let hint = format!(
        "One a line, up to {} of at most {} characters. Developers are told the first; the gateway accepts each of them.",
        NewAuthStrategy::HEADER_NAMES_MAX,
        NewAuthStrategy::HEADER_NAME_MAX
    );
    view! {
        <TextArea
            name="header_names"
            label="Header names"
            hint
            value=form.value("header_names", names)
            error=form.error("header_names")
            rows=3
            mono=true
        />
    }
}

#[component]
fn OpenidFields(
    #[prop(into)] form: AnyForm,
    #[prop(optional_no_strip)] settings: Option<StrategySettings>,
) -> impl IntoView {
    let (issuer, claims, audiences, scopes, methods) = match settings {
        Some(StrategySettings::OpenidConnect {
            issuer,
            credential_claims,
            audiences,
            scopes,
            auth_methods,
        }) => (issuer, credential_claims.join("\n"), audiences.join("\n"), scopes.join("\n"), auth_methods),
        _ => (String::new(), "client_id".to_owned(), String::new(), String::new(), default_methods()),
    };
    let each = NewAuthStrategy::CLAIM_MAX;
    view! {
        <TextInput
            name="issuer"
            label="Issuer"
            hint="The address of your identity provider, as it stands in its tokens."
            r#type=InputType::Url
            placeholder="https://id.example.com"
            value=form.value("issuer", issuer)
            error=form.error("issuer")
            limit=NewAuthStrategy::ISSUER_MAX as u32
            mono=true
        />
        <TextArea
            name="credential_claims"
            label="Credential claims"
            hint=format!(
                "Which claim of a token holds the client ID: the reference ID of the application. One a line, up to {} of at most {each} characters; the first that is present counts.",
                NewAuthStrategy::CLAIMS_MAX,
            )
            value=form.value("credential_claims", claims)
            error=form.error("credential_claims")
            rows=2
            mono=true
        />
        <TextArea
            name="audiences"
            label="Audiences"
            hint=format!(
                "Whom a token must be meant for (“aud”): usually the address of the API, as your identity provider knows it. One a line, up to {} of at most {} characters; one of them must be there. Left empty, tokens for anybody are accepted.",
                NewAuthStrategy::AUDIENCES_MAX,
                NewAuthStrategy::AUDIENCE_MAX,
            )
            value=form.value("audiences", audiences)
            error=form.error("audiences")
            rows=2
            mono=true
            optional=true
        />
        <TextArea
            name="scopes"
            label="Scopes"
            hint=format!(
                "What a token must have been granted, all of it. One a line, up to {} of at most {each} characters.",
                NewAuthStrategy::SCOPES_MAX,
            )
            value=form.value("scopes", scopes)
            error=form.error("scopes")
            rows=3
            mono=true
            optional=true
        />
        <fieldset class="field">
            <legend class="field__label">"How developers are told to get tokens"</legend>
            {NewAuthStrategy::AUTH_METHODS
                .map(|method| {
                    let ticked = methods.iter().any(|own| own == method);
                    view! {
                        <Checkbox
                            name="auth_methods[]"
                            value=method
                            label=method_label(method)
                            checked=form.checked("auth_methods[]", method, ticked)
                            scope=method
                        />
                    }
                })
                .collect_view()}
            <FieldError id="auth-methods-error".to_owned() error=form.error("auth_methods")/>
        </fieldset>
    }
}

fn default_methods() -> Vec<String> {
    vec!["client_credentials".to_owned(), "bearer".to_owned()]
}

fn method_label(method: &str) -> &'static str {
    match method {
        "client_credentials" => "Client credentials: the application itself signs in",
        "authorization_code" => "Authorization code: a person signs in through the application",
        _ => "Another way: developers have tokens already",
    }
}
