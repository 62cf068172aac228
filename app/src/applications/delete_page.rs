//! What stops working when an application is deleted, and the button that does it.
use super::{
    layout::slug_in_address,
    model::ApplicationDeletion,
    server_fns::{DeleteApplication, preview_application_deletion},
};
use crate::area::AreaPage;
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormHandle, FormNotice, use_form},
        moment_text,
    },
};
use leptos::prelude::*;

pub struct DeleteApplicationRoute(Signal<String>, Loading<ApplicationDeletion>);

impl AreaPage for DeleteApplicationRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(slug, Loading::new(move || slug.get(), preview_application_deletion))
    }

    fn view(this: Self) -> AnyView {
        let (slug, form) = (this.0, use_form::<DeleteApplication>());
        view! {
            {loaded(this.1, move |deletion| view! { <ConfirmDeletion form slug=slug.get_untracked() deletion/> })}
        }
        .into_any()
    }
}

#[component]
fn ConfirmDeletion(
    form: FormHandle<DeleteApplication>,
    slug: String,
    deletion: ApplicationDeletion,
) -> impl IntoView {
    let title = format!("Delete “{}”?", deletion.name);
    view! {
        <ConfirmPage
            title
            lead="This cannot be undone."
            heading="What stops working"
            consequences=consequences(&deletion)
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="slug" value=slug.clone()/>
                <ConfirmActions
                    confirm="Delete application"
                    cancel_href=paths::application(&slug)
                    pending=form.pending()
                />
            </Form>
        </ConfirmPage>
    }
}

fn consequences(deletion: &ApplicationDeletion) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    list.extend(deletion.registrations.iter().map(|name| format!("Its registration for {name}")));
    list.extend(deletion.credentials.iter().map(|name| format!("The API key {name}")));
    list.extend(deletion.client_id.iter().map(|id| {
        format!("Its client {id} at the identity provider, which is removed: it gets no more tokens")
    }));
    if list.is_empty() {
        list.push("Nothing: it has no registrations and no keys.".to_owned());
    } else {
        list.push("Every call with these keys is refused from then on.".to_owned());
    }
    list.push(match deletion.last_call_at {
        Some(at) => format!("Its last call was at {}.", moment_text(at)),
        None => "No call has been made with it so far.".to_owned(),
    });
    list
}
