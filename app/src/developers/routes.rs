use super::{
    account_page::{AccountRoute, ChangePasswordRoute, OwnDataRoute},
    admin_list_page::DevelopersRoute,
    admin_page::DeveloperRoute,
    confirm_page::{ConfirmRoute, ConfirmedRoute, NewLinkRoute},
    decide_pages::{DeleteRoute, RejectRoute, RevokeRoute},
    delete_account_page::DeleteAccountRoute,
    password_pages::{ForgotPasswordRoute, ForgotPasswordSentRoute, ResetPasswordRoute},
    sign_up_page::{SignUpRoute, SignUpSentRoute},
};
use crate::actor::Role;
use crate::area::{PageRoute, page, page_for};

pub const ENTRANCE_PAGES: &[PageRoute] = &[
    page::<SignUpRoute>("/sign-up"),
    page::<SignUpSentRoute>("/sign-up/sent"),
    page::<ConfirmRoute>("/confirm"),
    page::<NewLinkRoute>("/confirm/again"),
    page::<ConfirmedRoute>("/confirm/done"),
    page::<ForgotPasswordRoute>("/forgot-password"),
    page::<ForgotPasswordSentRoute>("/forgot-password/sent"),
    page::<ResetPasswordRoute>("/reset-password"),
];

pub const PAGES: &[PageRoute] = &[
    page::<AccountRoute>("/account"),
    page::<ChangePasswordRoute>("/account/password"),
    page::<OwnDataRoute>("/account/data"),
    page::<DeleteAccountRoute>("/account/delete"),
];

pub const ADMIN_PAGES: &[PageRoute] = &[
    page_for::<DevelopersRoute>(Role::Approver, "/admin/developers"),
    page_for::<DeveloperRoute>(Role::Approver, "/admin/developers/:id"),
    page_for::<RejectRoute>(Role::Approver, "/admin/developers/:id/reject"),
    page_for::<RevokeRoute>(Role::Approver, "/admin/developers/:id/revoke"),
    page_for::<DeleteRoute>(Role::Approver, "/admin/developers/:id/delete"),
];
