use super::{HEADING, Place, channel::bindings, external, prose};
use crate::{
    catalog::markdown::{note, stage_text},
    http::Site,
    markdown::{
        from_html,
        text::{code, link, plain},
    },
};
use app::{
    catalog::{Lifecycle, strategy_label, strategy_sentence},
    paths,
    specifications::{
        ExternalLink, OperationGroup, ReferenceOverview, SchemeView, ServerView, Syntax, VersionView,
    },
};

pub fn version(site: &Site<'_>, view: &VersionView) -> String {
    let place = Place { site, version: &view.version };
    let version = &view.version;
    let (product, slug) = (&version.product_slug, &version.slug);
    let mut text = format!("# {}\n\n", plain(&version.title()));
    if !matches!(version.lifecycle, Lifecycle::Published { .. }) {
        text.push_str(&format!("> {}.\n\n", stage_text(&version.lifecycle)));
    }
    let back = site.markdown(&paths::product(product));
    text.push_str(&format!("- A version of {}\n", link(&plain(&version.product_title), &back)));
    if let Some(url) = &view.overview.base_url {
        text.push_str(&format!("- Base URL: {}\n", code(url)));
    }
    let (label, sentence) = (strategy_label(version), strategy_sentence(version));
    text.push_str(&format!("- Authentication: {}. {}\n", plain(label), plain(&sentence)));
    if version.can_be_registered_for().is_ok() {
        let register = site.url(&paths::request_access(product, slug));
        text.push_str(&format!("- {} (in a browser)\n", link("Request access", &register)));
    }
    if let Some(family) = version.specification {
        let file = |syntax| site.url(&paths::specification_file(product, slug, family, syntax));
        let (json, yaml) = (link("JSON", &file(Syntax::Json)), link("YAML", &file(Syntax::Yaml)));
        text.push_str(&format!("- {} document: {json}, {yaml}\n", family.label()));
    }
    text.push('\n');
    text.push_str(&prose(&view.overview.description_html));
    text.push_str(&operations(&place, view));
    text.push_str(&about(&place, &view.overview));
    text
}

fn operations(place: &Place<'_>, view: &VersionView) -> String {
    if view.groups.is_empty() {
        return String::new();
    }
    let mut text = "## Operations\n\n".to_owned();
    for group in &view.groups {
        text.push_str(&format!("### {}\n\n", plain(&group.title)));
        let description = from_html::line(&group.description_html);
        if !description.is_empty() {
            text.push_str(&format!("{description}\n\n"));
        }
        text.push_str(&rows(place, group));
        text.push('\n');
    }
    text
}

/// Large documents list one tag at a time.
fn rows(place: &Place<'_>, group: &OperationGroup) -> String {
    let (product, version) = (&place.version.product_slug, &place.version.slug);
    if group.operations.is_empty() {
        let url = place.site.markdown(&paths::version_tag(product, version, &group.tag));
        return format!("- {}\n", link(&format!("{} operations", group.count), &url));
    }
    let row = |operation: &app::specifications::OperationLink| {
        let title = code(&format!("{} {}", operation.method.to_uppercase(), operation.path));
        let deprecated = if operation.deprecated { " (deprecated)" } else { "" };
        format!(
            "- {}{deprecated}{}\n",
            link(&title, &place.operation(&operation.slug)),
            note(&operation.summary)
        )
    };
    group.operations.iter().map(row).collect()
}

fn about(place: &Place<'_>, overview: &ReferenceOverview) -> String {
    let mut text = String::new();
    if !overview.servers.is_empty() {
        let servers: String = overview.servers.iter().map(server).collect();
        text.push_str(&format!("## Servers\n\n{servers}\n"));
    }
    if !overview.schemes.is_empty() {
        let schemes: String = overview.schemes.iter().map(scheme).collect();
        text.push_str(&format!("## Authentication, in the document’s words\n\n{schemes}\n"));
    }
    if !overview.schemas.is_empty() {
        let named = overview.schemas.iter();
        let schemas: String = named
            .map(|schema| format!("- {}\n", link(&code(&schema.title), &place.schema(&schema.address))))
            .collect();
        text.push_str(&format!("## Schemas\n\n{schemas}\n"));
    }
    let terms = overview
        .terms_url
        .as_ref()
        .map(|url| ExternalLink { text: "Terms of service".to_owned(), url: url.clone() });
    let named = [
        ("Documentation", &overview.external_docs),
        ("Contact", &overview.contact),
        ("License", &overview.license),
        ("Terms", &terms),
    ];
    let links: String = named
        .into_iter()
        .filter_map(|(name, found)| Some(format!("- {name}: {}\n", external(found.as_ref()?))))
        .collect();
    if !links.is_empty() {
        text.push_str(&format!("## More\n\n{links}"));
    }
    text
}

pub fn server(server: &ServerView) -> String {
    let protocol =
        if server.protocol.is_empty() { String::new() } else { format!(" ({})", plain(&server.protocol)) };
    let mut text = format!("- {}{protocol}{}\n", code(&server.url), note(&server.description));
    for variable in &server.variables {
        let values = match variable.values.is_empty() {
            true => String::new(),
            false => format!(", one of {}", code(&variable.values.join(", "))),
        };
        let default = code(&variable.default);
        text.push_str(&format!(
            "  - {}: {default}{values}{}\n",
            code(&variable.name),
            note(&variable.description)
        ));
    }
    bindings(&server.bindings).lines().for_each(|line| text.push_str(&format!("  {line}\n")));
    text
}

fn scheme(scheme: &SchemeView) -> String {
    let scopes = match scheme.scopes.is_empty() {
        true => String::new(),
        false => format!(" Scopes: {}.", plain(&scheme.scopes.join(", "))),
    };
    let description = from_html::blocks(&scheme.description_html, HEADING);
    let description = description.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n");
    let description: String = description.collect();
    let gap = if description.is_empty() { "" } else { "\n" };
    format!("- {}: {}.{scopes}\n{gap}{description}", code(&scheme.name), plain(&scheme.text))
}
