use super::model::*;
use crate::{actor::Actor, error::PortalError, id::CatalogRoleId};

/// Who may read private products, and who may request access to them. For admins.
#[async_trait::async_trait]
pub trait CatalogRoles: Send + Sync {
    /// By holder and product, teams first.
    async fn catalog_roles(&self, actor: &Actor, filter: RoleFilter) -> Result<Vec<RoleGrant>, PortalError>;
    /// In the place of the role that they had for the same.
    async fn grant_catalog_role(&self, actor: &Actor, new: NewRoleGrant) -> Result<RoleGrant, PortalError>;
    async fn catalog_role_withdrawal(
        &self,
        actor: &Actor,
        id: CatalogRoleId,
    ) -> Result<RoleWithdrawal, PortalError>;
    /// Access that applications have goes on.
    async fn withdraw_catalog_role(&self, actor: &Actor, id: CatalogRoleId) -> Result<(), PortalError>;
}
