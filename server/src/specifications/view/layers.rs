//! A schema with everything that `$ref` and `allOf` add to it, without copying.
use super::{Json, Parts, schema::Place};

/// References followed in a row, and parts of one `allOf`.
const HOPS: usize = 8;
const LAYERS: usize = 60;

static NOTHING: Json = Json::Null;

/// Outermost first: what stands nearer to the reader's place wins.
#[derive(Debug)]
pub struct Layers<'p>(Vec<Place<'p>>);

pub struct Field<'p> {
    pub name: String,
    pub required: bool,
    pub place: Place<'p>,
}

impl<'p> Layers<'p> {
    pub fn of(place: &Place<'p>, parts: &'p Parts) -> Self {
        let mut layers = Self(Vec::new());
        layers.add(place.clone(), parts, 0);
        layers
    }

    fn add(&mut self, place: Place<'p>, parts: &'p Parts, hops: usize) {
        let known = self.0.iter().any(|layer| layer.address == place.address);
        if known || hops > HOPS || self.0.len() >= LAYERS {
            return;
        }
        let target = place.node.text("$ref").and_then(|pointer| Some((pointer, parts.get(pointer)?)));
        let below = place.each("allOf");
        self.0.push(place);
        if let Some((pointer, node)) = target {
            self.add(Place::new(node, pointer), parts, hops + 1);
        }
        for (_, part) in below {
            self.add(part, parts, hops + 1);
        }
    }

    /// Where the matter stands: behind the references, where that is all there is.
    pub fn address(&self) -> &str {
        let own = self.0.iter().find(|layer| {
            layer.node.members().any(|(key, _)| !matches!(key.as_str(), "$ref" | "description" | "summary"))
        });
        own.or(self.0.first()).map(|layer| layer.address.as_str()).unwrap_or_default()
    }

    pub fn first(&self, key: &str) -> &'p Json {
        self.0.iter().map(|layer| layer.node.get(key)).find(|value| !value.is_null()).unwrap_or(&NOTHING)
    }

    pub fn text(&self, key: &str) -> Option<&'p str> {
        self.first(key).as_text()
    }

    /// The type, where there is one besides `null`.
    pub fn kind(&self) -> Option<&'p str> {
        match self.first("type") {
            Json::Text(kind) => Some(kind),
            several => several.items().iter().filter_map(Json::as_text).find(|kind| *kind != "null"),
        }
    }

    pub fn flag(&self, key: &str) -> bool {
        self.0.iter().any(|layer| layer.node.flag(key))
    }

    pub fn list(&self, key: &str) -> &'p [Json] {
        self.first(key).items()
    }

    /// The first that has such a member, with the member's place.
    pub fn place(&self, key: &str) -> Option<Place<'p>> {
        self.0.iter().map(|layer| layer.at(key)).find(|place| !place.node.is_null())
    }

    /// Whether there is something to open.
    pub fn has_matter(&self) -> bool {
        let filled = |key: &str| self.0.iter().any(|layer| layer.node.get(key).members().next().is_some());
        filled("properties")
            || filled("patternProperties")
            || filled("additionalProperties")
            || !self.list("prefixItems").is_empty()
            || self.variants().is_some()
    }

    /// Every field of every part; `x-internal` ones are not for readers.
    pub fn fields(&self) -> Vec<Field<'p>> {
        let required = |name: &str| {
            let lists = self.0.iter().flat_map(|layer| layer.node.get("required").items());
            lists.filter_map(Json::as_text).any(|required| required == name)
        };
        let mut fields: indexmap::IndexMap<String, Field<'p>> = indexmap::IndexMap::new();
        for layer in &self.0 {
            for (name, place) in layer.each("properties") {
                if !place.node.flag("x-internal") {
                    let field = Field { required: required(&name), name: name.clone(), place };
                    fields.entry(name).or_insert(field);
                }
            }
        }
        let mut fields: Vec<Field<'p>> = fields.into_values().collect();
        for layer in &self.0 {
            let more =
                layer.each("patternProperties").into_iter().map(|(p, place)| (format!("/{p}/"), place));
            let items = layer.each("prefixItems").into_iter().map(|(n, place)| (format!("[{n}]"), place));
            let rest = layer.at("additionalProperties");
            let rest = rest.node.members().next().is_some().then(|| ("(any other name)".to_owned(), rest));
            let more = more.chain(items).chain(rest);
            fields.extend(more.map(|(name, place)| Field { name, required: false, place }));
        }
        fields
    }

    /// `oneOf` or `anyOf`, unless it only says that null is allowed too or that fields go together.
    pub fn variants(&self) -> Option<(&'static str, Vec<Place<'p>>)> {
        self.0.iter().find_map(|layer| {
            [("One of", "oneOf"), ("Any of", "anyOf")].into_iter().find_map(|(title, key)| {
                let mut places: Vec<Place<'p>> =
                    layer.each(key).into_iter().map(|(_, place)| place).collect();
                places.retain(|place| place.node.text("type") != Some("null"));
                let says_something =
                    |place: &Place<'_>| place.node.members().any(|(key, _)| key != "required");
                places.iter().any(says_something).then_some((title, places))
            })
        })
    }
}
