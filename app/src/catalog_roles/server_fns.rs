use super::model::*;
#[cfg(feature = "ssr")]
use crate::{
    applications::Owner,
    backend::{actor, backend, respond},
    page::PageRequest,
    paths,
};
use crate::{
    call::Call,
    catalog::{Product, Visibility, VisibilityPreview},
    error::PortalError,
    id::{CatalogRoleId, ProductId},
    teams::TeamCard,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who may see a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductReaders {
    pub grants: Vec<RoleGrant>,
    pub teams: Vec<TeamCard>,
}

/// For admins.
#[server(protocol = Call)]
pub async fn get_product_readers(product: String) -> Result<ProductReaders, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let filter = RoleFilter { product, ..RoleFilter::default() };
    let grants = respond(backend.catalog_roles(&actor, filter).await)?;
    let all = PageRequest::new(None, PageRequest::MAX_SIZE);
    let teams = respond(backend.teams(&actor, "", all).await)?.items;
    Ok(ProductReaders { grants, teams })
}

/// For admins: the roles of a team or of a developer, named by slug or id.
#[server(protocol = Call)]
pub async fn list_catalog_roles(
    #[server(default)] team: String,
    #[server(default)] developer: String,
) -> Result<Vec<RoleGrant>, PortalError> {
    let filter = RoleFilter { team, developer, ..RoleFilter::default() };
    respond(backend()?.catalog_roles(&actor()?, filter).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn grant_catalog_role(
    #[server(default)] team: String,
    #[server(default)] email: String,
    #[server(default)] product: String,
    role: CatalogRole,
) -> Result<RoleGrant, PortalError> {
    let new = NewRoleGrant { team, email, product, role };
    respond(backend()?.grant_catalog_role(&actor()?, new).await)
}

/// For admins.
#[server(protocol = Call)]
pub async fn preview_role_withdrawal(id: CatalogRoleId) -> Result<RoleWithdrawal, PortalError> {
    respond(backend()?.catalog_role_withdrawal(&actor()?, id).await)
}

/// For admins. Leads back to the product, or to the holder where the role was for every product.
#[server(protocol = Call)]
pub async fn withdraw_catalog_role(id: CatalogRoleId) -> Result<(), PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let grant = respond(backend.catalog_role_withdrawal(&actor, id).await)?.grant;
    respond(backend.withdraw_catalog_role(&actor, id).await)?;
    leptos_axum::redirect(&way_back(&grant));
    Ok(())
}

/// Where a role was granted.
#[cfg(feature = "ssr")]
pub fn way_back(grant: &RoleGrant) -> String {
    match (&grant.product, &grant.holder) {
        (Some(product), _) => paths::admin_product(&product.slug),
        (None, Owner::Team { slug, .. }) => paths::admin_team(slug),
        (None, Owner::Developer { id, .. }) => paths::admin_developer(id),
    }
}

/// What the page before a change of visibility shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisibilityChange {
    pub product: Product,
    pub preview: VisibilityPreview,
}

/// For admins. `to` as it stands in the address; without a choice as it is.
#[server(protocol = Call)]
pub async fn preview_visibility(product: String, to: String) -> Result<VisibilityChange, PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let product = respond(backend.product(&actor, &product).await)?.product;
    let to = Visibility::parse(&to).unwrap_or(product.visibility);
    let preview = respond(backend.visibility_preview(&actor, product.id, to).await)?;
    Ok(VisibilityChange { product, preview })
}

/// For admins.
#[server(protocol = Call)]
pub async fn set_product_visibility(id: ProductId, visibility: Visibility) -> Result<Product, PortalError> {
    let product = respond(backend()?.set_visibility(&actor()?, id, visibility).await)?;
    leptos_axum::redirect(&paths::admin_product(&product.slug));
    Ok(product)
}
