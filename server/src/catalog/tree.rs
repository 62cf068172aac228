//! The documents of a product as a tree: where each stands, and who may read it there.
use super::{policy::Sight, store::DocumentPlace};
use app::{
    catalog::{DocumentLink, DocumentStep, Readers},
    error::PortalError,
    id::DocumentId,
};

/// How deep documents may stand below one another.
const LEVELS: usize = 5;

/// The list beside a page: every document under its parent, by position, as far as it is seen.
pub fn links(places: &[DocumentPlace], sight: Sight) -> Vec<DocumentLink> {
    let mut links = Vec::with_capacity(places.len());
    append(places, None, 0, sight, &mut links);
    links
}

fn append(
    places: &[DocumentPlace],
    parent: Option<DocumentId>,
    depth: u32,
    sight: Sight,
    links: &mut Vec<DocumentLink>,
) {
    let children = places.iter().filter(|place| place.parent_id == parent);
    for place in children.filter(|place| sight.sees_document(place.readers)) {
        links.push(DocumentLink {
            id: place.id,
            path: place.path.clone(),
            title: place.title.clone(),
            depth,
            is_published: place.is_published,
            readers: place.readers,
        });
        append(places, Some(place.id), depth + 1, sight, links);
    }
}

/// The same documents with the paths and readers that follow from what they stand below. Places come
/// by position, and siblings are counted anew from 0.
pub fn settled(places: &[DocumentPlace]) -> Result<Vec<DocumentPlace>, PortalError> {
    let mut done = Vec::with_capacity(places.len());
    settle(places, None, &mut done)?;
    Ok(done)
}

fn settle(
    places: &[DocumentPlace],
    above: Option<&DocumentPlace>,
    done: &mut Vec<DocumentPlace>,
) -> Result<(), PortalError> {
    let children = places.iter().filter(|place| place.parent_id == above.map(|above| above.id));
    for (position, place) in (0..).zip(children) {
        let mut place = place.clone();
        place.position = position;
        place.readers = Readers::of(place.visibility, place.is_published);
        place.path = place.slug.clone();
        if let Some(above) = above {
            place.readers = place.readers.max(above.readers);
            place.path = format!("{}/{}", above.path, place.slug);
        }
        if place.path.split('/').count() > LEVELS {
            let detail = format!("Documents stand at most {LEVELS} levels deep.");
            return Err(PortalError::field("parent_id", detail));
        }
        done.push(place.clone());
        settle(places, Some(&place), done)?;
    }
    Ok(())
}

/// The places, in their order, after a document has taken a step.
pub fn moved(
    places: &[DocumentPlace],
    id: DocumentId,
    step: DocumentStep,
) -> Result<Vec<DocumentPlace>, PortalError> {
    let place = places.iter().find(|place| place.id == id).ok_or(PortalError::NotFound)?;
    let siblings: Vec<&DocumentPlace> =
        places.iter().filter(|other| other.parent_id == place.parent_id).collect();
    let at = siblings.iter().position(|other| other.id == id).ok_or(PortalError::Internal)?;
    let before = at.checked_sub(1).and_then(|at| siblings.get(at)).map(|other| other.id);
    let mut order: Vec<DocumentPlace> = places.iter().filter(|other| other.id != id).cloned().collect();
    let mut place = place.clone();
    match step {
        DocumentStep::Up => insert(&mut order, place, before.ok_or_else(is_first)?, 0),
        DocumentStep::Down => {
            let after = siblings.get(at + 1).map(|other| other.id).ok_or_else(is_last)?;
            insert(&mut order, place, after, 1);
        }
        DocumentStep::In => {
            place.parent_id = Some(before.ok_or_else(is_first)?);
            order.push(place);
        }
        DocumentStep::Out => {
            let above = place.parent_id.ok_or_else(is_at_the_top)?;
            place.parent_id = order.iter().find(|other| other.id == above).and_then(|above| above.parent_id);
            insert(&mut order, place, above, 1);
        }
    }
    Ok(order)
}

/// Beside another: `offset` 0 before it, 1 after it.
fn insert(order: &mut Vec<DocumentPlace>, place: DocumentPlace, beside: DocumentId, offset: usize) {
    let at = order.iter().position(|other| other.id == beside).map_or(order.len(), |at| at + offset);
    order.insert(at, place);
}

fn is_first() -> PortalError {
    PortalError::refused("first_document", "There is no document before this one on its level.")
}

fn is_last() -> PortalError {
    PortalError::refused("last_document", "There is no document after this one on its level.")
}

fn is_at_the_top() -> PortalError {
    PortalError::refused("top_document", "This document stands below no other.")
}

/// Whether `document` is `ancestor` itself or stands below it.
pub fn is_below(places: &[DocumentPlace], document: Option<DocumentId>, ancestor: DocumentId) -> bool {
    let mut current = document;
    for _ in 0..=places.len() {
        match current {
            Some(id) if id == ancestor => return true,
            Some(id) => {
                current = places.iter().find(|place| place.id == id).and_then(|place| place.parent_id)
            }
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::catalog::Visibility;
    use uuid::Uuid;

    fn id(name: &str) -> DocumentId {
        DocumentId(Uuid::from_u128(name.bytes().fold(0, |sum, byte| sum * 256 + u128::from(byte))))
    }

    /// `a`, `a/b`, `a/c`, `d`.
    fn places() -> Vec<DocumentPlace> {
        let place = |slug: &str, parent: Option<&str>| DocumentPlace {
            id: id(slug),
            parent_id: parent.map(id),
            slug: slug.to_owned(),
            path: String::new(),
            title: slug.to_owned(),
            position: 0,
            visibility: Visibility::Public,
            readers: Readers::Everyone,
            is_published: true,
        };
        settled(&[place("a", None), place("b", Some("a")), place("c", Some("a")), place("d", None)]).unwrap()
    }

    fn after(slug: &str, step: DocumentStep) -> Result<Vec<String>, PortalError> {
        Ok(settled(&moved(&places(), id(slug), step)?)?.into_iter().map(|place| place.path).collect())
    }

    #[test]
    fn a_document_moves_step_by_step() {
        assert_eq!(after("c", DocumentStep::Up).unwrap(), ["a", "a/c", "a/b", "d"]);
        assert_eq!(after("a", DocumentStep::Down).unwrap(), ["d", "a", "a/b", "a/c"]);
        assert_eq!(after("d", DocumentStep::In).unwrap(), ["a", "a/b", "a/c", "a/d"]);
        assert_eq!(after("b", DocumentStep::Out).unwrap(), ["a", "a/c", "b", "d"]);
        assert_eq!(after("c", DocumentStep::In).unwrap(), ["a", "a/b", "a/b/c", "d"]);
        for (slug, step) in [
            ("a", DocumentStep::Up),
            ("d", DocumentStep::Down),
            ("a", DocumentStep::In),
            ("d", DocumentStep::Out),
        ] {
            assert!(after(slug, step).is_err(), "{slug} {step:?}");
        }
    }

    #[test]
    fn what_stands_below_has_no_more_readers() {
        let mut places = places();
        places[0].visibility = Visibility::SignedIn;
        places[2].is_published = false;
        let readers: Vec<Readers> = settled(&places).unwrap().iter().map(|place| place.readers).collect();
        assert_eq!(readers, [Readers::SignedIn, Readers::SignedIn, Readers::Admins, Readers::Everyone]);
        let seen = |sight| links(&settled(&places).unwrap(), sight).len();
        assert_eq!((seen(Sight::Public), seen(Sight::Admin.of_published()), seen(Sight::Admin)), (1, 3, 4));
    }
}
