//! What the portal is and shows: domain models, what it asks of a backend, server functions, pages.
//!
//! Compiled twice: with `ssr` into the server, with `hydrate` into the browser's module. A slice
//! is a folder; the same name is found in `server/src`, `server/tests/it`, `end2end/tests` and
//! `style/features`.
#[cfg(not(erase_components))]
compile_error!(
    "build with `--cfg erase_components`: .cargo/config.toml sets it, and RUSTFLAGS must repeat it"
);

pub mod access_tokens;
pub mod account_page;
pub mod actor;
pub mod admin_page;
pub mod app;
pub mod applications;
pub mod approvals;
pub mod area;
pub mod audit;
pub mod auth_strategies;
#[cfg(feature = "ssr")]
pub mod backend;
pub mod call;
pub mod catalog;
pub mod catalog_roles;
pub mod client_registration;
mod count;
pub mod credentials;
pub mod developers;
pub mod error;
mod frame;
pub mod gateways;
#[cfg(feature = "ssr")]
pub mod hydration;
pub mod id;
pub mod identity_providers;
mod json;
pub mod load;
pub mod loading;
pub mod mails;
pub mod openid;
#[cfg(feature = "ssr")]
pub mod overload;
pub mod page;
pub mod page_info;
pub mod paths;
pub mod publishing;
pub mod quotas;
pub mod registrations;
pub mod search;
mod served;
pub mod sessions;
pub mod settings;
pub mod specifications;
#[cfg(feature = "hydrate")]
pub mod start;
pub mod teams;
pub mod time;
pub mod try_it;
pub mod ui;
pub mod usage;
mod window_title;

pub use app::App;
#[cfg(feature = "ssr")]
pub use app::shell;
