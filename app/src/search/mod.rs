//! Search: everything that can be read, found by its words.
mod dialog;
mod model;
mod results;
mod search_page;
mod server_fns;
#[cfg(feature = "ssr")]
mod service;

pub use dialog::SearchButton;
pub use model::*;
pub use search_page::PAGES;
pub use server_fns::*;
#[cfg(feature = "ssr")]
pub use service::Search;
