//! Catalog roles: who may read private products, and who may request access to them.
mod model;
mod routes;
mod section;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod service;
mod visibility_page;
mod withdraw_page;

pub use model::*;
pub use routes::PAGES;
pub use section::{CatalogRolesSection, GrantForms, GrantsTo, grant_forms};
#[cfg(feature = "ssr")]
pub use service::CatalogRoles;
