use super::{
    full_text,
    full_text::{candidates, seen},
};
use crate::{
    catalog::policy::Sight,
    db::{Conn, DbError, Statement, sql},
    search::{question::Term, words::trigrams},
};
use app::{
    catalog::{LifecycleStage, Readers, Visibility},
    id::{ApplicationId, DeveloperId, ProductId, VersionId},
    search::{CallingApplication, SearchKind},
    time::Timestamp,
};
use serde_json::json;
use uuid::Uuid;

/// The most that one look into the index brings.
pub const CANDIDATES: usize = 300;

#[derive(sqlx::FromRow)]
struct CandidateRow {
    id: i64,
    kind: String,
    score: f64,
    product_id: Uuid,
    product_slug: String,
    product_title: String,
    product_summary: String,
    visibility: String,
    live_versions: i64,
    version_id: Option<Uuid>,
    version_slug: Option<String>,
    version_name: Option<String>,
    lifecycle: Option<String>,
    published_at: Option<Timestamp>,
    operation_slug: Option<String>,
    method: Option<String>,
    path: Option<String>,
    operation_id: Option<String>,
    operation_summary: Option<String>,
    deprecated: Option<bool>,
    document_path: Option<String>,
    document_title: Option<String>,
    document_readers: Option<String>,
    document_text: Option<String>,
}

/// Something that may be what is looked for.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: i64,
    pub kind: SearchKind,
    /// The engine's own, the lowest is the best.
    pub score: f64,
    pub product_id: ProductId,
    pub product_slug: String,
    pub product_title: String,
    pub product_summary: String,
    pub visibility: Visibility,
    pub live_versions: i64,
    pub version: Option<CandidateVersion>,
    pub operation: Option<CandidateOperation>,
    pub document: Option<CandidateDocument>,
}

#[derive(Debug, Clone)]
pub struct CandidateVersion {
    pub id: VersionId,
    pub slug: String,
    pub name: String,
    pub stage: LifecycleStage,
    pub published_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct CandidateOperation {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub operation_id: Option<String>,
    pub summary: String,
    pub deprecated: bool,
}

#[derive(Debug, Clone)]
pub struct CandidateDocument {
    pub path: String,
    pub title: String,
    pub readers: Readers,
    /// How its text begins.
    pub text: String,
}

impl TryFrom<CandidateRow> for Candidate {
    type Error = DbError;
    fn try_from(row: CandidateRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("search entry {}", row.id));
        let version = match (row.version_id, row.version_slug, row.version_name, row.lifecycle) {
            (Some(id), Some(slug), Some(name), Some(stage)) => Some(CandidateVersion {
                id: VersionId(id),
                slug,
                name,
                stage: LifecycleStage::parse(&stage).ok_or_else(corrupt)?,
                published_at: row.published_at,
            }),
            _ => None,
        };
        let operation = match (row.operation_slug, row.method, row.path) {
            (Some(slug), Some(method), Some(path)) => Some(CandidateOperation {
                slug,
                method,
                path,
                operation_id: row.operation_id,
                summary: row.operation_summary.unwrap_or_default(),
                deprecated: row.deprecated.unwrap_or(false),
            }),
            _ => None,
        };
        // What is not said is not for everyone.
        let readers = row.document_readers.as_deref().and_then(Readers::parse).unwrap_or(Readers::Admins);
        let document = row.document_path.zip(row.document_title).map(|(path, title)| CandidateDocument {
            readers,
            path,
            title,
            text: row.document_text.unwrap_or_default(),
        });
        Ok(Self {
            id: row.id,
            kind: SearchKind::parse(&row.kind).ok_or_else(corrupt)?,
            score: row.score,
            product_id: ProductId(row.product_id),
            product_slug: row.product_slug,
            product_title: row.product_title,
            product_summary: row.product_summary,
            visibility: Visibility::parse(&row.visibility).ok_or_else(corrupt)?,
            live_versions: row.live_versions,
            version,
            operation,
            document,
        })
    }
}

