use super::model::*;
use crate::call::Call;
use crate::error::PortalError;
#[cfg(feature = "ssr")]
use crate::{
    backend::{actor, backend, respond},
    page::PageRequest,
};
use leptos::prelude::*;

/// A product or kind that is empty does not narrow the search.
#[server(protocol = Call)]
pub async fn search(
    query: String,
    #[server(default)] product: String,
    #[server(default)] kind: String,
    #[server(default)] page: u32,
    #[server(default)] size: u32,
) -> Result<SearchAnswer, PortalError> {
    let product = Some(product).filter(|slug| !slug.is_empty());
    let filter = SearchFilter { query, product, kind: SearchKind::parse(&kind) };
    let size = if size == 0 { 20 } else { size };
    respond(backend()?.search(&actor()?, filter, PageRequest::new(Some(page), size)).await)
}
