//! What a mailed invitation leads to: for its addressee, for somebody else, for who has no account yet.
use super::{
    model::OpenedInvitation,
    server_fns::{AcceptTeamInvitation, read_team_invitation},
};
use crate::area::AreaPage;
use crate::{
    error::PortalError,
    load::Load,
    loading::Loading,
    page_info::signed_in,
    paths,
    ui::{
        ButtonKind, LinkButton, Notice, Page, PageHeader, PageWidth, Tone, day_text,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Absent: used, void or expired.
type Opened = Option<OpenedInvitation>;

pub struct JoinTeamRoute(String, Loading<Opened>);

impl AreaPage for JoinTeamRoute {
    fn data() -> Self {
        let token = use_query_map().get_untracked().get("token").unwrap_or_default();
        let asked = token.clone();
        let opened = Loading::new(
            move || asked.clone(),
            |token| async move {
                match read_team_invitation(token).await {
                    Ok(opened) => Ok(Some(opened)),
                    Err(PortalError::NotFound) => Ok(None),
                    Err(error) => Err(error),
                }
            },
        );
        Self(token, opened)
    }

    fn view(this: Self) -> AnyView {
        let (token, form) = (this.0, use_form::<AcceptTeamInvitation>());
        view! {
            <Load loading=this.1 view=move |opened: Opened| match opened {
                Some(opened) => view! { <Invited opened token=token.clone() form/> }.into_any(),
                None => view! { <Unusable/> }.into_any(),
            }/>
        }
        .into_any()
    }
}

#[component]
fn Invited(opened: OpenedInvitation, token: String, form: FormHandle<AcceptTeamInvitation>) -> impl IntoView {
    let OpenedInvitation { invitation, masked_email, for_asker } = opened;
    let lead = format!(
        "{} invites you to build together. The team's applications, their keys and their access are then yours to look after too.",
        invitation.invited_by
    );
    let here = paths::join_team(&token);
    let way_on = match (for_asker, signed_in()) {
        (true, _) => view! {
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="token" value=token/>
                <div class="form__actions">
                    <SubmitButton form>"Join the team"</SubmitButton>
                    <LinkButton href=paths::teams()>"Not now"</LinkButton>
                </div>
            </Form>
        }
        .into_any(),
        (false, Some(person)) => {
            let text = format!(
                "The invitation was written to {masked_email}, and you are signed in as {}. Sign out and in again with that address, or ask for an invitation to yours.",
                person.email
            );
            view! {
                <FormNotice form/>
                <Notice tone=Tone::Warning title="This is for another address"><p>{text}</p></Notice>
                <LinkButton href=paths::teams()>"Your teams"</LinkButton>
            }
            .into_any()
        }
        (false, None) => {
            let text = format!(
                "It was written to {masked_email}. Sign in with that address and you come back here. Without an account, sign up with it; the invitation waits among your teams until {}.",
                day_text(invitation.expires_at)
            );
            view! {
                <p>{text}</p>
                <div class="form__actions">
                    <LinkButton kind=ButtonKind::Primary href=paths::sign_in_and_return(&here)>"Sign in"</LinkButton>
                    <LinkButton href=paths::sign_up()>"Create an account"</LinkButton>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader title=format!("Join “{}”", invitation.team) lead/>
            {way_on}
        </Page>
    }
}

#[component]
fn Unusable() -> impl IntoView {
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader title="This invitation does not work any more" lead="It was used, taken back, replaced by a newer one, or its 14 days are over."/>
            <p>"If you have joined already, you find the team among " <a href=paths::teams()>"your teams"</a> ". Otherwise ask whoever invited you for a new invitation."</p>
            <LinkButton href=paths::catalog()>"Browse the APIs"</LinkButton>
        </Page>
    }
}
