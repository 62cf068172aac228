use super::{admin_page::ClientRegistrationRoute, rotate_page::RotateSecretRoute};
use crate::actor::Role;
use crate::area::{PageRoute, page, page_for};

pub const PAGES: &[PageRoute] = &[page::<RotateSecretRoute>("/apps/:application/client/rotate")];

pub const ADMIN_PAGES: &[PageRoute] =
    &[page_for::<ClientRegistrationRoute>(Role::Admin, "/admin/auth-strategies/:id/registration")];
