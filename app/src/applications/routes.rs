use super::{
    access_page::ApplicationAccessRoute,
    application_page::ApplicationRoute,
    delete_page::DeleteApplicationRoute,
    keys_page::ApplicationKeysRoute,
    list_page::ApplicationsRoute,
    new_page::NewApplicationRoute,
    settings_page::EditApplicationRoute,
    tokens_page::ApplicationTokensRoute,
    transfer_page::{ConfirmTransferRoute, TransferRoute},
};
use crate::area::{PageRoute, page};

pub const PAGES: &[PageRoute] = &[
    page::<ApplicationsRoute>("/apps"),
    page::<NewApplicationRoute>("/apps/new"),
    page::<ApplicationRoute>("/apps/:application"),
    page::<ApplicationAccessRoute>("/apps/:application/access"),
    page::<ApplicationKeysRoute>("/apps/:application/keys"),
    page::<ApplicationTokensRoute>("/apps/:application/tokens"),
    page::<EditApplicationRoute>("/apps/:application/edit"),
    page::<DeleteApplicationRoute>("/apps/:application/delete"),
    page::<TransferRoute>("/apps/:application/transfer"),
    page::<ConfirmTransferRoute>("/apps/:application/transfer/confirm"),
];
