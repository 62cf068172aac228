//! What withdrawing means, and the button that does it.
use super::{
    model::{Registration, RegistrationStatus},
    server_fns::{WithdrawRegistration, list_own_registrations},
};
use crate::area::{AreaPage, use_params_map};
use crate::{
    load::{NotFound, loaded},
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

pub struct WithdrawRoute(String, Loading<Vec<Registration>>);

impl AreaPage for WithdrawRoute {
    fn data() -> Self {
        let params = use_params_map();
        let application = move || params.read().get("application").unwrap_or_default();
        let id = params.read_untracked().get("id").unwrap_or_default();
        Self(id, Loading::new(application, list_own_registrations))
    }

    fn view(this: Self) -> AnyView {
        let (id, form) = (this.0, use_form::<WithdrawRegistration>());
        view! {
            {loaded(this.1, move |registrations| {
                match registrations.into_iter().find(|one| one.id.to_string() == id) {
                    Some(registration) => view! { <ConfirmWithdrawal form registration/> }.into_any(),
                    None => view! { <NotFound/> }.into_any(),
                }
            })}
        }
        .into_any()
    }
}

#[component]
fn ConfirmWithdrawal(form: FormHandle<WithdrawRegistration>, registration: Registration) -> impl IntoView {
    let back = paths::application_access(&registration.application_slug);
    let target = registration.target();
    let name = &registration.application_name;
    let (title, consequences) = match registration.state.status() {
        RegistrationStatus::Approved => (
            format!("Give up access to {target}?"),
            vec![
                format!("Calls of “{name}” to {target} are refused at once."),
                "Its keys stay, and go on working for its other APIs.".to_owned(),
                "You may ask again at any time; whether it needs approval is decided anew.".to_owned(),
            ],
        ),
        _ => (
            format!("Withdraw the request for {target}?"),
            vec![
                format!("“{name}” does not ask for {target} any more, and nobody has to decide."),
                "You may ask again at any time.".to_owned(),
            ],
        ),
    };
    view! {
        <ConfirmPage title consequences>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=registration.id.to_string()/>
                <input type="hidden" name="application" value=registration.application_slug/>
                <ConfirmActions confirm="Withdraw" cancel_href=back pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}
