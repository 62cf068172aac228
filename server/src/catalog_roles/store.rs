use crate::{
    applications::store::{OwnerColumns, OwnerId},
    db::{Conn, DbError, sql},
};
use app::{
    catalog::{PREVIEW_NAMES, People},
    catalog_roles::{CatalogRole, GrantedProduct, RoleGrant},
    id::{ApplicationId, CatalogRoleId, DeveloperId, ProductId, TeamId},
    time::Timestamp,
};
use std::collections::HashSet;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct GrantRow {
    id: Uuid,
    #[sqlx(flatten)]
    holder: OwnerColumns,
    product_id: Option<Uuid>,
    product_slug: Option<String>,
    product_title: Option<String>,
    role: String,
    granted_at: Timestamp,
    granted_by: String,
}

macro_rules! grants_where {
    ($which:literal) => {
        concat!(
            "SELECT g.id, g.developer_id AS owner_id, d.full_name AS owner_name,
                d.email AS owner_email, g.team_id, t.slug AS team_slug, t.name AS team_name,
                g.product_id, p.slug AS product_slug, p.title AS product_title, g.role, g.granted_at, g.granted_by
             FROM catalog_roles g
             LEFT JOIN developers d ON d.id = g.developer_id LEFT JOIN teams t ON t.id = g.team_id
             LEFT JOIN products p ON p.id = g.product_id
             WHERE ",
            $which
        )
    };
}

impl TryFrom<GrantRow> for RoleGrant {
    type Error = DbError;
    fn try_from(row: GrantRow) -> Result<Self, DbError> {
        let product = match (row.product_id, row.product_slug, row.product_title) {
            (Some(id), Some(slug), Some(title)) => Some(GrantedProduct { id: ProductId(id), slug, title }),
            _ => None,
        };
        Ok(Self {
            id: CatalogRoleId(row.id),
            holder: row.holder.try_into()?,
            product,
            role: role(&row.role)?,
            granted_at: row.granted_at,
            granted_by: row.granted_by,
        })
    }
}

fn role(stored: &str) -> Result<CatalogRole, DbError> {
    CatalogRole::parse(stored).ok_or_else(|| DbError::Corrupt(format!("catalog role {stored}")))
}

fn greatest(rows: Vec<(String,)>) -> Result<Option<CatalogRole>, DbError> {
    let roles: Vec<CatalogRole> = rows.iter().map(|(stored,)| role(stored)).collect::<Result<_, _>>()?;
    Ok(roles.into_iter().max())
}

