use super::{revoke_page::RevokeTokenRoute, tokens_page::TokensRoute};
use crate::area::{PageRoute, page};

pub const PAGES: &[PageRoute] =
    &[page::<TokensRoute>("/account/tokens"), page::<RevokeTokenRoute>("/account/tokens/:id/revoke")];
