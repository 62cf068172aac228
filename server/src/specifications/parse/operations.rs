//! The operations of a document: everything under `paths` and, since 3.1, `webhooks`.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::format::Format;
use super::limits::MAX_OPERATIONS;
use super::message::quoted;
use super::node::{Node, Object};
use super::objects::{OPERATION, PATH_ITEM, SECURITY, SERVERS};
use super::parameters::Parameters;
use super::pointer::{Place, Target, resolve};
use super::refused::Refused;
use super::slug::Slugs;
use super::swagger2;
use super::writer::Writer;
use super::{Progress, Step};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Names the operation in URLs: `^[\w-]+$`, each once.
    pub slug: String,
    /// Counts from 0 in the order of the document.
    pub position: u32,
    /// The provider calls the application (OpenAPI 3.1); `path` is then the name of the webhook.
    pub webhook: bool,
    /// In capitals: `GET`; of AsyncAPI what the reader does: `SEND`, `RECEIVE`, or `CHANNEL` where that is not said.
    pub method: String,
    /// With a leading slash, unless it is a webhook, or the address of a channel.
    pub path: String,
    pub operation_id: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub deprecated: bool,
    /// `x-internal`: not for readers outside.
    pub internal: bool,
    /// Names of its parameters and of the properties written out in it, for search.
    pub fields: Vec<String>,
    /// Pointers of the schemas it refers to itself.
    pub schemas: Vec<String>,
    /// All of it as JSON text: an Operation Object of OpenAPI 3.x with the parameters of its path included, shared
    /// parts filled in, and `security` and `servers` as they apply (no `servers`: those of the document).
    /// Every field has the type of the specification, `x-` fields excepted. Of AsyncAPI: an Operation Object of 3.0
    /// with its channel, parameters, messages by name and reply.
    pub detail: String,
}

/// Fixed fields of a Path Item Object that are methods (3.2 adds `query`).
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
/// Members that `write_detail` handles itself.
const OWN_HANDLING: [&str; 3] = ["parameters", "servers", "security"];
/// Operations between two reports of progress.
const REPORT_EVERY: usize = 200;
const MAX_REFERENCES_TO_PATH: usize = 8;

pub struct Operations<'w, 'd, 'm> {
    writer: &'w mut Writer<'d, 'm>,
    format: Format,
    slugs: Slugs,
    operation_ids: HashSet<String>,
    list: Vec<Operation>,
}

/// Where an operation was found.
struct Found<'f> {
    webhook: bool,
    method: &'f str,
    path: &'f str,
    item: &'f Object,
    place: &'f Place<'f>,
}

