//! My Apps.
use super::{at, with_query};

pub fn applications() -> String {
    at("/apps")
}
pub fn new_application() -> String {
    at("/apps/new")
}
pub fn application(slug: &str) -> String {
    at(&format!("/apps/{slug}"))
}
pub fn application_access(slug: &str) -> String {
    at(&format!("/apps/{slug}/access"))
}
pub fn withdraw_registration(application: &str, registration: impl std::fmt::Display) -> String {
    at(&format!("/apps/{application}/access/{registration}/withdraw"))
}
pub fn application_keys(slug: &str) -> String {
    at(&format!("/apps/{slug}/keys"))
}
/// The latest calls, or of these the refused ones.
pub fn application_calls(slug: &str, refused: bool) -> String {
    at(&with_query(format!("/apps/{slug}/calls"), &[("refused", if refused { "1" } else { "" })]))
}
/// A request id or a reason code, and why it was no; empty for the page that asks.
pub fn why(about: &str) -> String {
    at(&with_query("/why".to_owned(), &[("about", about)]))
}
/// Empty parts are left out.
pub fn application_usage(slug: &str, period: &str, version: &str, key: &str) -> String {
    at(&with_query(format!("/apps/{slug}/usage"), &[("period", period), ("version", version), ("key", key)]))
}
pub fn application_usage_csv(slug: &str, period: &str, version: &str, key: &str) -> String {
    let path = format!("/api/v1/applications/{slug}/usage.csv");
    at(&with_query(path, &[("period", period), ("version", version), ("key", key)]))
}
pub fn rotate_client_secret(application: &str) -> String {
    at(&format!("/apps/{application}/client/rotate"))
}
pub fn application_tokens(slug: &str) -> String {
    at(&format!("/apps/{slug}/tokens"))
}
pub fn edit_application(slug: &str) -> String {
    at(&format!("/apps/{slug}/edit"))
}
pub fn delete_application(slug: &str) -> String {
    at(&format!("/apps/{slug}/delete"))
}
/// Whom an application can be handed over to.
pub fn transfer_application(slug: &str) -> String {
    at(&format!("/apps/{slug}/transfer"))
}
/// Where the choice goes; the form adds `?to=`.
pub fn confirm_transfer(slug: &str) -> String {
    at(&format!("/apps/{slug}/transfer/confirm"))
}
pub fn new_credential(application: &str) -> String {
    at(&format!("/apps/{application}/keys/new"))
}
pub fn credential(application: &str, credential: impl std::fmt::Display) -> String {
    at(&format!("/apps/{application}/keys/{credential}"))
}
pub fn revoke_credential(application: &str, credential: impl std::fmt::Display) -> String {
    at(&format!("/apps/{application}/keys/{credential}/revoke"))
}
