//! Admin pages; loaded when first needed.
mod check;
mod delete_page;
mod edit_page;
mod fields;
mod list_page;
mod new_page;

use crate::{
    actor::Role,
    area::{PageRoute, page_for},
    paths,
    ui::Crumb,
};
pub use check::CheckOutcome;
use delete_page::DeleteProviderRoute;
use edit_page::ProviderRoute;
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
