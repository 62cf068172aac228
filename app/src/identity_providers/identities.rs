//! How the owner of an account proves who they are.
use super::model::{Identity, OwnSignInMethods};
use crate::{
    paths,
    ui::{Section, Time},
};
use leptos::prelude::*;

/// A part of the account's page.
#[component]
pub fn SignInMethods(own: OwnSignInMethods) -> impl IntoView {
    let password = match own.has_password {
        true => view! { <li>"Your password (" <a href=paths::account_password()>"change it"</a> ")"</li> }.into_any(),
        false => view! {
            <li>"No password. To have one as well, " <a href=paths::forgot_password()>"let a link be sent to you"</a> "."</li>
        }
        .into_any(),
    };
    let identities = own.identities.into_iter().map(|identity| view! { <Method identity/> }).collect_view();
    view! {
        <Section title="How you sign in">
            <ul class="sign-in-methods">{password} {identities}</ul>
        </Section>
    }
}

#[component]
fn Method(identity: Identity) -> impl IntoView {
    let email = identity.email.map(|email| format!(" as {email}"));
    view! {
        <li>
            {identity.provider} {email} ", last " <Time at=identity.last_sign_in_at/>
            ". Your name and teams follow what it says each time you sign in."
        </li>
    }
}
