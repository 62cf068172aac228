//! Asking for access: one address a step.
use super::{at, segment};

pub fn request_access(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}/register"))
}
pub fn request_access_create(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/new-application"))
}
pub fn request_access_confirm(product: &str, version: &str, application: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/confirm?application={}", segment(application)))
}
/// Where the first step's form goes; the form adds `?application=`.
pub fn request_access_confirm_form(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/confirm"))
}
pub fn request_access_done(product: &str, version: &str, application: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/done?application={}", segment(application)))
}
