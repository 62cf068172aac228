//! Teams.
use super::{at, segment};

pub fn teams() -> String {
    at("/teams")
}
pub fn new_team() -> String {
    at("/teams/new")
}
pub fn join_team(token: &str) -> String {
    at(&format!("/teams/join?token={}", segment(token)))
}
pub fn team(slug: &str) -> String {
    at(&format!("/teams/{slug}"))
}
pub fn edit_team(slug: &str) -> String {
    at(&format!("/teams/{slug}/edit"))
}
pub fn leave_team(slug: &str) -> String {
    at(&format!("/teams/{slug}/leave"))
}
pub fn delete_team(slug: &str) -> String {
    at(&format!("/teams/{slug}/delete"))
}
pub fn remove_team_member(slug: &str, id: impl std::fmt::Display) -> String {
    at(&format!("/teams/{slug}/members/{id}/remove"))
}
