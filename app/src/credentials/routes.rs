use super::{key_page::CredentialRoute, new_page::NewCredentialRoute, revoke_page::RevokeCredentialRoute};
use crate::area::{PageRoute, page, use_params_map};
use leptos::prelude::*;

pub const PAGES: &[PageRoute] = &[
    page::<NewCredentialRoute>("/apps/:application/keys/new"),
    page::<CredentialRoute>("/apps/:application/keys/:credential"),
    page::<RevokeCredentialRoute>("/apps/:application/keys/:credential/revoke"),
];

/// A part of the address, such as `application`.
pub fn in_address(name: &'static str) -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.read().get(name).unwrap_or_default())
}
