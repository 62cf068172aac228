//! What a document changes against the one that readers see.
//!
//! Operations are the same where method and path are, whatever their parameters are called: that is what
//! callers know them by. Several may be about one channel (AsyncAPI): those go by their names. Only operations whose own text differs, or that lead to a shared schema that
//! does, are read and compared.
mod channel;
mod operation;
mod schema;
#[cfg(test)]
mod tests;

use super::{
    store::{self, Compared},
    view::{Json, Parts},
};
use crate::db::{Conn, DbError};
use app::{
    id::SpecificationId,
    specifications::{Change, Comparison, OperationChange},
};
use std::collections::{HashMap, HashSet};

/// Operations that are compared part by part; of the others it is said that they differ.
const READ: usize = 400;
/// Changes told of one operation.
const CHANGES: usize = 40;

/// An operation in one document, with the schemas that it leads to.
pub struct Side<'s> {
    /// What callers do, or `SEND` and `RECEIVE`.
    pub method: &'s str,
    pub path: &'s str,
    pub detail: &'s Json,
    pub parts: &'s Parts,
}

pub async fn compare(
    conn: &mut Conn,
    before: SpecificationId,
    after: SpecificationId,
) -> Result<Comparison, DbError> {
    let old = store::to_compare(conn, before).await?;
    let new = store::to_compare(conn, after).await?;
    let affected =
        affected(&store::part_bodies(conn, before).await?, &store::part_bodies(conn, after).await?);
    let several: HashSet<Call> = several(&old).chain(several(&new)).collect();
    let key_of = |operation: &Compared| {
        let call = call_of(operation);
        let name = several.contains(&call).then(|| operation.link.slug.clone());
        (call, name)
    };
    let known: HashMap<_, &Compared> = old.iter().map(|operation| (key_of(operation), operation)).collect();
    let kept: HashSet<_> = new.iter().map(key_of).collect();
    let gone = |operation: &&Compared| !kept.contains(&key_of(operation));
    let mut comparison = Comparison {
        removed: old.iter().filter(gone).map(|operation| operation.link.clone()).collect(),
        ..Comparison::default()
    };
    let mut read = 0;
    for operation in &new {
        let Some(earlier) = known.get(&key_of(operation)) else {
            comparison.added.push(operation.link.clone());
            continue;
        };
        let is_same = earlier.detail == operation.detail
            && earlier.link.deprecated == operation.link.deprecated
            && !mentions(&operation.detail, &affected);
        if is_same {
            comparison.unchanged += 1;
            continue;
        }
        read += 1;
        let changes = match read <= READ {
            true => changes_of(conn, (before, earlier), (after, operation)).await?,
            false => vec![Change { breaking: false, place: String::new(), text: "differs".to_owned() }],
        };
        match changes.is_empty() {
            true => comparison.unchanged += 1,
            false => comparison.changed.push(OperationChange { operation: operation.link.clone(), changes }),
        }
    }
    comparison.changed.sort_by_key(|change| !change.is_breaking());
    Ok(comparison)
}

/// Webhook or not, method, and the path with its parameters unnamed.
type Call = (bool, String, String);

fn call_of(operation: &Compared) -> Call {
    let parts = operation.link.path.split('/').map(|part| match part.split_once('{') {
        Some((before, rest)) => {
            format!("{before}{{}}{}", rest.split_once('}').map_or("", |(_, after)| after))
        }
        None => part.to_owned(),
    });
    (operation.webhook, operation.link.method.clone(), parts.collect::<Vec<_>>().join("/"))
}

/// Calls that more than one operation has.
fn several(operations: &[Compared]) -> impl Iterator<Item = Call> {
    let mut seen = HashSet::new();
    operations.iter().map(call_of).filter(move |call| !seen.insert(call.clone()))
}

async fn changes_of(
    conn: &mut Conn,
    (before, old): (SpecificationId, &Compared),
    (after, new): (SpecificationId, &Compared),
) -> Result<Vec<Change>, DbError> {
    let (old_detail, new_detail) = (Json::read(&old.detail), Json::read(&new.detail));
    let old_parts = Parts::fetch(conn, before, &old_detail).await?;
    let new_parts = Parts::fetch(conn, after, &new_detail).await?;
    let mut changes = operation::of_links(&old.link, &new.link);
    changes.extend(operation::changes(
        &Side { method: &old.link.method, path: &old.link.path, detail: &old_detail, parts: &old_parts },
        &Side { method: &new.link.method, path: &new.link.path, detail: &new_detail, parts: &new_parts },
    ));
    changes.sort_by_key(|change| !change.breaking);
    changes.truncate(CHANGES);
    Ok(changes)
}

/// Pointers of shared schemas that differ, or that lead to one that does.
fn affected(before: &HashMap<String, String>, after: &HashMap<String, String>) -> HashSet<String> {
    let differs = |pointer: &&String| before.get(*pointer) != after.get(*pointer);
    let mut affected: HashSet<String> = before.keys().chain(after.keys()).filter(differs).cloned().collect();
    loop {
        let known = affected.len();
        let leads_there =
            |(pointer, body): &(&String, &String)| !affected.contains(*pointer) && mentions(body, &affected);
        let more: Vec<String> =
            after.iter().filter(leads_there).map(|(pointer, _)| pointer.clone()).collect();
        affected.extend(more);
        if affected.len() == known {
            return affected;
        }
    }
}

/// Whether a stored text refers to one of the pointers.
fn mentions(text: &str, pointers: &HashSet<String>) -> bool {
    const REFERENCE: &str = "\"$ref\":\"";
    if pointers.is_empty() {
        return false;
    }
    let targets = text.match_indices(REFERENCE).filter_map(|(at, _)| {
        let rest = &text[at + REFERENCE.len()..];
        rest.split_once('"').map(|(pointer, _)| pointer)
    });
    targets.into_iter().any(|pointer| pointers.contains(pointer))
}
