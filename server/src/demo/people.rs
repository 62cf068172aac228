use crate::portal::Portal;
use app::{
    actor::{Actor, Role, SignedIn, Who},
    developers::{Developer, DeveloperFilter, DeveloperStatus, Developers, NewDeveloper},
    error::PortalError,
    mails::Mails,
    page::PageRequest,
};

pub const PASSWORD: &str = "a long walk by the sea";

pub struct Somebody {
    pub email: &'static str,
    pub full_name: &'static str,
    pub role: Role,
}

pub const DEVELOPER: Somebody =
    Somebody { email: "dev@demo.example", full_name: "Dana Developer", role: Role::Developer };
/// In a team with the developer.
pub const COLLEAGUE: Somebody =
    Somebody { email: "colleague@demo.example", full_name: "Lars Logistics", role: Role::Developer };
pub const APPROVER: Somebody =
    Somebody { email: "approver@demo.example", full_name: "Abe Approver", role: Role::Approver };
pub const ADMIN: Somebody =
    Somebody { email: "admin@demo.example", full_name: "Ada Admin", role: Role::Admin };
/// Signed up, and waiting for a decision.
const NEWCOMER: NewcomerName = ("newcomer@demo.example", "Nora Newcomer");
type NewcomerName = (&'static str, &'static str);

/// The sign-ins, as lines for a terminal.
pub fn sign_ins() -> String {
    let mut text = String::new();
    for somebody in [&DEVELOPER, &COLLEAGUE, &APPROVER, &ADMIN] {
        text.push_str(&format!("  {:<10} {}\n", somebody.role.label(), somebody.email));
    }
    text + &format!("  password   {PASSWORD}\n")
}

/// The account, made where there is none.
pub async fn account(portal: &Portal, somebody: &Somebody) -> Result<Actor, PortalError> {
    let system = Actor::system("portico seed demo");
    let known = match find(portal, somebody.email).await? {
        Some(known) => known,
        None => {
            let new =
                NewDeveloper { email: somebody.email.to_owned(), full_name: somebody.full_name.to_owned() };
            portal.create_approved(&system, new, somebody.role, PASSWORD).await?
        }
    };
    let who = Who::Developer(SignedIn {
        developer_id: known.id,
        full_name: known.full_name,
        email: known.email,
        role: known.role,
        authenticated_at: None,
    });
    Ok(Actor { who, ..system })
}

/// Signs somebody up as a stranger does, mailed link and all, and leaves the decision open.
pub async fn newcomer(portal: &Portal) -> Result<(), PortalError> {
    let (email, full_name) = NEWCOMER;
    let known = find(portal, email).await?;
    if known.is_some_and(|known| known.state.status() != DeveloperStatus::Unconfirmed) {
        return Ok(());
    }
    let stranger = Actor { who: Who::Anonymous, ..Actor::system("portico seed demo") };
    let new = NewDeveloper { email: email.to_owned(), full_name: full_name.to_owned() };
    portal.sign_up(&stranger, new).await?;
    let mails = portal.mails(&Actor::system("portico seed demo"), PageRequest::new(None, 100)).await?;
    let mail = mails.items.into_iter().find(|mail| mail.recipient == email).ok_or(PortalError::Internal)?;
    let token = link_token(&mail.body).ok_or(PortalError::Internal)?;
    portal.confirm(&stranger, &token, PASSWORD).await.map(drop)
}

fn link_token(body: &str) -> Option<String> {
    let (_, rest) = body.split_once("token=")?;
    Some(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect())
}

async fn find(portal: &Portal, email: &str) -> Result<Option<Developer>, PortalError> {
    let filter = DeveloperFilter { query: email.to_owned(), status: None };
    let found =
        portal.developers(&Actor::system("portico seed demo"), filter, PageRequest::new(None, 20)).await?;
    Ok(found.items.into_iter().find(|developer| developer.email == email))
}
