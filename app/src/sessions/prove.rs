//! What reveals or deletes something is for who has just proved who they are.
use super::server_fns::ProveAgain;
use crate::{
    actor::PROOF_MINUTES,
    identity_providers::OwnSignInMethods,
    paths,
    ui::{
        InputType, Notice, TextInput,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

/// The children, or what has to be proved before they are shown; back at `return_to` afterwards.
#[component]
pub fn Proved(own: OwnSignInMethods, #[prop(into)] return_to: String, children: Children) -> impl IntoView {
    if own.proved_recently {
        return children().into_any();
    }
    let by_password = own.has_password.then(|| view! { <ByPassword return_to=return_to.clone()/> });
    let by_provider = own
        .identities
        .iter()
        .map(|identity| {
            let href = paths::prove_with(&identity.provider_slug, &return_to);
            view! {
                <a class="button" href=href rel="external nofollow">
                    "Prove it with " {identity.provider.clone()}
                </a>
            }
        })
        .collect_view();
    let neither = (!own.has_password && own.identities.is_empty()).then(|| {
        view! {
            <p>"You have no password yet: " <a href=paths::forgot_password()>"let a link be sent to you"</a> " that leads to one."</p>
        }
    });
    view! {
        <Notice title="Please prove again that it is you">
            <p>
                {format!(
                    "You signed in more than {PROOF_MINUTES} minutes ago, and somebody else may be at this browser by now. Then you can go on here.",
                )}
            </p>
        </Notice>
        {by_password}
        <div class="sign-in-providers">{by_provider}</div>
        {neither}
    }
    .into_any()
}

#[component]
fn ByPassword(return_to: String) -> impl IntoView {
    let form = use_form::<ProveAgain>();
    view! {
        // The whole page is made anew: what it may show has changed.
        <Form form class="form" reload=true>
            <FormNotice form/>
            <input type="hidden" name="return_to" value=return_to/>
            <TextInput
                name="password"
                label="Your password"
                r#type=InputType::Password
                autocomplete="current-password"
                error=form.error("password")
                scope="proof"
            />
            <SubmitButton form>"Go on"</SubmitButton>
        </Form>
    }
}
