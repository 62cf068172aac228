//! For approvers and admins.
use super::{at, with_query};

pub fn inbox() -> String {
    at("/admin/inbox")
}
pub fn admin_registrations() -> String {
    at("/admin/registrations")
}
pub fn admin_registration_quota(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/registrations/{id}/quota"))
}
pub fn admin_registration(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/registrations/{id}"))
}
pub fn admin_registrations_with(status: &str) -> String {
    at(&format!("/admin/registrations?status={status}"))
}
pub fn admin_delete_auth_strategy(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/auth-strategies/{id}/delete"))
}
pub fn admin_developers() -> String {
    at("/admin/developers")
}
pub fn admin_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}"))
}
pub fn admin_reject_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}/reject"))
}
pub fn admin_revoke_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}/revoke"))
}
pub fn admin_delete_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}/delete"))
}
pub fn admin_teams() -> String {
    at("/admin/teams")
}
pub fn admin_team(slug: &str) -> String {
    at(&format!("/admin/teams/{slug}"))
}
pub fn admin_group_mappings() -> String {
    at("/admin/team-groups")
}
pub fn admin() -> String {
    at("/admin")
}
pub fn admin_auth_strategies() -> String {
    at("/admin/auth-strategies")
}
pub fn admin_new_auth_strategy() -> String {
    at("/admin/auth-strategies/new")
}
pub fn admin_new_auth_strategy_of(kind: &str) -> String {
    at(&format!("/admin/auth-strategies/new?kind={kind}"))
}
pub fn admin_auth_strategy(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/auth-strategies/{id}"))
}
pub fn admin_client_registration(strategy: impl std::fmt::Display) -> String {
    at(&format!("/admin/auth-strategies/{strategy}/registration"))
}
pub fn admin_usage(period: &str, version: &str) -> String {
    at(&with_query("/admin/usage".to_owned(), &[("period", period), ("version", version)]))
}
pub fn usage_csv(period: &str, version: &str) -> String {
    at(&with_query("/api/v1/usage.csv".to_owned(), &[("period", period), ("version", version)]))
}
pub fn admin_identity_providers() -> String {
    at("/admin/identity-providers")
}
pub fn admin_new_identity_provider() -> String {
    at("/admin/identity-providers/new")
}
pub fn admin_identity_provider(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/identity-providers/{id}"))
}
pub fn admin_delete_identity_provider(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/identity-providers/{id}/delete"))
}
pub fn admin_gateways() -> String {
    at("/admin/gateways")
}
pub fn admin_new_gateway() -> String {
    at("/admin/gateways/new")
}
pub fn admin_delete_gateway(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/gateways/{id}/delete"))
}
pub fn admin_gateway(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/gateways/{id}"))
}
pub fn admin_settings() -> String {
    at("/admin/settings")
}
pub fn admin_mails() -> String {
    at("/admin/mail")
}
pub fn admin_mail(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/mail/{id}"))
}
pub fn admin_audit() -> String {
    at("/admin/audit")
}
