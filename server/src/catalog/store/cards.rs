//! Products as they are listed.
use super::{
    products::{labels, visibility},
    sight::seen_by,
};
use crate::{
    catalog::policy::Sight,
    db::{Conn, DbError, contains_pattern, sql},
};
use app::{catalog::ProductCard, id::ProductId, page::PageRequest, time::Timestamp};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct CardRow {
    id: Uuid,
    slug: String,
    title: String,
    summary: String,
    visibility: String,
    labels: serde_json::Value,
    icon_at: Option<Timestamp>,
    versions: i64,
    latest_version: Option<String>,
    latest_version_slug: Option<String>,
}

impl TryFrom<CardRow> for ProductCard {
    type Error = DbError;
    fn try_from(row: CardRow) -> Result<Self, DbError> {
        Ok(Self {
            id: ProductId(row.id),
            slug: row.slug,
            title: row.title,
            summary: row.summary,
            visibility: visibility(&row.visibility)?,
            labels: labels(row.labels)?,
            has_icon: row.icon_at.is_some(),
            latest_version: row.latest_version,
            latest_version_slug: row.latest_version_slug,
            versions: row.versions.unsigned_abs(),
        })
    }
}

/// At most this many words narrow a search; further ones are left out.
const WORDS: usize = 5;

/// One pattern per word: all must be found.
fn patterns(query: &str) -> [Option<String>; WORDS] {
    let mut words = query.split_whitespace().map(contains_pattern);
    std::array::from_fn(|_| words.next())
}

fn cards(rows: Vec<CardRow>) -> Result<Vec<ProductCard>, DbError> {
    rows.into_iter().map(ProductCard::try_from).collect()
}

/// A page of the products with a visible version that the reader sees, by title.
pub async fn listed(
    conn: &mut Conn,
    sight: Sight,
    query: &str,
    page: PageRequest,
) -> Result<(Vec<ProductCard>, i64), DbError> {
    match (query.trim().is_empty(), sight) {
        (false, _) => found(conn, sight, query, page).await,
        (true, Sight::Public) => {
            let rows = sql("SELECT id, slug, title, summary, visibility, labels, icon_at,
                        live_versions AS versions, latest_version, latest_version_slug
                 FROM products WHERE live_versions > 0 AND visibility = 'public'
                 ORDER BY sort_key, id LIMIT $1 OFFSET $2")
            .bind(page.limit())
            .bind(page.offset())
            .all(conn)
            .await?;
            let total =
                sql("SELECT count(*) FROM products WHERE live_versions > 0 AND visibility = 'public'")
                    .count(conn)
                    .await?;
            Ok((cards(rows)?, total))
        }
        (true, _) => {
            let rows = sql(concat!(
                "SELECT id, slug, title, summary, visibility, labels, icon_at,
                        live_versions AS versions, latest_version, latest_version_slug
                 FROM products p WHERE live_versions > 0 AND ",
                seen_by!("$3", "$4"),
                " ORDER BY sort_key, id LIMIT $1 OFFSET $2"
            ))
            .bind(page.limit())
            .bind(page.offset())
            .bind(sight.is_admin())
            .bind(sight.reader())
            .all(conn)
            .await?;
            let total = sql(concat!(
                "SELECT count(*) FROM products p WHERE live_versions > 0 AND ",
                seen_by!("$1", "$2")
            ))
            .bind(sight.is_admin())
            .bind(sight.reader())
            .count(conn)
            .await?;
            Ok((cards(rows)?, total))
        }
    }
}

async fn found(
    conn: &mut Conn,
    sight: Sight,
    query: &str,
    page: PageRequest,
) -> Result<(Vec<ProductCard>, i64), DbError> {
    let [a, b, c, d, e] = patterns(query);
    let rows = sql(concat!(
        "SELECT id, slug, title, summary, visibility, labels, icon_at,
                live_versions AS versions, latest_version, latest_version_slug
         FROM products p
         WHERE live_versions > 0 AND search_text LIKE $1
           AND (CAST($2 AS TEXT) IS NULL OR search_text LIKE $2)
           AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3)
           AND (CAST($4 AS TEXT) IS NULL OR search_text LIKE $4)
           AND (CAST($5 AS TEXT) IS NULL OR search_text LIKE $5) AND ",
        seen_by!("$8", "$9"),
        " ORDER BY sort_key, id LIMIT $6 OFFSET $7"
    ))
    .bind(a.clone())
    .bind(b.clone())
    .bind(c.clone())
    .bind(d.clone())
    .bind(e.clone())
    .bind(page.limit())
    .bind(page.offset())
    .bind(sight.is_admin())
    .bind(sight.reader())
    .all(conn)
    .await?;
    let total = sql(concat!(
        "SELECT count(*) FROM products p
         WHERE live_versions > 0 AND search_text LIKE $1
           AND (CAST($2 AS TEXT) IS NULL OR search_text LIKE $2)
           AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3)
           AND (CAST($4 AS TEXT) IS NULL OR search_text LIKE $4)
           AND (CAST($5 AS TEXT) IS NULL OR search_text LIKE $5) AND ",
        seen_by!("$6", "$7")
    ))
    .bind(a)
    .bind(b)
    .bind(c)
    .bind(d)
    .bind(e)
    .bind(sight.is_admin())
    .bind(sight.reader())
    .count(conn)
    .await?;
    Ok((cards(rows)?, total))
}

/// A page of all products, those without a visible version too.
pub async fn all(
    conn: &mut Conn,
    query: &str,
    page: PageRequest,
) -> Result<(Vec<ProductCard>, i64), DbError> {
    let [a, b, c, d, e] = patterns(query);
    let rows = sql("SELECT id, slug, title, summary, visibility, labels, icon_at,
                versions, latest_version, latest_version_slug
         FROM products
         WHERE (CAST($1 AS TEXT) IS NULL OR search_text LIKE $1)
           AND (CAST($2 AS TEXT) IS NULL OR search_text LIKE $2)
           AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3)
           AND (CAST($4 AS TEXT) IS NULL OR search_text LIKE $4)
           AND (CAST($5 AS TEXT) IS NULL OR search_text LIKE $5)
         ORDER BY sort_key, id LIMIT $6 OFFSET $7")
    .bind(a.clone())
    .bind(b.clone())
    .bind(c.clone())
    .bind(d.clone())
    .bind(e.clone())
    .bind(page.limit())
    .bind(page.offset())
    .all(conn)
    .await?;
    let total = sql("SELECT count(*) FROM products
         WHERE (CAST($1 AS TEXT) IS NULL OR search_text LIKE $1)
           AND (CAST($2 AS TEXT) IS NULL OR search_text LIKE $2)
           AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3)
           AND (CAST($4 AS TEXT) IS NULL OR search_text LIKE $4)
           AND (CAST($5 AS TEXT) IS NULL OR search_text LIKE $5)")
    .bind(a)
    .bind(b)
    .bind(c)
    .bind(d)
    .bind(e)
    .count(conn)
    .await?;
    Ok((cards(rows)?, total))
}
