//! What passes through a channel in both documents: its messages, and what comes back.
use super::{
    Side,
    operation::Told,
    schema::{self, Direction},
};
use crate::specifications::view::Place;

pub fn changes(old: &Side<'_>, new: &Side<'_>, told: &mut Told) {
    let (before, after) = (Place::new(old.detail, ""), Place::new(new.detail, ""));
    if !after.node.get("channel").is_object() {
        return;
    }
    // Of a channel that nobody says who writes to, readers are assumed to be readers.
    let (there, back) = match new.method {
        "SEND" => (Direction::Sent, Direction::Received),
        _ => (Direction::Received, Direction::Sent),
    };
    messages((&before, old), (&after, new), there, "message", told);
    let (before, after) = (before.at("reply"), after.at("reply"));
    match (before.node.is_null(), after.node.is_null()) {
        (false, true) => told.note(true, "reply", "is gone"),
        (true, false) => told.note(false, "reply", "is new"),
        _ => messages((&before, old), (&after, new), back, "reply", told),
    }
}

/// Messages are the same where their names are.
fn messages(
    (before, old): (&Place<'_>, &Side<'_>),
    (after, new): (&Place<'_>, &Side<'_>),
    direction: Direction,
    word: &str,
    told: &mut Told,
) {
    let (before, after) = (before.each("messages"), after.each("messages"));
    for (name, earlier) in &before {
        let place = format!("{word} {name}");
        let Some((_, later)) = after.iter().find(|(other, _)| other == name) else {
            told.note(true, &place, "is gone");
            continue;
        };
        if later.node.flag("deprecated") && !earlier.node.flag("deprecated") {
            told.note(false, &place, "is deprecated now");
        }
        let kinds = [earlier, later].map(|message| message.node.text("contentType"));
        if let [Some(was), Some(is)] = kinds
            && was != is
        {
            told.note(true, &place, format!("was {was}, is {is} now"));
        }
        for (key, foreign, of) in
            [("payload", "foreignPayload", ""), ("headers", "foreignHeaders", ", headers")]
        {
            let place = format!("{place}{of}");
            if earlier.node.get(foreign) != later.node.get(foreign) {
                told.note(true, &place, "has another schema");
            }
            let (old_schema, new_schema) = (earlier.at(key), later.at(key));
            schema::compare((&old_schema, old.parts), (&new_schema, new.parts), direction, &place, told);
        }
    }
    for (name, _) in &after {
        if !before.iter().any(|(other, _)| other == name) {
            told.note(false, &format!("{word} {name}"), "is new");
        }
    }
}
