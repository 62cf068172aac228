//! Admin pages; loaded when first needed.
mod delete_page;
mod edit_page;
mod fields;
mod list_page;
mod new_page;

use crate::{
    actor::Role,
    area::{PageRoute, page_for},
};
use delete_page::DeleteAuthStrategyRoute;
use edit_page::EditAuthStrategyRoute;
use list_page::AuthStrategiesRoute;
use new_page::NewAuthStrategyRoute;

pub const PAGES: &[PageRoute] = &[
    page_for::<AuthStrategiesRoute>(Role::Admin, "/admin/auth-strategies"),
    page_for::<NewAuthStrategyRoute>(Role::Admin, "/admin/auth-strategies/new"),
    page_for::<EditAuthStrategyRoute>(Role::Admin, "/admin/auth-strategies/:id"),
    page_for::<DeleteAuthStrategyRoute>(Role::Admin, "/admin/auth-strategies/:id/delete"),
];
