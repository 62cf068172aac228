//! Admin pages; loaded when first needed.
mod delete_page;
mod edit_page;
mod fields;
mod list_page;
mod new_page;

use crate::actor::Role;
use crate::{
    area::{PageRoute, page_for, use_params_map},
    error::PortalError,
    id::AuthStrategyId,
    loading::Loading,
};
use delete_page::DeleteAuthStrategyRoute;
use edit_page::EditAuthStrategyRoute;
use leptos::prelude::*;
use list_page::AuthStrategiesRoute;
use new_page::NewAuthStrategyRoute;

pub const PAGES: &[PageRoute] = &[
    page_for::<AuthStrategiesRoute>(Role::Admin, "/admin/auth-strategies"),
    page_for::<NewAuthStrategyRoute>(Role::Admin, "/admin/auth-strategies/new"),
    page_for::<EditAuthStrategyRoute>(Role::Admin, "/admin/auth-strategies/:id"),
    page_for::<DeleteAuthStrategyRoute>(Role::Admin, "/admin/auth-strategies/:id/delete"),
];

/// What the strategy named by the address loads; an address that names nothing is not found.
fn of_address<T, F>(load: impl Fn(AuthStrategyId) -> F + Clone + Send + Sync + 'static) -> Loading<T>
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    F: Future<Output = Result<T, PortalError>> + Send + 'static,
{
    let params = use_params_map();
    let id = move || params.read().get("id").and_then(|id| id.parse().ok());
    Loading::new(id, move |id| {
        let loading = id.map(&load);
        async move {
            match loading {
                Some(loading) => loading.await,
                None => Err(PortalError::NotFound),
            }
        }
    })
}
