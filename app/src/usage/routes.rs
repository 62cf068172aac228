use super::{admin_page::UsageRoute, application_page::ApplicationUsageRoute};
use crate::{
    actor::Role,
    area::{PageRoute, page, page_for},
};

pub const PAGES: &[PageRoute] = &[page::<ApplicationUsageRoute>("/apps/:application/usage")];

pub const ADMIN_PAGES: &[PageRoute] = &[page_for::<UsageRoute>(Role::Admin, "/admin/usage")];
