//! What may be done to whom: pure decisions.
use app::{
    actor::{Actor, Role, Who},
    developers::Developer,
    error::PortalError,
    id::DeveloperId,
};

/// Approvers decide on developers, admins on everybody; nobody on themselves.
pub fn may_decide_on(actor: &Actor, developer: &Developer) -> Result<(), PortalError> {
    let Who::Developer(person) = &actor.who else { return Ok(()) };
    if person.developer_id == developer.id {
        return Err(PortalError::refused(
            "own_account",
            "This is your own account. Ask another admin to decide on it.",
        ));
    }
    if person.role < Role::Admin && developer.role > Role::Developer {
        return Err(PortalError::refused(
            "admin_needed",
            "Only an admin decides on the accounts of approvers and admins.",
        ));
    }
    Ok(())
}

/// A portal without an admin could never be configured again.
pub fn keeps_an_admin(developer: &Developer, approved_admins: i64) -> Result<(), PortalError> {
    let is_one = developer.role == Role::Admin && developer.state.is_approved();
    if is_one && approved_admins <= 1 {
        return Err(PortalError::refused(
            "last_admin",
            "This is the last admin. Make somebody else an admin first; a portal without one could not be configured any more.",
        ));
    }
    Ok(())
}

/// A reason is what the developer reads, so there has to be one.
pub fn reason(text: &str) -> Result<&str, PortalError> {
    let mut checks = app::error::Checks::new();
    checks.length("reason", text, 1, REASON_MAX);
    checks.done()?;
    Ok(text.trim())
}

const REASON_MAX: usize = 1_000;

/// The acting person, if it is one.
pub fn own_id(actor: &Actor) -> Result<DeveloperId, PortalError> {
    actor.signed_in().map(|person| person.developer_id)
}
