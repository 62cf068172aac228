//! Pages that are only read: the catalog, products, documents, references, the search.
//!
//! The server writes them; the browser neither holds their code nor takes them over. It places what was
//! written: when the address changes, the page at the new one is fetched and its region is exchanged, and
//! all around it stays as it is. Moving between them therefore costs what the answer weighs, and nothing
//! that can be done on such a page (copying, opening, asking) may need the code of the page.
#[cfg(not(feature = "ssr"))]
mod ahead;
#[cfg(not(feature = "ssr"))]
mod placed;
#[cfg(not(feature = "ssr"))]
mod region;
#[cfg(feature = "ssr")]
mod written;

#[cfg(not(feature = "ssr"))]
pub use placed::{Served, listen_to_history};
#[cfg(feature = "ssr")]
pub use written::Served;
