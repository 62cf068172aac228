//! How values are written in addresses and headers (OpenAPI 3.1 §4.8.12.2, RFC 6570).
use app::paths::segment;

/// What a parameter holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    One(String),
    Many(Vec<String>),
    Fields(Vec<(String, String)>),
}

#[derive(Debug, Clone, Copy)]
pub struct Style<'s> {
    /// `style`, or what is usual for the location.
    pub name: &'s str,
    pub explode: bool,
    /// Reserved characters stay as they are (`allowReserved`).
    pub reserved: bool,
}

impl Style<'_> {
    fn encoded(self, text: &str) -> String {
        if !self.reserved {
            return segment(text);
        }
        const RESERVED: &str = ":/?[]@!$'()*,;=";
        let mut out = String::with_capacity(text.len());
        for char in text.chars() {
            if RESERVED.contains(char) {
                out.push(char);
            } else {
                out.push_str(&segment(char.encode_utf8(&mut [0; 4])));
            }
        }
        out
    }
}

/// In the place of `{name}`.
pub fn in_path(name: &str, value: &Value, style: Style<'_>) -> String {
    let part = |text: &String| style.encoded(text);
    let (prefix, separator) = match style.name {
        "label" => (".", "."),
        "matrix" => (";", ";"),
        _ => ("", ","),
    };
    match (style.name, value) {
        ("matrix", Value::One(one)) => format!(";{name}={}", part(one)),
        ("matrix", Value::Many(many)) if style.explode => {
            many.iter().map(|one| format!(";{name}={}", part(one))).collect()
        }
        ("matrix", Value::Many(many)) => format!(";{name}={}", joined(many.iter().map(part), ",")),
        ("matrix", Value::Fields(fields)) if !style.explode => {
            format!(";{name}={}", joined(flat(fields, part), ","))
        }
        (_, Value::One(one)) => format!("{prefix}{}", part(one)),
        (_, Value::Many(many)) => {
            let separator = if style.explode { separator } else { "," };
            format!("{prefix}{}", joined(many.iter().map(part), separator))
        }
        (_, Value::Fields(fields)) if style.explode => {
            let pairs = fields.iter().map(|(key, value)| format!("{}={}", part(key), part(value)));
            format!("{prefix}{}", joined(pairs, separator))
        }
        (_, Value::Fields(fields)) => format!("{prefix}{}", joined(flat(fields, part), ",")),
    }
}

/// As `name=value` pairs of a query.
pub fn in_query(name: &str, value: &Value, style: Style<'_>) -> Vec<String> {
    let part = |text: &String| style.encoded(text);
    let pair = |name: &str, text: String| format!("{}={text}", segment(name));
    let separator = match style.name {
        "spaceDelimited" => "%20",
        "pipeDelimited" => "%7C",
        _ => ",",
    };
    match value {
        Value::One(one) => vec![pair(name, part(one))],
        Value::Many(many) if style.explode => many.iter().map(|one| pair(name, part(one))).collect(),
        Value::Many(many) => vec![pair(name, joined(many.iter().map(part), separator))],
        Value::Fields(fields) if style.name == "deepObject" => {
            fields.iter().map(|(key, value)| pair(&format!("{name}[{key}]"), part(value))).collect()
        }
        Value::Fields(fields) if style.explode => {
            fields.iter().map(|(key, value)| pair(key, part(value))).collect()
        }
        Value::Fields(fields) => vec![pair(name, joined(flat(fields, part), separator))],
    }
}

/// As the value of a header: never encoded, and always "simple".
pub fn in_header(value: &Value, explode: bool) -> String {
    match value {
        Value::One(one) => one.clone(),
        Value::Many(many) => many.join(","),
        Value::Fields(fields) if explode => {
            joined(fields.iter().map(|(key, value)| format!("{key}={value}")), ",")
        }
        Value::Fields(fields) => joined(flat(fields, String::clone), ","),
    }
}

fn flat<'f>(
    fields: &'f [(String, String)],
    part: impl Fn(&String) -> String + 'f,
) -> impl Iterator<Item = String> + 'f {
    fields.iter().flat_map(move |(key, value)| [part(key), part(value)])
}

fn joined(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}
