use super::{visibility_page::VisibilityRoute, withdraw_page::WithdrawRoleRoute};
use crate::actor::Role;
use crate::area::{PageRoute, page_for};

pub const PAGES: &[PageRoute] = &[
    page_for::<VisibilityRoute>(Role::Admin, "/admin/products/:product/visibility"),
    page_for::<WithdrawRoleRoute>(Role::Admin, "/admin/catalog-roles/:id/withdraw"),
];
