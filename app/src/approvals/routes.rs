use super::inbox_page::InboxRoute;
use crate::actor::Role;
use crate::area::{PageRoute, page_for};

pub const PAGES: &[PageRoute] = &[page_for::<InboxRoute>(Role::Approver, "/admin/inbox")];
