use super::inbox_page::InboxRoute;
use crate::area::{PageRoute, page};

pub const PAGES: &[PageRoute] = &[page::<InboxRoute>("/admin/inbox")];
