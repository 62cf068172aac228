//! Schema Objects (OpenAPI 3.1 §4.8.24) level by level.
use super::{Json, Parts, facts, json::escape, kind, layers::Layers};
use crate::markdown;
use app::specifications::{EnumValue, FieldView, SchemaLink, SchemaView, Variant, Variants};

/// Levels that are shown at once where there is room.
const LEVELS: u32 = 4;
/// Fields of a schema that is shown alone.
const FIELDS: usize = 1500;
/// Values of an enumeration that are shown within a page.
const VALUES: usize = 40;
const MOST_VALUES: usize = 2000;

/// A schema and where it stands.
#[derive(Debug, Clone)]
pub struct Place<'p> {
    pub node: &'p Json,
    pub address: String,
}

impl<'p> Place<'p> {
    pub fn new(node: &'p Json, address: impl Into<String>) -> Self {
        Self { node, address: address.into() }
    }

    pub fn at(&self, key: &str) -> Self {
        Self { node: self.node.get(key), address: format!("{}/{}", self.address, escape(key)) }
    }

    /// The members of an object or list below it, each with its place.
    pub fn each(&self, key: &str) -> Vec<(String, Self)> {
        let below = self.at(key);
        let place = |name: &str, node| Self::new(node, format!("{}/{}", below.address, escape(name)));
        let members = below.node.members().map(|(name, node)| (name.clone(), place(name, node)));
        let items = below.node.items().iter().enumerate();
        members.chain(items.map(|(n, node)| (n.to_string(), place(&n.to_string(), node)))).collect()
    }
}

/// As many levels as fit into so many rows; where not even one does, its first rows.
pub fn fitted(place: &Place<'_>, parts: &Parts, rows: usize) -> SchemaView {
    for levels in (2..=LEVELS).rev() {
        let mut view = Writer { parts, left: rows, most: rows, open: Vec::new() };
        if let Some(shown) = view.schema(place, levels, false) {
            return shown;
        }
    }
    first_level(place, parts, rows)
}

fn first_level(place: &Place<'_>, parts: &Parts, most: usize) -> SchemaView {
    let mut view = Writer { parts, left: usize::MAX, most, open: Vec::new() };
    view.schema(place, 1, false).unwrap_or_default()
}

/// The schema and its own fields.
pub fn one_level(place: &Place<'_>, parts: &Parts) -> SchemaView {
    first_level(place, parts, FIELDS)
}

/// The schema without its fields, which are one address away.
pub fn closed(place: &Place<'_>, parts: &Parts) -> SchemaView {
    let mut view = Writer { parts, left: usize::MAX, most: 0, open: Vec::new() };
    view.schema(place, 0, false).unwrap_or_default()
}

struct Writer<'p> {
    parts: &'p Parts,
    /// Rows that may still be written; where they do not suffice, the answer is nothing.
    left: usize,
    /// Fields of one object that are written at all.
    most: usize,
    /// Addresses that are being shown, so that a schema that contains itself ends.
    open: Vec<String>,
}

impl Writer<'_> {
    fn schema(&mut self, place: &Place<'_>, levels: u32, within: bool) -> Option<SchemaView> {
        let layers = Layers::of(place, self.parts);
        let values = layers.list("enum");
        let mut view = SchemaView {
            type_text: kind::text(place, self.parts),
            facts: facts::of(&layers),
            description_html: layers
                .text("description")
                .map(markdown::specification_to_html)
                .unwrap_or_default(),
            deprecated: within && layers.flag("deprecated"),
            values: enum_values(&layers, values),
            ..SchemaView::default()
        };
        // What is below an array is that of its items.
        let matter = innermost(place, &layers, self.parts);
        let inner = Layers::of(&matter, self.parts);
        if view.values.is_empty() {
            view.values = enum_values(&inner, inner.list("enum"));
        }
        let address = inner.address().to_owned();
        let link = || SchemaLink { title: kind::name_of(&matter, self.parts), address: address.clone() };
        if self.most < FIELDS && view.values.len() > VALUES {
            view.values.truncate(VALUES);
            view.more = Some(link());
        }
        if !inner.has_matter() {
            return Some(view);
        }
        if levels == 0 || self.open.contains(&address) {
            view.more = Some(link());
            return Some(view);
        }
        let link = link();
        self.open.push(address);
        let fields = self.fields(&inner, levels);
        let variants = self.variants(&inner, levels);
        self.open.pop();
        let (fields, complete) = fields?;
        view.fields = fields;
        view.variants = variants?;
        let shown = view.variants.as_ref().map_or(0, |variants| variants.list.len());
        let all = inner.variants().map_or(0, |(_, places)| places.len());
        if !complete || shown < all {
            view.more = Some(link);
        }
        Some(view)
    }

    /// The fields, and whether these are all.
    fn fields(&mut self, layers: &Layers<'_>, levels: u32) -> Option<(Vec<FieldView>, bool)> {
        let mut found = layers.fields();
        let complete = found.len() <= self.most;
        found.truncate(self.most);
        let mut fields = Vec::with_capacity(found.len());
        for field in found {
            self.left = self.left.checked_sub(1)?;
            let schema = self.schema(&field.place, levels - 1, true)?;
            fields.push(FieldView { name: field.name, required: field.required, schema });
        }
        Some((fields, complete))
    }

    fn variants(&mut self, layers: &Layers<'_>, levels: u32) -> Option<Option<Variants>> {
        let Some((title, places)) = layers.variants() else { return Some(None) };
        let discriminator = layers.first("discriminator");
        let mut list = Vec::new();
        for place in places.into_iter().take(self.most) {
            self.left = self.left.checked_sub(1)?;
            list.push(Variant {
                title: kind::text(&place, self.parts),
                when: when(discriminator, &place),
                schema: self.schema(&place, levels - 1, true)?,
            });
        }
        let discriminator = discriminator.text("propertyName").map(str::to_owned);
        Some(Some(Variants { title: title.to_owned(), discriminator, list }))
    }
}

/// The items of an array, of an array of arrays and so on; else the place itself.
fn innermost<'p>(place: &Place<'p>, layers: &Layers<'p>, parts: &'p Parts) -> Place<'p> {
    let mut found = place.clone();
    let mut items = layers.place("items");
    for _ in 0..4 {
        let Some(inner) = items.filter(|items| items.node.is_object()) else { break };
        items = Layers::of(&inner, parts).place("items");
        found = inner;
    }
    found
}

fn enum_values(layers: &Layers<'_>, values: &[Json]) -> Vec<EnumValue> {
    let told = ["x-enumDescriptions", "x-enum-descriptions", "x-enumNames"].map(|key| layers.first(key));
    let value = |(position, value): (usize, &Json)| {
        let plain = value.plain();
        let text = told.iter().find_map(|told| {
            told.text(&plain).or_else(|| told.items().get(position).and_then(Json::as_text))
        });
        EnumValue {
            description_html: text.map(markdown::specification_to_html).unwrap_or_default(),
            value: plain,
        }
    };
    values.iter().enumerate().take(MOST_VALUES).map(value).collect()
}

/// The discriminator's value for a variant: as mapped, or the name of the schema.
fn when(discriminator: &Json, place: &Place<'_>) -> Option<String> {
    discriminator.text("propertyName")?;
    let pointer = place.node.text("$ref")?;
    let name = kind::named(pointer);
    let mapped = discriminator
        .get("mapping")
        .members()
        .find(|(_, target)| target.as_text().is_some_and(|target| target == pointer || target == name));
    Some(mapped.map_or(name, |(value, _)| value.clone()))
}
