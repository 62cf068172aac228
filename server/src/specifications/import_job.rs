//! The queue's part of an import: reads the document beside the requests, and stores all of it or
//! nothing.
use super::{
    mentions::Mentions,
    parse::{self, Operation, Parsed, Progress, Step},
    source, store,
};
use crate::{
    audit::{self, Event},
    clock::new_id,
    jobs::JobError,
    portal::Portal,
    search,
};
use app::{
    actor::Actor,
    id::{ImportId, OperationId, SpecificationId},
    specifications::Import,
};
use indexmap::IndexMap;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How often the person who waits is told how far it is.
const REPORT_EVERY: Duration = Duration::from_millis(250);
/// A statement of the storing transaction may take this long.
const STORING: Duration = Duration::from_secs(60);
/// Documents of a version that are kept beside the one that readers see.
const KEPT: i64 = 5;

/// Reads the document and stores its operations.
pub async fn perform_import(portal: &Portal, id: ImportId) -> Result<(), JobError> {
    let mut conn = portal.db.read().await?;
    let (Some(import), Some(sent)) =
        (store::import(&mut conn, id).await?, store::import_source(&mut conn, id).await?)
    else {
        return Ok(());
    };
    drop(conn);
    let compressed = Arc::new(sent.compressed);
    match read(portal, id, compressed.clone()).await? {
        Ok((parsed, sha256)) => {
            let document = Document { parsed, sha256, compressed, created_by: sent.created_by };
            keep(portal, &import, document).await
        }
        Err(reason) => {
            let mut tx = portal.db.begin_housekeeping().await?;
            store::fail(&mut tx, id, portal.clock.now(), &reason).await?;
            tx.commit().await?;
            Ok(())
        }
    }
}

struct Document {
    parsed: Parsed,
    sha256: String,
    compressed: Arc<Vec<u8>>,
    created_by: String,
}

/// Parses on a thread of its own, and tells how far it has come.
async fn read(
    portal: &Portal,
    id: ImportId,
    compressed: Arc<Vec<u8>>,
) -> Result<Result<(Parsed, String), String>, JobError> {
    let (report, reported) = watch::channel(Progress { step: Step::Reading, done: 0, total: 1 });
    let mut reading = tokio::task::spawn_blocking(move || {
        let bytes = source::decompress(&compressed).map_err(|error| error.to_string())?;
        let parsed = parse::parse(&bytes, &mut |progress| {
            report.send_replace(progress);
        });
        let sha256 = hex(&Sha256::digest(&bytes));
        parsed.map(|parsed| (parsed, sha256)).map_err(|refused| refused.to_string())
    });
    loop {
        let progress = *reported.borrow();
        tell(portal, id, progress).await?;
        tokio::select! {
            done = &mut reading => return Ok(done.unwrap_or_else(|error| {
                tracing::error!(%error, import = %id, "reading a document failed");
                Err("The document could not be read because of a fault of ours. Please report it.".to_owned())
            })),
            () = tokio::time::sleep(REPORT_EVERY) => {}
        }
    }
}

async fn tell(portal: &Portal, id: ImportId, progress: Progress) -> Result<(), JobError> {
    let stage = match progress.step {
        Step::Reading => "Reading the document",
        Step::Operations => "Reading operations",
        Step::Schemas => "Reading schemas",
    };
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut tx = portal.db.begin_housekeeping().await?;
    store::report(&mut tx, id, stage, number(progress.done), number(progress.total)).await?;
    tx.commit().await?;
    Ok(())
}