/// Reads all operations.
pub fn read(
    writer: &mut Writer<'_, '_>,
    format: Format,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Operation>, Refused> {
    let root = writer.root;
    let mut operations = Operations {
        writer,
        format,
        slugs: Slugs::default(),
        operation_ids: HashSet::new(),
        list: Vec::new(),
    };
    let paths = operations.container(root, "paths");
    let webhooks = operations.container(root, "webhooks");
    let total = paths.map_or(0, Object::len) + webhooks.map_or(0, Object::len);
    let all = paths.into_iter().flatten().map(|entry| (entry, false));
    let all = all.chain(webhooks.into_iter().flatten().map(|entry| (entry, true)));
    for (done, ((path, item), webhook)) in all.enumerate() {
        if done % REPORT_EVERY == 0 {
            progress(Progress { step: Step::Operations, done, total });
        }
        if !path.starts_with("x-") {
            operations.path_item(path, item, webhook)?;
        }
    }
    if operations.list.is_empty() {
        operations.writer.messages.warning(root.line, &Place::Root, "The document describes no operations.");
    }
    Ok(operations.list)
}

impl<'d> Operations<'_, 'd, '_> {
    fn container(&mut self, root: &'d Node, key: &str) -> Option<&'d Object> {
        let node = root.get(key).filter(|node| !node.is_null())?;
        if node.as_object().is_none() {
            let text = format!("`{key}` should be an object, but is {}.", node.kind());
            self.writer.messages.error(node.line, &Place::Root.key(key), text);
        }
        node.as_object()
    }

    fn path_item(&mut self, path: &str, item: &Node, webhook: bool) -> Result<(), Refused> {
        let container = Place::Root.key(if webhook { "webhooks" } else { "paths" });
        let written_at = container.key(path);
        let mut path = Cow::Borrowed(path);
        if !webhook && !path.starts_with('/') {
            self.writer.messages.warning(item.line, &written_at, "A path should begin with a slash.");
            path = format!("/{path}").into();
        }
        let Some((item, pointer)) = self.referenced(item, &written_at) else { return Ok(()) };
        let place = pointer.as_deref().map_or(written_at, Place::At);
        let item = match self.format {
            Format::OpenApi20 => Cow::Owned(swagger2::path_item(self.writer.root, &item)),
            _ => item,
        };
        for (key, node) in item.iter() {
            self.member_of_path(&path, key, node, &item, webhook, &place)?;
        }
        Ok(())
    }

    /// A path item may be a reference (3.1 §4.8.9); what stands beside it is added.
    fn referenced<'n>(
        &mut self,
        item: &'n Node,
        place: &Place<'_>,
    ) -> Option<(Cow<'n, Object>, Option<String>)> {
        let Some(own) = item.as_object() else {
            let text = format!("A path should be an object, but is {}.", item.kind());
            self.writer.messages.error(item.line, place, text);
            return None;
        };
        let (mut merged, mut last) = (Cow::Borrowed(own), None);
        for _ in 0..MAX_REFERENCES_TO_PATH {
            let Some(reference) = merged.get("$ref").and_then(Node::as_text).map(str::to_owned) else {
                break;
            };
            merged.to_mut().shift_remove("$ref");
            match resolve(self.writer.root, &reference) {
                Target::Found { node, pointer } => {
                    for (key, value) in node.as_object().into_iter().flatten() {
                        merged.to_mut().entry(key.clone()).or_insert_with(|| value.clone());
                    }
                    last = Some(pointer);
                }
                Target::Missing | Target::Elsewhere => {
                    let text = format!(
                        "`{}` is not in this document; its operations are missing.",
                        quoted(&reference)
                    );
                    self.writer.messages.error(item.line, place, text);
                }
            }
        }
        Some((merged, last))
    }

    fn member_of_path(
        &mut self,
        path: &str,
        key: &str,
        node: &Node,
        item: &Object,
        webhook: bool,
        place: &Place<'_>,
    ) -> Result<(), Refused> {
        if is_method(key) {
            let found = Found { webhook, method: key, path, item, place: &place.key(key) };
            return self.operation(node, &found);
        }
        if key == "additionalOperations" {
            let place = place.key(key);
            for (method, node) in node.as_object().into_iter().flatten() {
                self.operation(node, &Found { webhook, method, path, item, place: &place.key(method) })?;
            }
        } else if PATH_ITEM.kind_of(key).is_none() {
            let text = format!("`{}` is neither a method nor another field of a path.", quoted(key));
            self.writer.messages.warning(node.line, &place.key(key), text);
        }
        Ok(())
    }

    fn operation(&mut self, node: &Node, found: &Found<'_>) -> Result<(), Refused> {
        let Some(object) = node.as_object() else {
            let text = format!("An operation should be an object, but is {}.", node.kind());
            self.writer.messages.error(node.line, found.place, text);
            return Ok(());
        };
        if self.list.len() >= MAX_OPERATIONS {
            return Err(Refused::TooManyOperations);
        }
        self.check(object, node.line, found);
        let method = found.method.to_ascii_uppercase();
        let inherited = |key: &str| text(object, key).or_else(|| text(found.item, key));
        let flag = |key: &str| object.get(key).and_then(Node::as_bool).unwrap_or(false);
        let operation_id = text(object, "operationId");
        let mut parameters = Parameters::merged(self.writer, found.item, object, found.place);
        parameters.check_path(self.writer, found.path, node.line, found.place);
        self.write_detail(object, found, &parameters);
        let (detail, mentions) = self.writer.take()?;
        parameters.names.extend(mentions.fields);
        self.list.push(Operation {
            slug: self.slugs.assign(operation_id.as_deref(), &method, found.path),
            position: u32::try_from(self.list.len()).unwrap_or(u32::MAX),
            webhook: found.webhook,
            method,
            path: found.path.to_owned(),
            operation_id,
            summary: inherited("summary"),
            description: inherited("description"),
            tags: tags(object),
            deprecated: flag("deprecated"),
            internal: flag("x-internal")
                || found.item.get("x-internal").and_then(Node::as_bool).unwrap_or(false),
            fields: parameters.names.into_iter().collect(),
            schemas: mentions.schemas.into_iter().collect(),
            detail,
        });
        Ok(())
    }

    fn check(&mut self, object: &Object, line: u32, found: &Found<'_>) {
        if let Some(id) = text(object, "operationId")
            && !self.operation_ids.insert(id.clone())
        {
            let text = format!("The operationId `{}` is used more than once.", quoted(&id));
            self.writer.messages.warning(line, &found.place.key("operationId"), text);
        }
        if object.get("responses").and_then(Node::as_object).is_none_or(Object::is_empty) && !found.webhook {
            self.writer.messages.warning(line, found.place, "The operation describes no responses.");
        }
    }

    fn write_detail(&mut self, object: &Object, found: &Found<'_>, parameters: &Parameters<'_>) {
        let writer = &mut *self.writer;
        let root = writer.root;
        let path_place = found.place.parent();
        writer.out.open('{');
        writer.members(object, &OPERATION, found.place, |key| !OWN_HANDLING.contains(&key));
        writer.members(found.item, &PATH_ITEM, &path_place, |key| {
            matches!(key, "summary" | "description") && !object.contains_key(key)
        });
        parameters.write(writer);
        let servers = [(object, *found.place), (found.item, path_place)];
        let servers = servers.into_iter().find_map(|(from, place)| Some((from.get("servers")?, place)));
        if let Some((servers, place)) = servers {
            writer.member("servers", servers, &SERVERS, &place.key("servers"));
        }
        match (object.get("security"), root.get("security")) {
            (Some(own), _) => writer.member("security", own, &SECURITY, &found.place.key("security")),
            (None, Some(general)) => {
                writer.member("security", general, &SECURITY, &Place::Root.key("security"))
            }
            (None, None) => false,
        };
        writer.out.close('}');
    }
}

/// In small letters, or in capitals by mistake.
pub fn is_method(key: &str) -> bool {
    METHODS.iter().any(|method| *method == key || method.to_ascii_uppercase() == key)
}

pub fn text(object: &Object, key: &str) -> Option<String> {
    object.get(key)?.as_unquoted().map(str::to_owned)
}

fn tags(object: &Object) -> Vec<String> {
    let node = object.get("tags");
    let one = node.and_then(Node::as_text);
    let many = node.and_then(Node::as_array).unwrap_or_default().iter().filter_map(Node::as_unquoted);
    one.into_iter().chain(many).map(str::to_owned).collect()
}
