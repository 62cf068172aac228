use super::{
    admin_list_page::RegistrationsRoute,
    admin_page::RegistrationRoute,
    request_access::{ChooseApplicationRoute, ConfirmRequestRoute, CreateApplicationRoute, RequestDoneRoute},
    withdraw_page::WithdrawRoute,
};
use crate::actor::Role;
use crate::area::{PageRoute, page, page_for};

pub const PAGES: &[PageRoute] = &[
    page::<ChooseApplicationRoute>("/apis/:product/:version/register"),
    page::<CreateApplicationRoute>("/apis/:product/:version/register/new-application"),
    page::<ConfirmRequestRoute>("/apis/:product/:version/register/confirm"),
    page::<RequestDoneRoute>("/apis/:product/:version/register/done"),
    page::<WithdrawRoute>("/apps/:application/access/:id/withdraw"),
];

pub const ADMIN_PAGES: &[PageRoute] = &[
    page_for::<RegistrationsRoute>(Role::Approver, "/admin/registrations"),
    page_for::<RegistrationRoute>(Role::Approver, "/admin/registrations/:id"),
];