/// One transaction: readers see nothing of the document before all of it is there.
async fn keep(portal: &Portal, import: &Import, document: Document) -> Result<(), JobError> {
    let Document { parsed, sha256, compressed, created_by } = document;
    let json = |value: serde_json::Result<serde_json::Value>| {
        value.map_err(|error| JobError::Fail(error.to_string()))
    };
    let (messages, overview) =
        (json(serde_json::to_value(&parsed.messages))?, json(serde_json::to_value(&parsed.overview))?);
    let mentions = Mentions::new(&parsed);
    let tags = TagPositions::new(&parsed);
    tell_storing(portal, import.id, parsed.operations.len()).await?;
    let now = portal.clock.now();
    let id = SpecificationId(new_id(now));
    let mut tx = portal.db.begin_bulk(STORING).await?;
    let new = store::NewSpecification {
        id,
        version_id: import.version_id,
        parsed: &parsed,
        messages,
        overview,
        compressed: Arc::unwrap_or_clone(compressed),
        source_bytes: import.source_bytes,
        sha256,
        created_by: &created_by,
    };
    store::insert(&mut tx, now, new).await?;
    for operation in &parsed.operations {
        let (tag, tag_position) = tags.of(operation);
        let id_of_operation = OperationId(new_id(now));
        let words = search::operation_words(&mentions.of(operation), operation.description.as_deref());
        let new = store::NewOperation { id: id_of_operation, operation, tag, tag_position, words };
        store::insert_operation(&mut tx, id, new).await?;
    }
    for schema in &parsed.schemas {
        store::insert_schema(&mut tx, id, schema).await?;
    }
    for component in &parsed.components {
        store::insert_component(&mut tx, id, component).await?;
    }
    store::prune(&mut tx, import.version_id, KEPT).await?;
    store::finish(&mut tx, import.id, now, id).await?;
    let name = format!("{} {}", import.product_slug, import.version_slug);
    let event = Event::new("specification.imported", "specification", id, &name).change(
        json!({ "file_name": import.file_name, "operations": parsed.operations.len(), "by": created_by }),
    );
    audit::record(&mut tx, now, &Actor::system("import"), event).await?;
    tx.commit().await?;
    Ok(())
}

async fn tell_storing(portal: &Portal, id: ImportId, operations: usize) -> Result<(), JobError> {
    let operations = i64::try_from(operations).unwrap_or(i64::MAX);
    let mut tx = portal.db.begin_housekeeping().await?;
    store::report(&mut tx, id, "Storing operations", operations, operations).await?;
    tx.commit().await?;
    Ok(())
}

/// Where each tag stands: in the document's own order, then those that only operations name.
struct TagPositions<'a> {
    order: IndexMap<&'a str, ()>,
    untagged: Untagged,
}

/// Where operations without a tag are listed.
#[derive(Clone, Copy)]
enum Untagged {
    /// Others have tags: after those.
    Last,
    /// No operation has a tag: by the first part of their path.
    ByPath,
    /// No operation has a tag, and addresses of channels have no parts that are known: by what readers do.
    ByDirection,
}

/// What webhooks without a tag are listed under.
const WEBHOOKS: &str = "Webhooks";

impl<'a> TagPositions<'a> {
    fn new(parsed: &'a Parsed) -> Self {
        let (overview, operations) = (&parsed.overview, &parsed.operations);
        let grouped = overview.tag_groups.iter().flat_map(|group| group.tags.iter().map(String::as_str));
        let listed = overview.tags.iter().map(|tag| tag.name.as_str());
        let untagged = match operations.iter().all(|operation| operation.tags.is_empty()) {
            true if parsed.format.is_async() => Untagged::ByDirection,
            true => Untagged::ByPath,
            false => Untagged::Last,
        };
        let named = operations.iter().map(|operation| tag_of(operation, untagged));
        let all = grouped.chain(listed).chain(named).filter(|tag| !tag.is_empty());
        Self { order: all.map(|tag| (tag, ())).collect(), untagged }
    }

    /// The first tag of an operation; those without one come last.
    fn of<'o>(&self, operation: &'o Operation) -> (&'o str, i64) {
        let tag = tag_of(operation, self.untagged);
        let position = if tag.is_empty() { None } else { self.order.get_index_of(tag) };
        (tag, position.and_then(|position| i64::try_from(position).ok()).unwrap_or(i64::MAX))
    }
}

fn tag_of(operation: &Operation, untagged: Untagged) -> &str {
    match (operation.tags.first(), untagged) {
        (Some(tag), _) => tag,
        (None, _) if operation.webhook => WEBHOOKS,
        (None, Untagged::ByPath) => path_group(&operation.path),
        (None, Untagged::ByDirection) => match operation.method.as_str() {
            "SEND" => "You send",
            "RECEIVE" => "You receive",
            _ => "Channels",
        },
        (None, Untagged::Last) => "",
    }
}

/// `/v1/customers/{id}` → `customers`: the first part that is neither a version nor a parameter.
fn path_group(path: &str) -> &str {
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()))
    };
    let mut parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    parts.find(|part| !is_version(part) && *part != "api").unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
