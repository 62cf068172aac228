//! Two schemas, field by field. What breaks depends on who writes: callers cannot send what is not
//! taken any more, and cannot read what is not there any more.
use super::operation::Told;
use crate::specifications::view::{Json, Layers, Parts, Place};

/// Levels that are compared; deeper differences are rarely meant for this operation.
const DEPTH: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Written by callers.
    Sent,
    /// Read by callers.
    Received,
}

pub fn compare(
    old: (&Place<'_>, &Parts),
    new: (&Place<'_>, &Parts),
    direction: Direction,
    place: &str,
    told: &mut Told,
) {
    Comparing { old: old.1, new: new.1, direction, told, open: Vec::new() }.schema(old.0, new.0, place);
}

struct Comparing<'c> {
    old: &'c Parts,
    new: &'c Parts,
    direction: Direction,
    told: &'c mut Told,
    /// Addresses that are being compared, so that what contains itself ends.
    open: Vec<String>,
}

impl<'c> Comparing<'c> {
    fn schema(&mut self, old: &Place<'c>, new: &Place<'c>, place: &str) {
        let (earlier, later) = (Layers::of(old, self.old), Layers::of(new, self.new));
        let address = later.address().to_owned();
        if self.open.len() > DEPTH || self.open.contains(&address) {
            return;
        }
        self.open.push(address);
        self.kinds(&earlier, &later, place);
        self.values(&earlier, &later, place);
        self.limits(&earlier, &later, place);
        self.fields(&earlier, &later, place);
        self.variants(&earlier, &later, place);
        if let (Some(old), Some(new)) = (earlier.place("items"), later.place("items")) {
            self.schema(&old, &new, &format!("{place}[]"));
        }
        self.open.pop();
    }

    fn kinds(&mut self, earlier: &Layers<'_>, later: &Layers<'_>, place: &str) {
        let (old, new) = (kind_of(earlier), kind_of(later));
        if old != new && !old.is_empty() {
            let now = if new.is_empty() { "anything" } else { &new };
            // Every integer is a number, and whatever was sent is part of anything.
            let is_wider = new.is_empty() || (old == "integer" && new == "number");
            let breaking = !(is_wider && self.direction == Direction::Sent);
            self.told.note(breaking, place, format!("was {old}, is {now} now"));
        }
        match (is_nullable(earlier), is_nullable(later)) {
            (false, true) => self.told.note(self.direction == Direction::Received, place, "may be null now"),
            (true, false) => {
                self.told.note(self.direction == Direction::Sent, place, "may not be null any more")
            }
            _ => {}
        }
    }

    fn values(&mut self, earlier: &Layers<'_>, later: &Layers<'_>, place: &str) {
        let (old, new) = (earlier.list("enum"), later.list("enum"));
        if old.is_empty() && !new.is_empty() {
            let is_sent = self.direction == Direction::Sent;
            self.told.note(is_sent, place, format!("must be one of {} now", listed(new.iter())));
            return;
        }
        if !old.is_empty() && new.is_empty() {
            self.told.note(false, place, "may be any value now");
            return;
        }
        let gone: Vec<&Json> = old.iter().filter(|value| !new.contains(value)).collect();
        let added: Vec<&Json> = new.iter().filter(|value| !old.contains(value)).collect();
        if !gone.is_empty() {
            let is_sent = self.direction == Direction::Sent;
            self.told.note(is_sent, place, format!("no longer {}", listed(gone.into_iter())));
        }
        if !added.is_empty() {
            self.told.note(false, place, format!("may be {} too", listed(added.into_iter())));
        }
    }

    /// Narrower limits break what is sent.
    fn limits(&mut self, earlier: &Layers<'_>, later: &Layers<'_>, place: &str) {
        const LIMITS: [(&str, bool); 8] = [
            ("maximum", true),
            ("maxLength", true),
            ("maxItems", true),
            ("maxProperties", true),
            ("minimum", false),
            ("minLength", false),
            ("minItems", false),
            ("minProperties", false),
        ];
        let is_sent = self.direction == Direction::Sent;
        for (key, is_upper) in LIMITS {
            let (old, new) = (number(earlier.first(key)), number(later.first(key)));
            if old == new {
                continue;
            }
            let narrower = match (old, new) {
                (None, Some(_)) => true,
                (Some(old), Some(new)) => {
                    if is_upper {
                        new < old
                    } else {
                        new > old
                    }
                }
                _ => false,
            };
            let told = |value: &Json| if value.is_null() { "none".to_owned() } else { value.plain() };
            let text = format!("{key} was {}, is {} now", told(earlier.first(key)), told(later.first(key)));
            self.told.note(is_sent && narrower, place, text);
        }
        if let Some(pattern) = later.text("pattern")
            && earlier.text("pattern") != Some(pattern)
        {
            self.told.note(is_sent, place, format!("must match {pattern} now"));
        }
    }

    fn fields(&mut self, earlier: &Layers<'c>, later: &Layers<'c>, place: &str) {
        let is_sent = self.direction == Direction::Sent;
        let (before, after) = (earlier.fields(), later.fields());
        for field in &before {
            let place = below(place, &field.name);
            let Some(other) = after.iter().find(|other| other.name == field.name) else {
                self.told.note(true, &place, "is gone");
                continue;
            };
            match (field.required, other.required) {
                (false, true) => self.told.note(is_sent, &place, "is required now"),
                (true, false) if is_sent => self.told.note(false, &place, "may be left out now"),
                (true, false) => self.told.note(true, &place, "may be missing now"),
                _ => {}
            }
            self.schema(&field.place, &other.place, &place);
        }
        for field in &after {
            if !before.iter().any(|other| other.name == field.name) {
                let breaks = field.required && is_sent;
                let text = if breaks { "is new and required" } else { "is new" };
                self.told.note(breaks, &below(place, &field.name), text);
            }
        }
    }

    /// Choices are told apart by what they refer to.
    fn variants(&mut self, earlier: &Layers<'c>, later: &Layers<'c>, place: &str) {
        let named = |layers: &Layers<'c>| -> Vec<String> {
            let places = layers.variants().map(|(_, places)| places).unwrap_or_default();
            places.iter().filter_map(|place| place.node.text("$ref").map(str::to_owned)).collect()
        };
        let (old, new) = (named(earlier), named(later));
        let short = |pointer: &String| pointer.rsplit('/').next().unwrap_or_default().to_owned();
        for gone in old.iter().filter(|pointer| !new.contains(pointer)) {
            let is_sent = self.direction == Direction::Sent;
            self.told.note(is_sent, place, format!("is never {} any more", short(gone)));
        }
        for added in new.iter().filter(|pointer| !old.contains(pointer)) {
            if !old.is_empty() {
                self.told.note(false, place, format!("may be {} too", short(added)));
            }
        }
    }
}