/// What a developer may do with a product, by themself or by one of their teams.
pub async fn role_of_developer(
    conn: &mut Conn,
    product: ProductId,
    developer: DeveloperId,
) -> Result<Option<CatalogRole>, DbError> {
    let rows = sql("SELECT role FROM catalog_roles WHERE (product_id = $1 OR product_id IS NULL)
           AND (developer_id = $2 OR team_id IN (SELECT team_id FROM team_members WHERE developer_id = $2))")
    .bind(product)
    .bind(developer)
    .all(conn)
    .await?;
    greatest(rows)
}

/// What a team may do with a product.
pub async fn role_of_team(
    conn: &mut Conn,
    product: ProductId,
    team: TeamId,
) -> Result<Option<CatalogRole>, DbError> {
    let rows = sql("SELECT role FROM catalog_roles
         WHERE (product_id = $1 OR product_id IS NULL) AND team_id = $2")
    .bind(product)
    .bind(team)
    .all(conn)
    .await?;
    greatest(rows)
}

/// The products that a developer has a role for.
#[derive(Debug, Clone, Default)]
pub struct GrantedProducts {
    every: bool,
    some: HashSet<ProductId>,
}

impl GrantedProducts {
    pub fn has(&self, product: ProductId) -> bool {
        self.every || self.some.contains(&product)
    }
}

pub async fn granted_products(conn: &mut Conn, developer: DeveloperId) -> Result<GrantedProducts, DbError> {
    let rows: Vec<(Option<Uuid>,)> = sql("SELECT product_id FROM catalog_roles
         WHERE developer_id = $1 OR team_id IN (SELECT team_id FROM team_members WHERE developer_id = $1)")
    .bind(developer)
    .all(conn)
    .await?;
    Ok(GrantedProducts {
        every: rows.iter().any(|(product,)| product.is_none()),
        some: rows.into_iter().filter_map(|(product,)| product.map(ProductId)).collect(),
    })
}

/// For a product and for every one, or of a team, or of a developer; teams first. Null asks for all.
pub async fn grants(
    conn: &mut Conn,
    product: Option<ProductId>,
    team: Option<TeamId>,
    developer: Option<DeveloperId>,
) -> Result<Vec<RoleGrant>, DbError> {
    let rows: Vec<GrantRow> = sql(grants_where!(
        "($1 IS NULL OR g.product_id = $1 OR g.product_id IS NULL)
           AND ($2 IS NULL OR g.team_id = $2) AND ($3 IS NULL OR g.developer_id = $3)
         ORDER BY CASE WHEN t.id IS NULL THEN 1 ELSE 0 END, lower(COALESCE(t.name, d.full_name)), g.id"
    ))
    .bind(product)
    .bind(team)
    .bind(developer)
    .all(conn)
    .await?;
    rows.into_iter().map(RoleGrant::try_from).collect()
}

pub async fn find(conn: &mut Conn, id: CatalogRoleId) -> Result<Option<RoleGrant>, DbError> {
    let row: Option<GrantRow> = sql(grants_where!("g.id = $1")).bind(id).optional(conn).await?;
    row.map(RoleGrant::try_from).transpose()
}

/// In the place of what the holder had for the same.
pub async fn replace(
    conn: &mut Conn,
    id: CatalogRoleId,
    holder: OwnerId,
    product: Option<ProductId>,
    role: CatalogRole,
    now: Timestamp,
    by: &str,
) -> Result<(), DbError> {
    let (developer, team) = holder.columns();
    sql("DELETE FROM catalog_roles
         WHERE (developer_id = $1 OR team_id = $2) AND (product_id = $3 OR $3 IS NULL AND product_id IS NULL)")
    .bind(developer)
    .bind(team)
    .bind(product)
    .execute(conn)
    .await?;
    sql("INSERT INTO catalog_roles (id, product_id, team_id, developer_id, role, granted_at, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(product)
    .bind(team)
    .bind(developer)
    .bind(role.as_str())
    .bind(now)
    .bind(by)
    .execute(conn)
    .await
    .map(drop)
}

pub async fn delete(conn: &mut Conn, id: CatalogRoleId) -> Result<(), DbError> {
    sql("DELETE FROM catalog_roles WHERE id = $1").bind(id).execute(conn).await.map(drop)
}

macro_rules! people_where_role {
    ($select:literal, $order:literal) => {
        concat!(
            $select,
            " FROM developers d
             WHERE d.status = 'approved' AND d.role <> 'admin' AND $2 = EXISTS (
                 SELECT 1 FROM catalog_roles g WHERE (g.product_id = $1 OR g.product_id IS NULL)
                   AND (g.developer_id = d.id
                        OR g.team_id IN (SELECT m.team_id FROM team_members m WHERE m.developer_id = d.id)))
             ",
            $order
        )
    };
}

/// Approved developers, admins left out, by whether they have a role for the product.
pub async fn people(conn: &mut Conn, product: ProductId, with_role: bool) -> Result<People, DbError> {
    let names: Vec<(String, String)> =
        sql(people_where_role!("SELECT d.full_name, d.email", "ORDER BY lower(d.full_name), d.id LIMIT $3"))
            .bind(product)
            .bind(with_role)
            .bind(PREVIEW_NAMES)
            .all(conn)
            .await?;
    let count =
        sql(people_where_role!("SELECT count(*)", "")).bind(product).bind(with_role).count(conn).await?;
    let names = names.into_iter().map(|(name, email)| format!("{name} <{email}>")).collect();
    Ok(People { count: count.unsigned_abs(), names })
}

/// Approved registrations and requests that wait, of owners who could not ask for them anew were the product
/// private: application, version, status, owner.
pub async fn access_without_role(
    conn: &mut Conn,
    product: ProductId,
) -> Result<(Vec<(String, String, String, String)>, u64), DbError> {
    let rows = sql("SELECT a.name, v.name, r.status, COALESCE(t.name, d.full_name, '')
         FROM registrations r JOIN product_versions v ON v.id = r.version_id
         JOIN applications a ON a.id = r.application_id
         LEFT JOIN developers d ON d.id = a.owner_id LEFT JOIN teams t ON t.id = a.team_id
         WHERE v.product_id = $1 AND r.status IN ('approved', 'pending')
           AND (d.id IS NULL OR d.role <> 'admin') AND NOT EXISTS (
             SELECT 1 FROM catalog_roles g WHERE g.role = 'consumer'
               AND (g.product_id = v.product_id OR g.product_id IS NULL)
               AND (g.team_id = a.team_id OR g.developer_id = a.owner_id OR a.owner_id IS NOT NULL AND g.team_id IN
                    (SELECT m.team_id FROM team_members m WHERE m.developer_id = a.owner_id)))
         ORDER BY a.name, v.name, r.id")
    .bind(product)
    .all::<(String, String, String, String)>(conn)
    .await?;
    let count = rows.len() as u64;
    Ok((rows.into_iter().take(PREVIEW_NAMES as usize).collect(), count))
}

/// Who would lose sight of which private product without this grant, by name and title.
pub async fn lost_without(conn: &mut Conn, grant: CatalogRoleId) -> Result<Vec<(String, String)>, DbError> {
    sql("SELECT d.full_name, p.title FROM catalog_roles gone
         JOIN products p ON p.visibility = 'private' AND (gone.product_id = p.id OR gone.product_id IS NULL)
         JOIN developers d ON d.id = gone.developer_id
              OR d.id IN (SELECT m.developer_id FROM team_members m WHERE m.team_id = gone.team_id)
         WHERE gone.id = $1 AND d.status = 'approved' AND d.role <> 'admin' AND NOT EXISTS (
             SELECT 1 FROM catalog_roles g WHERE g.id <> gone.id
               AND (g.product_id = p.id OR g.product_id IS NULL)
               AND (g.developer_id = d.id
                    OR g.team_id IN (SELECT m.team_id FROM team_members m WHERE m.developer_id = d.id)))
         ORDER BY lower(d.full_name), d.id, p.sort_key, p.id")
    .bind(grant)
    .all(conn)
    .await
}

/// Approved access of the holder's applications to private products that the grant is for: application,
/// product and version.
pub async fn access_of_holder(
    conn: &mut Conn,
    grant: CatalogRoleId,
) -> Result<Vec<(String, String, String)>, DbError> {
    sql("SELECT a.name, p.title, v.name FROM catalog_roles gone
         JOIN products p ON p.visibility = 'private' AND (gone.product_id = p.id OR gone.product_id IS NULL)
         JOIN product_versions v ON v.product_id = p.id
         JOIN registrations r ON r.version_id = v.id AND r.status = 'approved'
         JOIN applications a ON a.id = r.application_id
              AND (a.owner_id = gone.developer_id OR a.team_id = gone.team_id)
         WHERE gone.id = $1 ORDER BY a.name, p.sort_key, v.name, r.id LIMIT $2")
    .bind(grant)
    .bind(PREVIEW_NAMES)
    .all(conn)
    .await
}

/// The private products that an application has access to, or has asked for: id and title.
pub async fn private_products_of(
    conn: &mut Conn,
    application: ApplicationId,
) -> Result<Vec<(ProductId, String)>, DbError> {
    let rows: Vec<(Uuid, String)> = sql("SELECT DISTINCT p.id, p.title FROM registrations r
         JOIN product_versions v ON v.id = r.version_id JOIN products p ON p.id = v.product_id
         WHERE r.application_id = $1 AND r.status IN ('approved', 'pending') AND p.visibility = 'private'
         ORDER BY p.title, p.id")
    .bind(application)
    .all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, title)| (ProductId(id), title)).collect())
}
