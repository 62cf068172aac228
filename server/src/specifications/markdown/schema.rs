use super::{HEADING, Place};
use crate::{
    http::Site,
    markdown::{
        from_html,
        text::{code, fence, link, plain},
    },
};
use app::{
    catalog::ProductVersion,
    specifications::{EnumValue, SchemaDetail, SchemaView},
};

pub fn schema(site: &Site<'_>, version: &ProductVersion, detail: &SchemaDetail) -> String {
    let place = Place { site, version };
    let mut text = format!(
        "# {}\n\n- Of {}\n- Type: {}\n",
        plain(&detail.title),
        place.of(),
        code(&detail.schema.type_text)
    );
    facts(&detail.schema).iter().for_each(|fact| text.push_str(&format!("- {fact}\n")));
    text.push('\n');
    text.push_str(&super::prose(&detail.schema.description_html));
    let inner = inside(&place, &detail.schema, 0);
    if !inner.is_empty() {
        text.push_str(&format!("{inner}\n"));
    }
    if let Some(example) = &detail.example {
        text.push_str(&format!("## Example\n\n{}", fence("json", example)));
    }
    text
}

/// "- `name` (string, required): what it is. At most 40 characters." and what is inside.
pub fn property(
    place: &Place<'_>,
    name: &str,
    required: bool,
    schema: &SchemaView,
    more: &[String],
    depth: usize,
) -> String {
    let mut about = vec![plain(&schema.type_text)];
    about.extend(required.then(|| "required".to_owned()));
    about.extend(schema.deprecated.then(|| "deprecated".to_owned()));
    about.retain(|word| !word.is_empty());
    let mut said = vec![from_html::line(&schema.description_html)];
    said.extend(facts(schema));
    said.extend(more.iter().map(|fact| plain(fact)));
    said.retain(|sentence| !sentence.is_empty());
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let said = if said.is_empty() { String::new() } else { format!(": {}", sentences(&said)) };
    format!("{}- {}{about}{said}\n{}", indent(depth), code(name), inside(place, schema, depth + 1))
}

/// Values, fields, variants, and where the rest is.
pub fn inside(place: &Place<'_>, schema: &SchemaView, depth: usize) -> String {
    let mut text = values(&schema.values, depth);
    for field in &schema.fields {
        text.push_str(&property(place, &field.name, field.required, &field.schema, &[], depth));
    }
    if let Some(variants) = &schema.variants {
        text.push_str(&format!("{}- {}\n", indent(depth), plain(&variants.title)));
        for variant in &variants.list {
            let when = variants.discriminator.as_ref().zip(variant.when.as_ref());
            let when = when.map(|(field, value)| format!(" when {} is {}", code(field), code(value)));
            let said = from_html::line(&variant.schema.description_html);
            let said = if said.is_empty() { said } else { format!(": {said}") };
            let title = plain(&variant.title);
            text.push_str(&format!("{}- {title}{}{said}\n", indent(depth + 1), when.unwrap_or_default()));
            text.push_str(&inside(place, &variant.schema, depth + 2));
        }
    }
    if let Some(more) = &schema.more {
        let url = place.schema(&more.address);
        text.push_str(&format!(
            "{}- {}\n",
            indent(depth),
            link(&format!("All of {}", plain(&more.title)), &url)
        ));
    }
    text
}

fn values(values: &[EnumValue], depth: usize) -> String {
    if values.is_empty() {
        return String::new();
    }
    if values.iter().all(|value| value.description_html.is_empty()) {
        let named: Vec<String> = values.iter().map(|value| code(&value.value)).collect();
        return format!("{}- One of {}\n", indent(depth), named.join(", "));
    }
    let line = |value: &EnumValue| {
        let said = from_html::line(&value.description_html);
        let said = if said.is_empty() { said } else { format!(": {said}") };
        format!("{}- {}{said}\n", indent(depth), code(&value.value))
    };
    values.iter().map(line).collect()
}

/// Limits and defaults as sentences.
pub fn facts(schema: &SchemaView) -> Vec<String> {
    schema.facts.iter().map(|fact| plain(fact)).collect()
}

fn sentences(parts: &[String]) -> String {
    let ended = |part: &String| match part.ends_with(['.', '!', '?', ':']) {
        true => part.clone(),
        false => format!("{part}."),
    };
    parts.iter().map(ended).collect::<Vec<_>>().join(" ")
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

/// What a schema says before its fields, for a body or response.
pub fn opening(schema: &SchemaView) -> String {
    let said = from_html::blocks(&schema.description_html, HEADING + 1);
    let facts = facts(schema);
    let facts = if facts.is_empty() { String::new() } else { format!("{}\n\n", sentences(&facts)) };
    if said.is_empty() { facts } else { format!("{said}\n{facts}") }
}
