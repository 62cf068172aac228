//! Schemas and other shared parts, as rows by pointer.

use serde::{Deserialize, Serialize};

use super::async_objects;
use super::format::Format;
use super::limits::MAX_SHARED;
use super::message::Messages;
use super::messages;
use super::node::{Node, Object};
use super::objects;
use super::pointer::{Place, Target, resolve};
use super::refused::Refused;
use super::shape::{Kind, Shape};
use super::writer::Writer;
use super::{Progress, Step};

/// A schema that operations and other schemas refer to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// What `$ref` says: `#/components/schemas/Pet`, or any other part of the document that is referred to.
    pub pointer: String,
    pub name: String,
    /// Names of the properties written out in it, for search.
    pub fields: Vec<String>,
    /// Pointers of the schemas it refers to itself.
    pub schemas: Vec<String>,
    /// The schema as JSON text, with references to other schemas left in place.
    pub body: String,
}

/// Another shared part. Operations have theirs filled in; only where that was impossible do they point here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Component {
    pub pointer: String,
    /// The object's name in the specification: "Parameter Object".
    pub kind: String,
    pub name: String,
    /// As JSON text.
    pub body: String,
}

/// The fields of the Components Object (OpenAPI 3.1 §4.8.7; `mediaTypes` since 3.2). Security schemes belong to
/// the overview.
static COMPONENTS: [(&str, Kind); 9] = [
    ("schemas", Kind::Schema),
    ("parameters", Kind::Object(&objects::PARAMETER)),
    ("responses", Kind::Object(&objects::RESPONSE)),
    ("requestBodies", Kind::Object(&objects::REQUEST_BODY)),
    ("headers", Kind::Object(&objects::HEADER)),
    ("examples", Kind::Object(&objects::EXAMPLE)),
    ("links", Kind::Object(&objects::LINK)),
    ("callbacks", Kind::Object(&objects::CALLBACK)),
    ("mediaTypes", Kind::Object(&objects::MEDIA_TYPE)),
];

/// Of AsyncAPI ("Components Object"); other parts are filled in wherever they are used.
static ASYNC_COMPONENTS: [(&str, Kind); 2] =
    [("schemas", Kind::Schema), ("messages", Kind::Object(&async_objects::MESSAGE))];

const REPORT_EVERY: usize = 200;

#[derive(Default)]
pub struct Shared {
    pub schemas: Vec<Schema>,
    pub components: Vec<Component>,
}

/// Reads everything under `components` (2.0: `definitions`; the other shared parts of 2.0 are always filled in),
/// and then whatever else references have turned up.
pub fn read(
    writer: &mut Writer<'_, '_>,
    format: Format,
    progress: &mut dyn FnMut(Progress),
) -> Result<Shared, Refused> {
    want_components(writer, format);
    let mut shared = Shared::default();
    let mut done = 0;
    // Writing a part may turn up further ones.
    while let Some((pointer, kind)) =
        writer.wanted.get_index(done).map(|(pointer, kind)| (pointer.clone(), *kind))
    {
        if done % REPORT_EVERY == 0 {
            if writer.wanted.len() > MAX_SHARED {
                return Err(Refused::TooManyShared);
            }
            progress(Progress { step: Step::Schemas, done, total: writer.wanted.len() });
        }
        shared.row(writer, pointer, &kind)?;
        done += 1;
    }
    Ok(shared)
}

/// Puts the components first, in the order of the document.
fn want_components(writer: &mut Writer<'_, '_>, format: Format) {
    let referred_to = std::mem::take(&mut writer.wanted);
    let root = writer.root;
    let components = Place::Root.key("components");
    if format == Format::OpenApi20 {
        want_members(writer, root.get("definitions"), &Place::Root.key("definitions"), Kind::Schema);
    }
    let fields = if format.is_async() { &ASYNC_COMPONENTS[..] } else { &COMPONENTS[..] };
    for (field, kind) in fields {
        let container = root.get("components").and_then(|node| node.get(field));
        want_members(writer, container, &components.key(field), *kind);
    }
    for (pointer, kind) in referred_to {
        writer.wanted.entry(pointer).or_insert(kind);
    }
}

fn want_members(writer: &mut Writer<'_, '_>, container: Option<&Node>, place: &Place<'_>, kind: Kind) {
    let Some(members) = members_of(container, place, writer.messages) else { return };
    // One too many is enough to refuse the document.
    for name in members.keys().take(MAX_SHARED + 1) {
        writer.wanted.insert(place.key(name).to_string(), kind);
    }
}

fn members_of<'n>(
    container: Option<&'n Node>,
    place: &Place<'_>,
    messages: &mut Messages,
) -> Option<&'n Object> {
    let node = container.filter(|node| !node.is_null())?;
    if node.as_object().is_none() {
        messages.error(
            node.line,
            place,
            format!("This should be an object, but is {}; left out.", node.kind()),
        );
    }
    node.as_object()
}

impl Shared {
    fn row(&mut self, writer: &mut Writer<'_, '_>, pointer: String, kind: &Kind) -> Result<(), Refused> {
        let Target::Found { mut node, .. } = resolve(writer.root, &pointer) else { return Ok(()) };
        // AsyncAPI 3.0 ("Multi Format Schema Object"): in another language, it is shown with its messages only.
        if let (Kind::Schema, Some((format, schema))) = (kind, messages::multi_format(node)) {
            if !messages::is_json_schema(format) {
                return Ok(());
            }
            node = schema;
        }
        let written = writer.value(node, kind, &Place::At(&pointer));
        let (body, mentions) = writer.take()?;
        if !written {
            return Ok(());
        }
        let name = pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
        match kind {
            Kind::Object(Shape { name: kind, .. }) => {
                self.components.push(Component { pointer, kind: (*kind).to_owned(), name, body });
            }
            _ => self.schemas.push(Schema {
                pointer,
                name,
                fields: mentions.fields.into_iter().collect(),
                schemas: mentions.schemas.into_iter().collect(),
                body,
            }),
        }
        Ok(())
    }
}