/// Where to look, and as whom.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    pub sight: Sight,
    pub product: Option<ProductId>,
}

async fn ask(conn: &mut Conn, statement: Statement, scope: Scope) -> Result<Vec<Candidate>, DbError> {
    let rows: Vec<CandidateRow> = statement
        .bind(scope.product)
        .bind(scope.sight.is_admin())
        .bind(scope.sight.reader())
        .all(conn)
        .await?;
    rows.into_iter().map(Candidate::try_from).collect()
}

/// Whose name begins so, the shortest names first.
pub async fn with_key(conn: &mut Conn, key: &str, scope: Scope) -> Result<Vec<Candidate>, DbError> {
    // One further value than the others have: the first name that no longer begins so.
    let statement = sql(candidates!(concat!(
        "SELECT e.id, CAST(length(e.name_key) AS DOUBLE PRECISION) AS score
         FROM search_entries e JOIN products p ON p.id = e.product_id
         LEFT JOIN product_versions v ON v.id = e.version_id
         WHERE e.name_key >= $1 AND e.name_key < $5 AND ",
        seen!(),
        " ORDER BY e.name_key, e.id LIMIT 50"
    )));
    let rows: Vec<CandidateRow> = statement
        .bind(key)
        .bind(scope.product)
        .bind(scope.sight.is_admin())
        .bind(scope.sight.reader())
        .bind(format!("{key}\u{10ffff}"))
        .all(conn)
        .await?;
    rows.into_iter().map(Candidate::try_from).collect()
}

/// Operations whose path has one of these shapes.
pub async fn with_shapes(conn: &mut Conn, shapes: &[&str], scope: Scope) -> Result<Vec<Candidate>, DbError> {
    let statement = full_text(conn).with_shapes().bind(json!(shapes));
    ask(conn, statement, scope).await
}

/// What has the words (`all` of them, or any) in its names or its summary.
pub async fn in_headings(
    conn: &mut Conn,
    terms: &[Term],
    all: bool,
    scope: Scope,
) -> Result<Vec<Candidate>, DbError> {
    let engine = full_text(conn);
    let statement = engine.in_headings().bind(engine.expression(terms, all));
    ask(conn, statement, scope).await
}

/// What has all the words somewhere.
pub async fn anywhere(conn: &mut Conn, terms: &[Term], scope: Scope) -> Result<Vec<Candidate>, DbError> {
    let engine = full_text(conn);
    let statement = engine.anywhere().bind(engine.expression(terms, true));
    ask(conn, statement, scope).await
}

/// Words that look most like this one.
pub async fn similar_words(conn: &mut Conn, word: &str) -> Result<Vec<String>, DbError> {
    let length = i64::try_from(word.chars().count()).unwrap_or(i64::MAX);
    let statement = full_text(conn).similar_words().bind(json!(trigrams(word))).bind(length);
    let rows: Vec<(String,)> = statement.all(conn).await?;
    Ok(rows.into_iter().map(|(word,)| word).collect())
}

/// Applications of a developer and their teams that were granted access to a version, the oldest first, a few.
pub async fn granted_applications(
    conn: &mut Conn,
    developer: DeveloperId,
    version: VersionId,
) -> Result<Vec<(ApplicationId, CallingApplication)>, DbError> {
    let rows: Vec<(Uuid, String, String)> = sql("SELECT a.id, a.slug, a.name
         FROM registrations r JOIN applications a ON a.id = r.application_id
         WHERE r.version_id = $1 AND r.status = 'approved' AND (a.owner_id = $2
            OR a.team_id IN (SELECT team_id FROM team_members WHERE developer_id = $2))
         ORDER BY a.created_at, a.id LIMIT 3")
    .bind(version)
    .bind(developer)
    .all(conn)
    .await?;
    let application = |(id, slug, name)| (ApplicationId(id), CallingApplication { slug, name });
    Ok(rows.into_iter().map(application).collect())
}
