use super::{
    model::Session,
    server_fns::{EndSession, OwnSessions, SignOutEverywhere, list_own_sessions},
};
use crate::area::AreaPage;
use crate::{
    account_page::AccountPage,
    id::SessionId,
    load::Load,
    loading::Loading,
    ui::{
        Cell, CellKind, Column, DataTable, HeadCell, PageHeader, Row, Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct SessionsRoute {
    sessions: Loading<OwnSessions>,
    end: FormHandle<EndSession>,
    everywhere: FormHandle<SignOutEverywhere>,
}

impl AreaPage for SessionsRoute {
    fn data() -> Self {
        let end = use_form::<EndSession>();
        let version = end.version();
        let sessions = Loading::new(move || version.get(), |_| list_own_sessions());
        Self { sessions, end, everywhere: use_form() }
    }

    fn view(this: Self) -> AnyView {
        let SessionsRoute { sessions, end, everywhere } = this;
        view! {
            <Load loading=sessions view=move |own| view! {
                <AccountPage>
                    <PageHeader title="Signed-in browsers" lead="Where your account is signed in now. End what you do not recognise, and change your password then."/>
                    <FormNotice form=end/>
                    <SessionTable own end/>
                    <Form form=everywhere reload=true>
                        <FormNotice form=everywhere/>
                        <SubmitButton form=everywhere class="button--danger-quiet">"Sign out everywhere"</SubmitButton>
                    </Form>
                </AccountPage>
            }/>
        }
        .into_any()
    }
}

#[component]
fn SessionTable(own: OwnSessions, end: FormHandle<EndSession>) -> impl IntoView {
    let columns = vec![
        Column::new("Browser"),
        Column::new("Address"),
        Column::new("Signed in"),
        Column::new("Last seen"),
        Column::hidden("Actions"),
    ];
    let current = own.current;
    let rows = own
        .sessions
        .into_iter()
        .map(|session| view! { <SessionRow here=current == Some(session.id) session end/> })
        .collect_view();
    view! { <DataTable caption="Signed-in browsers" columns>{rows}</DataTable> }
}

#[component]
fn SessionRow(session: Session, here: bool, end: FormHandle<EndSession>) -> impl IntoView {
    let device = session.device.unwrap_or_else(|| "Unknown browser".to_owned());
    let action = (!here).then(|| view! { <EndButton end id=session.id device=device.clone()/> });
    view! {
        <Row>
            <HeadCell>
                {device}
                {here.then(|| view! { " " <span class="session-row__here">"this browser"</span> })}
            </HeadCell>
            <Cell label="Address">{session.address.unwrap_or_else(|| "unknown".to_owned())}</Cell>
            <Cell label="Signed in"><Time at=session.created_at/></Cell>
            <Cell label="Last seen"><Time at=session.seen_at/></Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                {action}
            </Cell>
        </Row>
    }
}

#[component]
fn EndButton(end: FormHandle<EndSession>, id: SessionId, device: String) -> impl IntoView {
    view! {
        <Form form=end>
            <input type="hidden" name="id" value=id.to_string()/>
            <SubmitButton form=end class="button--quiet">
                "End" <span class="visually-hidden">" the session of " {device}</span>
            </SubmitButton>
        </Form>
    }
}
