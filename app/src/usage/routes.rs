#[cfg(feature = "ssr")]
use super::why_page::WhyPage;
use super::{
    admin_page::UsageRoute, application_page::ApplicationUsageRoute, calls_page::ApplicationCallsRoute,
};
use crate::{
    actor::Role,
    area::{PageRoute, page, page_for, served_pages},
};

/// For everybody: whoever is refused may not have an account.
pub const WHY: &[PageRoute] = why::PAGES;

mod why {
    use super::*;
    served_pages! { "/why" => WhyPage }
}

pub const PAGES: &[PageRoute] = &[
    page::<ApplicationUsageRoute>("/apps/:application/usage"),
    page::<ApplicationCallsRoute>("/apps/:application/calls"),
];

pub const ADMIN_PAGES: &[PageRoute] = &[page_for::<UsageRoute>(Role::Admin, "/admin/usage")];
