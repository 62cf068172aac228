//! Admin pages; loaded when first needed.
mod check;
mod delete_page;
mod edit_page;
mod fields;
mod list_page;
mod new_page;

use crate::{
    actor::Role,
    area::{PageRoute, page_for, use_params_map},
    error::PortalError,
    id::IdentityProviderId,
    loading::{Loadable, Loading},
    paths,
    ui::Crumb,
};
pub use check::CheckOutcome;
use delete_page::DeleteProviderRoute;
use edit_page::ProviderRoute;
use leptos::prelude::*;
use list_page::ProvidersRoute;
use new_page::NewProviderRoute;

pub const PAGES: &[PageRoute] = &[
    page_for::<ProvidersRoute>(Role::Admin, "/admin/identity-providers"),
    page_for::<NewProviderRoute>(Role::Admin, "/admin/identity-providers/new"),
    page_for::<ProviderRoute>(Role::Admin, "/admin/identity-providers/:id"),
    page_for::<DeleteProviderRoute>(Role::Admin, "/admin/identity-providers/:id/delete"),
];

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new("Identity providers", paths::admin_identity_providers())]
}

/// What the provider named by the address loads, again with each change of `version`.
fn of_address<T, F>(
    version: Signal<usize>,
    load: impl Fn(IdentityProviderId) -> F + Clone + Send + Sync + 'static,
) -> Loading<T>
where
    T: Loadable,
    F: Future<Output = Result<T, PortalError>> + Send + 'static,
{
    let params = use_params_map();
    let id = move || params.read().get("id").and_then(|id| id.parse().ok());
    Loading::new(
        move || (id(), version.get()),
        move |(id, _): (Option<IdentityProviderId>, usize)| {
            let loading = id.map(&load);
            async move {
                match loading {
                    Some(loading) => loading.await,
                    None => Err(PortalError::NotFound),
                }
            }
        },
    )
}
