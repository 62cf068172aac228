//! Invitations to oneself.
use super::{
    model::ReceivedInvitation,
    server_fns::{DeclineTeamInvitation, JoinTeam},
};
use crate::ui::{
    Section, Time,
    form::{Form, FormHandle, FormNotice, SubmitButton, use_form_with},
};
use leptos::prelude::*;

#[component]
pub fn ReceivedInvitations(
    invitations: Vec<ReceivedInvitation>,
    decline: FormHandle<DeclineTeamInvitation>,
) -> impl IntoView {
    (!invitations.is_empty()).then(|| {
        let items =
            invitations.into_iter().map(|invitation| view! { <Received invitation decline/> }).collect_view();
        view! {
            <Section title="Invitations" lead="Written to your address.">
                <FormNotice form=decline/>
                <ul class="team-invitations">{items}</ul>
            </Section>
        }
    })
}

#[component]
fn Received(invitation: ReceivedInvitation, decline: FormHandle<DeclineTeamInvitation>) -> impl IntoView {
    let id = invitation.id.to_string();
    let join = use_form_with::<JoinTeam>("id", &id);
    let (joined, declined) = (id.clone(), id);
    let (team, to_join, to_decline) = (invitation.team.clone(), invitation.team.clone(), invitation.team);
    view! {
        <li class="team-invitation">
            <div>
                <h3 class="team-invitation__title">{team}</h3>
                <p class="muted">
                    {invitation.invited_by} " invites you as " {invitation.role.label().to_lowercase()}
                    ", until " <Time at=invitation.expires_at day=true/>
                </p>
                <FormNotice form=join/>
            </div>
            <div class="team-invitation__actions">
                <Form form=join>
                    <input type="hidden" name="id" value=joined/>
                    <SubmitButton form=join>"Join" <span class="visually-hidden">" " {to_join}</span></SubmitButton>
                </Form>
                <Form form=decline>
                    <input type="hidden" name="id" value=declined/>
                    <SubmitButton form=decline class="button--quiet">
                        "Decline" <span class="visually-hidden">" " {to_decline}</span>
                    </SubmitButton>
                </Form>
            </div>
        </li>
    }
}
