//! What has to exist at the identity provider, step by step, and the way to check it.
use super::{check::CheckToken, model::TokenGuide, server_fns::get_token_guide};
use crate::{
    applications::Application,
    auth_strategies::StrategyKind,
    load::loaded,
    loading::Loading,
    paths,
    ui::{CodeBlock, KeyValue, Notice, Section, Tone},
};
use leptos::prelude::*;

/// How the application gets its access tokens.
#[component]
pub fn ApplicationTokens(application: Application) -> impl IntoView {
    let slug = application.slug;
    if application.auth_strategy.kind() != StrategyKind::OpenidConnect {
        return view! {
            <Notice title="This application uses API keys">
                <p>"Its calls carry a key that you generate under " <a href=paths::application_keys(&slug)>"API keys"</a> "."</p>
            </Notice>
        }
        .into_any();
    }
    let guide = Loading::new(move || slug.clone(), get_token_guide);
    loaded(guide, |guide| {
        let application = guide.application_slug.clone();
        view! { <Steps guide/> <CheckToken application/> }
    })
    .into_any()
}

#[component]
fn Steps(guide: TokenGuide) -> impl IntoView {
    let problem = guide.provider_problem.clone().map(|problem| {
        view! {
            <Notice tone=Tone::Warning title="The identity provider cannot be read just now">
                <p>{problem} " Until it can, tokens signed with keys that are not known yet are refused."</p>
            </Notice>
        }
    });
    let claims = guide.credential_claims.join(" or ");
    let lead = format!(
        "Each call carries an access token that {} has issued to this application's client.",
        guide.issuer
    );
    let edit = paths::edit_application(&guide.application_slug);
    let access = paths::application_access(&guide.application_slug);
    let get = get_a_token(&guide);
    view! {
        <Section title="Get an access token" lead>
            {problem}
            <ol class="token-steps">
                {guide.registered.then(|| view! {
                    <li>
                        <strong>"Have the client's secret."</strong>
                        " It was shown when the application was created. If nobody has it any more, rotate it below. The client's ID is:"
                        <p><KeyValue value=guide.reference_id.clone() copy=true/></p>
                    </li>
                })}
                {(!guide.registered).then(|| view! { <li>
                    <strong>"Have a client."</strong> " At " <code>{guide.issuer.clone()}</code>
                    ", create a client (it may be called an app there), or ask whoever runs it to. Its client ID must be this application's reference ID:"
                    <p><KeyValue value=guide.reference_id.clone() copy=true/></p>
                    "If the client has got another ID, enter that one as the reference ID in the "
                    <a href=edit.clone()>"settings"</a> "."
                </li>
                <li><strong>"Let it have tokens."</strong> " " {methods(&guide)}</li> })}
                <li><strong>"Let tokens say what is needed."</strong> {needed(&guide, &claims)}</li>
                <li><strong>"Get one."</strong> " " {get}</li>
                <li>
                    <strong>"Check it"</strong> " below, and call: which APIs, with what line, is on the "
                    <a href=paths::application(&guide.application_slug)>"overview"</a>
                    "; which may be called, under " <a href=access>"Access"</a> "."
                </li>
            </ol>
        </Section>
    }
}

fn methods(guide: &TokenGuide) -> String {
    let mut ways = Vec::new();
    if guide.has_method("client_credentials") {
        ways.push(
            "Where the software itself signs in, allow the grant type “client credentials” and keep the client's secret with it.",
        );
    }
    if guide.has_method("authorization_code") {
        ways.push(
            "Where a person signs in through it, allow the grant type “authorization code” with PKCE and name the software's own address as the redirect URI.",
        );
    }
    if ways.is_empty() {
        ways.push("Any way the identity provider offers will do: any token of it is accepted that says what is needed.");
    }
    ways.join(" ")
}

fn needed(guide: &TokenGuide, claims: &str) -> impl IntoView + use<> {
    let audience = (!guide.audiences.is_empty()).then(|| {
        let audiences = guide.audiences.join(" or ");
        view! { <li>"be meant for the audience " <code>{audiences}</code></li> }
    });
    let scopes = (!guide.scopes.is_empty()).then(|| {
        let scopes = guide.scopes.join(" ");
        view! { <li>"have been granted the scopes " <code>{scopes}</code></li> }
    });
    let claims = claims.to_owned();
    view! {
        " A token must"
        <ul>
            <li>"be a signed one (JWT), by an asymmetric method such as RS256 or ES256"</li>
            <li>"hold the client's ID in the claim " <code>{claims}</code></li>
            {audience} {scopes}
        </ul>
    }
}

fn get_a_token(guide: &TokenGuide) -> impl IntoView + use<> {
    let curl = guide.curl().map(|line| {
        view! {
            "With client credentials, put the client's secret in its place and paste this into a terminal:"
            <CodeBlock code=line label="Get a token" wrap=true/>
        }
    });
    let sign_in = guide.authorization_endpoint.clone().filter(|_| guide.has_method("authorization_code"));
    let sign_in = sign_in.zip(guide.token_endpoint.clone()).map(|(authorization, token)| {
        view! {
            "Where a person signs in, point your OpenID Connect library at the issuer; it finds "
            <code>{authorization}</code> " and " <code>{token}</code> " by itself."
        }
    });
    let neither = (curl.is_none() && sign_in.is_none())
        .then_some("How, the provider of the API or whoever runs the identity provider tells you.");
    view! { {curl} {sign_in} {neither} }
}
