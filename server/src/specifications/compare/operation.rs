//! One operation in both documents: parameters, body, answers, authentication.
use super::{Side, channel, schema};
use crate::specifications::view::{Json, Place};
use app::specifications::{Change, OperationLink};

/// What stands in the lists already.
pub fn of_links(old: &OperationLink, new: &OperationLink) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut note = |text: &str| {
        changes.push(Change { breaking: false, place: String::new(), text: text.to_owned() });
    };
    if new.deprecated && !old.deprecated {
        note("is deprecated now");
    }
    if old.deprecated && !new.deprecated {
        note("is not deprecated any more");
    }
    changes
}

pub fn changes(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let mut told = Told::default();
    authentication(old, new, &mut told);
    parameters(old, new, &mut told);
    body(old, new, &mut told);
    answers(old, new, &mut told);
    channel::changes(old, new, &mut told);
    told.0
}

/// Collects changes; a thing said of a place is said once.
#[derive(Default)]
pub struct Told(Vec<Change>);

impl Told {
    pub fn note(&mut self, breaking: bool, place: &str, text: impl Into<String>) {
        let change = Change { breaking, place: place.to_owned(), text: text.into() };
        if !self.0.contains(&change) {
            self.0.push(change);
        }
    }
}

/// Where the operation says something else than before.
fn authentication(old: &Side<'_>, new: &Side<'_>, told: &mut Told) {
    if old.detail.get("security") != new.detail.get("security") {
        let opened = !new.detail.get("security").is_null() && new.detail.get("security").items().is_empty();
        told.note(!opened, "", "asks for another authentication in the document");
    }
}

fn parameters(old: &Side<'_>, new: &Side<'_>, told: &mut Told) {
    let (old_root, new_root) = (Place::new(old.detail, ""), Place::new(new.detail, ""));
    let (before, after) = (old_root.each("parameters"), new_root.each("parameters"));
    for (_, earlier) in &before {
        let key = key_of(earlier, old.path);
        let Some((_, later)) = after.iter().find(|(_, later)| key_of(later, new.path) == key) else {
            told.note(true, &name_of(earlier), "is gone");
            continue;
        };
        let place = name_of(later);
        required(earlier.node, later.node, &place, told);
        if later.node.flag("deprecated") && !earlier.node.flag("deprecated") {
            told.note(false, &place, "is deprecated now");
        }
        schema::compare(
            (&earlier.at("schema"), old.parts),
            (&later.at("schema"), new.parts),
            schema::Direction::Sent,
            &place,
            told,
        );
    }
    for (_, later) in &after {
        let key = key_of(later, new.path);
        if !before.iter().any(|(_, earlier)| key_of(earlier, old.path) == key) {
            let is_required = later.node.flag("required");
            let text = if is_required { "is new and required" } else { "is new" };
            told.note(is_required, &name_of(later), text);
        }
    }
}

/// "query parameter limit"
fn name_of(parameter: &Place<'_>) -> String {
    let text = |key| parameter.node.text(key).unwrap_or_default();
    format!("{} parameter {}", text("in"), text("name"))
}

/// Where it stands, and its name; of a part of the path only its position matters to callers.
fn key_of<'p>(parameter: &Place<'p>, path: &str) -> (&'p str, String) {
    let text = |key| parameter.node.text(key).unwrap_or_default();
    let (location, name) = (text("in"), text("name"));
    match path.find(&format!("{{{name}}}")).filter(|_| ["path", "channel"].contains(&location)) {
        Some(at) => (location, path[..at].matches('{').count().to_string()),
        None => (location, name.to_owned()),
    }
}

fn required(earlier: &Json, later: &Json, place: &str, told: &mut Told) {
    match (earlier.flag("required"), later.flag("required")) {
        (false, true) => told.note(true, place, "is required now"),
        (true, false) => told.note(false, place, "may be left out now"),
        _ => {}
    }
}

fn body(old: &Side<'_>, new: &Side<'_>, told: &mut Told) {
    let (before, after) =
        (Place::new(old.detail, "").at("requestBody"), Place::new(new.detail, "").at("requestBody"));
    match (before.node.is_null(), after.node.is_null()) {
        (true, true) => {}
        (true, false) => {
            let is_required = after.node.flag("required");
            told.note(is_required, "body", if is_required { "is new and required" } else { "is new" });
        }
        (false, true) => told.note(true, "body", "is not taken any more"),
        (false, false) => {
            required(before.node, after.node, "body", told);
            contents((&before, old), (&after, new), schema::Direction::Sent, "body", told);
        }
    }
}

fn answers(old: &Side<'_>, new: &Side<'_>, told: &mut Told) {
    let (old_root, new_root) = (Place::new(old.detail, ""), Place::new(new.detail, ""));
    let (before, after) = (old_root.each("responses"), new_root.each("responses"));
    for (status, earlier) in &before {
        let place = format!("answer {status}");
        match after.iter().find(|(other, _)| other == status) {
            Some((_, later)) => {
                contents((earlier, old), (later, new), schema::Direction::Received, &place, told);
            }
            // An error that is not described any more hurts nobody.
            None => told.note(status.starts_with('2'), &place, "is gone"),
        }
    }
    for (status, _) in &after {
        if !before.iter().any(|(other, _)| other == status) {
            told.note(false, &format!("answer {status}"), "is new");
        }
    }
}

fn contents(
    (earlier, old): (&Place<'_>, &Side<'_>),
    (later, new): (&Place<'_>, &Side<'_>),
    direction: schema::Direction,
    place: &str,
    told: &mut Told,
) {
    let (before, after) = (earlier.each("content"), later.each("content"));
    let several = before.len() > 1 || after.len() > 1;
    for (media_type, content) in &before {
        let place = if several { format!("{place}, {media_type}") } else { place.to_owned() };
        match after.iter().find(|(other, _)| other == media_type) {
            Some((_, other)) => schema::compare(
                (&content.at("schema"), old.parts),
                (&other.at("schema"), new.parts),
                direction,
                &place,
                told,
            ),
            None => told.note(true, &place, format!("{media_type} is gone")),
        }
    }
    for (media_type, _) in &after {
        if !before.iter().any(|(other, _)| other == media_type) {
            told.note(false, place, format!("{media_type} is new"));
        }
    }
}
