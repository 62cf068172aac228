use super::{sessions_page::SessionsRoute, sign_in_page::SignInRoute};
use crate::area::{PageRoute, page};

/// `/session` is where the sign-in form is sent to; refused, the page is shown there again.
pub const ENTRANCE_PAGES: &[PageRoute] = &[page::<SignInRoute>("/sign-in"), page::<SignInRoute>("/session")];

pub const PAGES: &[PageRoute] = &[page::<SessionsRoute>("/account/sessions")];
