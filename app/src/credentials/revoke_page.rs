//! What stops working when a key is revoked, and the button that does it.
use super::{
    model::*,
    routes::in_address,
    server_fns::{RevokeCredential, get_call_panels, get_credential, get_key_callers},
};
use crate::area::AreaPage;
use crate::{
    error::PortalError,
    id::CredentialId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormHandle, FormNotice, use_form},
        moment_text,
    },
    usage::KeyCallers,
};
use leptos::prelude::*;

type Shown = (ApplicationKeys, Credential, Vec<CallPanel>, KeyCallers);

pub struct RevokeCredentialRoute(Loading<Shown>);

impl AreaPage for RevokeCredentialRoute {
    fn data() -> Self {
        let (slug, id) = (in_address("application"), in_address("credential"));
        Self(Loading::new(
            move || (slug.get(), id.get()),
            |(slug, id)| async move {
                let id: CredentialId = id.parse().map_err(|_| PortalError::NotFound)?;
                let (keys, credential) = get_credential(slug.clone(), id).await?;
                let callers = get_key_callers(slug.clone(), id).await?;
                Ok((keys, credential, get_call_panels(slug).await?, callers))
            },
        ))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<RevokeCredential>();
        view! {
            {loaded(this.0, move |shown| view! { <ConfirmRevocation form shown/> })}
        }
        .into_any()
    }
}

#[component]
fn ConfirmRevocation(form: FormHandle<RevokeCredential>, shown: Shown) -> impl IntoView {
    let (keys, credential, panels, callers) = shown;
    let slug = keys.application_slug.clone();
    let back = paths::credential(&slug, credential.id);
    view! {
        <ConfirmPage
            title=format!("Revoke “{}” ({})?", credential.name, credential.shape())
            lead="This cannot be undone."
            heading="What stops working"
            consequences=consequences(&keys, &credential, &panels, &callers)
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="application" value=slug/>
                <input type="hidden" name="id" value=credential.id.to_string()/>
                <ConfirmActions confirm="Revoke key" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}

/// So many addresses are named; of more it is said how many.
const NAMED: usize = 5;

fn consequences(
    keys: &ApplicationKeys,
    credential: &Credential,
    panels: &[CallPanel],
    callers: &KeyCallers,
) -> Vec<String> {
    let mut list = Vec::new();
    let working: Vec<String> =
        panels.iter().filter(|panel| panel.refusal.is_none()).map(CallPanel::title).collect();
    if credential.status.is_live() && !working.is_empty() {
        list.push(format!("Calls with this key to {}, from the moment you confirm.", working.join(", ")));
    } else {
        list.push("Nothing that works now: no call with this key is let through.".to_owned());
    }
    list.push(match credential.last_used_at {
        Some(at) => format!("It was last used on {}.", moment_text(at)),
        None => "It has never been used.".to_owned(),
    });
    let lately: Vec<&str> = callers.lately().map(|caller| caller.address.as_str()).collect();
    if credential.status.is_live() && !lately.is_empty() {
        let named = lately[..lately.len().min(NAMED)].join(", ");
        let more = match lately.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        list.push(format!(
            "In the last 24 hours it was used from {named}{more}: these calls are refused then."
        ));
    }
    list.push(match keys.live().saturating_sub(usize::from(credential.status.is_live())) {
        0 => "The application has no other live key: all of its calls stop.".to_owned(),
        1 => "The application's other key keeps working.".to_owned(),
        others => format!("The application's {others} other keys keep working."),
    });
    list
}
