mod groups;
mod invite;
mod leave;
mod manage;
mod own;
mod pages;
mod transfer;

use crate::support::{Person, TestPortal};
use serde_json::{Value, json};

/// Returns its slug.
pub async fn create(owner: &Person, name: &str) -> String {
    let created = owner.post("/api/v1/teams", json!({ "name": name })).await.expect(201).json();
    created["slug"].as_str().expect("a slug").to_owned()
}

pub async fn invite(owner: &Person, team: &str, email: &str, role: &str) -> Value {
    let new = json!({ "email": email, "role": role });
    owner.post(&format!("/api/v1/teams/{team}/invitations"), new).await.expect(201).json()
}

/// The token in the newest invitation to this address.
pub async fn mailed_token(portal: &TestPortal, email: &str) -> String {
    let mails = portal.mails_to(email).await;
    let mail = mails.iter().find(|mail| mail.subject.contains("invites you")).expect("an invitation");
    let (_, rest) = mail.body.split_once("/teams/join?token=").expect("a link in the mail");
    rest.split_whitespace().next().expect("a token").to_owned()
}

/// Invites somebody who has an account, and they accept.
pub async fn join(portal: &TestPortal, owner: &Person, team: &str, person: &Person, email: &str, role: &str) {
    invite(owner, team, email, role).await;
    let token = mailed_token(portal, email).await;
    person.post("/api/v1/invitations/accept", json!({ "token": token })).await.expect(200);
}

pub async fn detail(person: &Person, team: &str) -> Value {
    person.get(&format!("/api/v1/teams/{team}")).await.expect(200).json()
}

/// The member with this address.
pub fn member<'v>(detail: &'v Value, email: &str) -> &'v Value {
    let members = detail["members"].as_array().expect("members");
    members.iter().find(|member| member["email"] == email).unwrap_or(&Value::Null)
}

pub fn id_of(detail: &Value, email: &str) -> String {
    member(detail, email)["developer_id"].as_str().expect("a member with this address").to_owned()
}

/// An application of the team; returns its slug.
pub async fn application(person: &Person, team: &str, name: &str, strategy: &str) -> String {
    let new = json!({ "name": name, "auth_strategy_id": strategy, "team": team });
    let created = person.post("/api/v1/applications", new).await.expect(201).json();
    created["slug"].as_str().expect("a slug").to_owned()
}
