//! Accounts, and signing in and out.
use super::{at, segment};

pub fn sign_up() -> String {
    at("/sign-up")
}
pub fn sign_up_sent() -> String {
    at("/sign-up/sent")
}
pub fn confirm_without_token() -> String {
    at("/confirm")
}
pub fn confirm(token: &str) -> String {
    at(&format!("/confirm?token={}", segment(token)))
}
/// After the first password: approved at once, or waiting.
pub fn confirmed(approved: bool) -> String {
    at(if approved { "/confirm/done?approved=true" } else { "/confirm/done" })
}
pub fn new_confirmation_link() -> String {
    at("/confirm/again")
}
pub fn sign_in() -> String {
    at("/sign-in")
}
/// Sign in, and come back to `path` (an address of this portal) afterwards.
pub fn sign_in_and_return(path: &str) -> String {
    at(&format!("/sign-in?return_to={}", segment(path)))
}
/// Sign in again after `happened`, such as `password-changed`.
pub fn sign_in_after(happened: &str) -> String {
    at(&format!("/sign-in?after={happened}"))
}
pub fn forgot_password() -> String {
    at("/forgot-password")
}
pub fn forgot_password_sent() -> String {
    at("/forgot-password/sent")
}
pub fn reset_password_without_token() -> String {
    at("/reset-password")
}
pub fn reset_password(token: &str) -> String {
    at(&format!("/reset-password?token={}", segment(token)))
}
pub fn account() -> String {
    at("/account")
}
pub fn account_password() -> String {
    at("/account/password")
}
pub fn account_tokens() -> String {
    at("/account/tokens")
}
pub fn revoke_account_token(id: impl std::fmt::Display) -> String {
    at(&format!("/account/tokens/{id}/revoke"))
}
pub fn account_data() -> String {
    at("/account/data")
}
/// A JSON document to download.
pub fn own_data() -> String {
    at("/api/v1/me/data")
}
pub fn account_sessions() -> String {
    at("/account/sessions")
}
pub fn delete_account() -> String {
    at("/account/delete")
}

/// Plain form posts: signing in and out reload the page, so that the header tells the truth.
pub fn post_sign_in() -> String {
    at("/session")
}
/// Leads to the provider's own sign-in page; no page of ours, so the browser has to go there itself.
pub fn sign_in_with(provider: &str, return_to: &str) -> String {
    let query =
        if return_to.is_empty() { String::new() } else { format!("?return_to={}", segment(return_to)) };
    at(&format!("/sign-in/with/{provider}{query}"))
}
/// The same, for who is signed in and proves again that it is them.
pub fn prove_with(provider: &str, return_to: &str) -> String {
    at(&format!("/sign-in/with/{provider}?again=1&return_to={}", segment(return_to)))
}
/// Where the provider sends people back to.
pub fn sign_in_callback(provider: &str) -> String {
    at(&format!("/sign-in/with/{provider}/callback"))
}
/// Where the provider says that somebody was signed out there.
pub fn back_channel_logout(provider: &str) -> String {
    at(&format!("/sign-in/with/{provider}/logout"))
}
pub fn post_sign_out() -> String {
    at("/session/end")
}
