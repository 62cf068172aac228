use super::{
    account_page::{AccountRoute, ChangePasswordRoute},
    admin_list_page::DevelopersRoute,
    admin_page::DeveloperRoute,
    confirm_page::{ConfirmRoute, ConfirmedRoute, NewLinkRoute},
    decide_pages::{DeleteRoute, RejectRoute, RevokeRoute},
    delete_account_page::DeleteAccountRoute,
    password_pages::{ForgotPasswordRoute, ForgotPasswordSentRoute, ResetPasswordRoute},
    sign_up_page::{SignUpRoute, SignUpSentRoute},
};
use crate::area::{PageRoute, page};

pub const PAGES: &[PageRoute] = &[
    page::<SignUpRoute>("/sign-up"),
    page::<SignUpSentRoute>("/sign-up/sent"),
    page::<ConfirmRoute>("/confirm"),
    page::<NewLinkRoute>("/confirm/again"),
    page::<ConfirmedRoute>("/confirm/done"),
    page::<ForgotPasswordRoute>("/forgot-password"),
    page::<ForgotPasswordSentRoute>("/forgot-password/sent"),
    page::<ResetPasswordRoute>("/reset-password"),
    page::<AccountRoute>("/account"),
    page::<ChangePasswordRoute>("/account/password"),
    page::<DeleteAccountRoute>("/account/delete"),
];

pub const ADMIN_PAGES: &[PageRoute] = &[
    page::<DevelopersRoute>("/admin/developers"),
    page::<DeveloperRoute>("/admin/developers/:id"),
    page::<RejectRoute>("/admin/developers/:id/reject"),
    page::<RevokeRoute>("/admin/developers/:id/revoke"),
    page::<DeleteRoute>("/admin/developers/:id/delete"),
];
