use super::store;
use crate::{
    applications::store::OwnerId,
    audit::{self, Event},
    catalog,
    clock::new_id,
    db::{Conn, DbError, Tx},
    developers,
    portal::Portal,
    teams,
};
use app::{
    actor::{Actor, Role},
    applications::Owner,
    catalog::PREVIEW_NAMES,
    catalog_roles::*,
    error::PortalError,
    id::{CatalogRoleId, DeveloperId, ProductId},
};
use serde_json::{Value, json};

#[async_trait::async_trait]
impl CatalogRoles for Portal {
    async fn catalog_roles(&self, actor: &Actor, filter: RoleFilter) -> Result<Vec<RoleGrant>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        let product = match filter.product.trim() {
            "" => None,
            slug => Some(catalog::visible_product(&mut conn, actor, slug).await?.id),
        };
        let team = match filter.team.trim() {
            "" => None,
            slug => Some(teams::store::find(&mut conn, slug).await?.ok_or(PortalError::NotFound)?.id),
        };
        let developer: Option<DeveloperId> = match filter.developer.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| PortalError::NotFound)?),
        };
        Ok(store::grants(&mut conn, product, team, developer).await?)
    }

    async fn grant_catalog_role(&self, actor: &Actor, new: NewRoleGrant) -> Result<RoleGrant, PortalError> {
        actor.as_admin()?;
        new.validate()?;
        let now = self.clock.now();
        let id = CatalogRoleId(new_id(now));
        let mut tx = self.db.begin().await?;
        let holder = holder(&mut tx, &new).await?;
        let product = product(&mut tx, actor, new.product.trim()).await?;
        store::replace(&mut tx, id, holder, product, new.role, now, &actor.name())
            .await
            .map_err(in_the_way)?;
        let granted = existing(&mut tx, id).await?;
        record(&mut tx, self, actor, "catalog_role.granted", &granted).await?;
        tx.commit().await?;
        Ok(granted)
    }

    async fn catalog_role_withdrawal(
        &self,
        actor: &Actor,
        id: CatalogRoleId,
    ) -> Result<RoleWithdrawal, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        let grant = existing(&mut conn, id).await?;
        let lost = store::lost_without(&mut conn, id).await?;
        let goes_on = store::access_of_holder(&mut conn, id).await?;
        Ok(RoleWithdrawal {
            grant,
            loses_in_all: lost.len() as u64,
            loses: lost
                .into_iter()
                .take(PREVIEW_NAMES as usize)
                .map(|(name, product)| format!("{name}: {product}"))
                .collect(),
            goes_on: goes_on
                .into_iter()
                .map(|(application, product, version)| format!("{application} → {product} {version}"))
                .collect(),
        })
    }

    async fn withdraw_catalog_role(&self, actor: &Actor, id: CatalogRoleId) -> Result<(), PortalError> {
        actor.as_admin()?;
        let mut tx = self.db.begin().await?;
        let grant = existing(&mut tx, id).await?;
        store::delete(&mut tx, id).await?;
        record(&mut tx, self, actor, "catalog_role.withdrawn", &grant).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Why applications of this owner cannot ask for access to a private product; absent where they can. An
/// application counts as its owner: a team's needs the team's own role, since the team keeps the access
/// when whoever asked has left.
pub async fn why_not_consumer(
    conn: &mut Conn,
    product: ProductId,
    title: &str,
    owner: &Owner,
) -> Result<Option<String>, DbError> {
    let (role, whose) = match owner {
        Owner::Developer { id, .. } => {
            let owner = developers::store::find(conn, *id).await?;
            if owner.is_some_and(|owner| owner.role == Role::Admin) {
                return Ok(None);
            }
            (store::role_of_developer(conn, product, *id).await?, "Its owner".to_owned())
        }
        Owner::Team { id, name, .. } => {
            (store::role_of_team(conn, product, *id).await?, format!("The team “{name}”"))
        }
    };
    Ok(match role {
        Some(CatalogRole::Consumer) => None,
        Some(CatalogRole::Viewer) => Some(format!(
            "{whose} is an API viewer of {title}: to request access, the role API consumer is needed. Ask an admin of this portal for it."
        )),
        None => Some(format!(
            "{whose} has no role for {title}, which is private: to request access, the role API consumer is needed. Ask an admin of this portal for it."
        )),
    })
}

async fn holder(conn: &mut Conn, new: &NewRoleGrant) -> Result<OwnerId, PortalError> {
    match new.team.trim() {
        "" => {
            let found = developers::store::find_by_email(conn, &new.email.trim().to_lowercase()).await?;
            let nobody = || PortalError::field("email", "Nobody here has an account with this address.");
            Ok(OwnerId::Developer(found.ok_or_else(nobody)?.id))
        }
        slug => {
            let found = teams::store::find(conn, slug).await?;
            Ok(OwnerId::Team(found.ok_or_else(|| PortalError::field("team", "There is no such team."))?.id))
        }
    }
}

async fn product(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Option<ProductId>, PortalError> {
    if slug.is_empty() {
        return Ok(None);
    }
    match catalog::visible_product(conn, actor, slug).await {
        Ok(product) => Ok(Some(product.id)),
        Err(PortalError::NotFound) => Err(PortalError::field(
            "product",
            "There is no product with this address. Leave it empty for every product.",
        )),
        Err(error) => Err(error),
    }
}

async fn existing(conn: &mut Conn, id: CatalogRoleId) -> Result<RoleGrant, PortalError> {
    store::find(conn, id).await?.ok_or(PortalError::NotFound)
}

async fn record(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    action: &str,
    grant: &RoleGrant,
) -> Result<(), DbError> {
    let change: Value = json!({ "role": grant.role, "product": grant.product.as_ref().map(|p| &p.slug) });
    let name = format!("{} → {}", grant.holder.described(), grant.scope());
    audit::record(
        tx,
        portal.clock.now(),
        actor,
        Event::new(action, "catalog_role", grant.id, &name).change(change),
    )
    .await
}

/// Two at once for the same holder and product.
fn in_the_way(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::refused(
            "granted_meanwhile",
            "Somebody else has just granted a role for the same. Reload the page to see it.",
        ),
        other => other.into(),
    }
}