/// "body" and "owner" are "body, field owner"; "…, field owner" and "name" are "…, field owner.name".
fn below(place: &str, name: &str) -> String {
    match place.contains(", field ") {
        true => format!("{place}.{name}"),
        false => format!("{place}, field {name}"),
    }
}

fn kind_of(layers: &Layers<'_>) -> String {
    let mut kinds: Vec<&str> = match layers.first("type") {
        Json::Text(kind) => vec![kind],
        several => several.items().iter().filter_map(Json::as_text).filter(|kind| *kind != "null").collect(),
    };
    if kinds.is_empty() && layers.place("properties").is_some() {
        kinds.push("object");
    }
    kinds.sort_unstable();
    let format = layers.text("format").map(|format| format!(" ({format})")).unwrap_or_default();
    // A format of a number says how it is kept, not what it looks like.
    let format =
        if kinds.iter().any(|kind| matches!(*kind, "integer" | "number")) { String::new() } else { format };
    format!("{}{format}", kinds.join(" or "))
}

fn is_nullable(layers: &Layers<'_>) -> bool {
    layers.flag("nullable") || layers.list("type").iter().any(|kind| kind.as_text() == Some("null"))
}

fn number(value: &Json) -> Option<f64> {
    match value {
        Json::Number(number) => number.as_f64(),
        _ => None,
    }
}

fn listed<'j>(values: impl Iterator<Item = &'j Json>) -> String {
    const MANY: usize = 8;
    let mut texts: Vec<String> = values.map(|value| format!("“{}”", value.plain())).collect();
    let more = texts.len().saturating_sub(MANY);
    texts.truncate(MANY);
    if more > 0 {
        texts.push(format!("{more} others"));
    }
    texts.join(", ")
}
