//! Decisions that need a reason or a second look, each a page of its own.
use super::{
    model::{Developer, DeveloperDeletion},
    server_fns::{
        DeleteDeveloper, RejectDeveloper, RevokeDeveloper, get_developer, preview_developer_deletion,
    },
};
use crate::approvals::counts_down;
use crate::area::{AreaPage, id_in_address};
use crate::{
    id::DeveloperId,
    load::Load,
    loading::Loading,
    paths,
    ui::{
        ConfirmActions, ConfirmPage, TextArea,
        form::{Form, FormNotice, use_form},
    },
};
use leptos::prelude::*;

const REASON_HINT: &str = "The developer reads this in the mail.";

pub struct RejectRoute(Loading<Developer>);

impl AreaPage for RejectRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), get_developer))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<RejectDeveloper>();
        counts_down(form);
        view! {
            <Load loading=this.0 view=move |developer| view! {
                <ConfirmPage
                    title=format!("Reject {}?", developer.full_name)
                    lead=developer.email.clone()
                    consequences=vec![
                        "They get a mail with your reason and cannot sign in.".to_owned(),
                        "You can still approve them later.".to_owned(),
                    ]
                >
                    <Form form class="form">
                        <FormNotice form/>
                        <input type="hidden" name="id" value=developer.id.to_string()/>
                        <TextArea name="reason" label="Reason" hint=REASON_HINT limit=1000
                            value=form.value("reason", "") error=form.error("reason")/>
                        <ConfirmActions confirm="Reject" cancel="Not now" cancel_href=paths::admin_developer(developer.id) pending=form.pending()/>
                    </Form>
                </ConfirmPage>
            }/>
        }
        .into_any()
    }
}

pub struct RevokeRoute(Loading<Developer>);

impl AreaPage for RevokeRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), get_developer))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<RevokeDeveloper>();
        view! {
            <Load loading=this.0 view=move |developer| view! {
                <ConfirmPage
                    title=format!("Revoke the access of {}?", developer.full_name)
                    lead=developer.email.clone()
                    heading="What stops at once"
                    consequences=vec![
                        "Every browser of theirs is signed out, and their access tokens stop.".to_owned(),
                        "Calls with keys of applications that only they own are refused.".to_owned(),
                        "Nothing is deleted: restoring access brings everything back.".to_owned(),
                    ]
                >
                    <Form form class="form">
                        <FormNotice form/>
                        <input type="hidden" name="id" value=developer.id.to_string()/>
                        <TextArea name="reason" label="Reason" hint=REASON_HINT limit=1000
                            value=form.value("reason", "") error=form.error("reason")/>
                        <ConfirmActions confirm="Revoke access" cancel="Not now" cancel_href=paths::admin_developer(developer.id) pending=form.pending()/>
                    </Form>
                </ConfirmPage>
            }/>
        }
        .into_any()
    }
}

pub struct DeleteRoute {
    id: Option<DeveloperId>,
    gone: Loading<DeveloperDeletion>,
}

impl AreaPage for DeleteRoute {
    fn data() -> Self {
        let gone = Loading::of_id(|| (), preview_developer_deletion);
        Self { id: id_in_address(), gone }
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteDeveloper>();
        let id = this.id.map(|id| id.to_string()).unwrap_or_default();
        view! {
            <Load loading=this.gone view=move |gone| { let (id, back) = (id.clone(), paths::admin_developer(&id)); view! {
                <ConfirmPage
                    title=format!("Delete {}?", gone.email)
                    lead="This cannot be undone."
                    heading="What is deleted"
                    consequences=gone.consequences()
                >
                    <Form form class="form">
                        <FormNotice form/>
                        <input type="hidden" name="id" value=id/>
                        <ConfirmActions confirm="Delete developer" cancel_href=back pending=form.pending()/>
                    </Form>
                </ConfirmPage>
            }}/>
        }
        .into_any()
    }
}
