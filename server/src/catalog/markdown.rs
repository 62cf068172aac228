//! The catalog, products and documents as Markdown: what their pages say, for agents and scripts.
use crate::{
    http::Site,
    markdown::{
        text::{link, plain},
        with_full_addresses,
    },
};
use app::{catalog::*, page::Page, paths, ui::day_text};

pub fn catalog(site: &Site<'_>, query: &str, page: &Page<ProductCard>) -> String {
    let mut text = format!("# {}\n\n", plain(site.name));
    if !query.trim().is_empty() {
        text.push_str(&format!("APIs with “{}”.\n\n", plain(query)));
    }
    for card in &page.items {
        let url = site.markdown(&paths::product(&card.slug));
        text.push_str(&format!("- {}{}", link(&plain(&card.title), &url), note(&card.summary)));
        if let (Some(name), Some(slug)) = (&card.latest_version, &card.latest_version_slug) {
            let url = site.markdown(&paths::version(&card.slug, slug));
            let end = if card.summary.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
            text.push_str(&format!("{end} Newest version: {}.", link(&plain(name), &url)));
        }
        text.push('\n');
    }
    if page.total == 0 {
        text.push_str("No APIs are published here for you.\n");
    }
    if page.number < page.pages() {
        let next = format!("{}?q={}&page={}", paths::catalog(), paths::segment(query), page.number + 1);
        text.push_str(&format!("\n{}\n", link("More APIs", &site.markdown(&next))));
    }
    text
}

pub fn product(site: &Site<'_>, detail: &ProductDetail) -> String {
    let ProductDetail { product, versions, documents, .. } = detail;
    let mut text = format!("# {}\n\n", plain(&product.title));
    if !product.summary.is_empty() {
        text.push_str(&format!("> {}\n\n", plain(&product.summary)));
    }
    if !versions.is_empty() {
        text.push_str("## Versions\n\n");
        versions.iter().for_each(|version| text.push_str(&version_line(site, version)));
        text.push('\n');
    }
    if !documents.is_empty() {
        text.push_str("## Documents\n\n");
        documents.iter().for_each(|document| text.push_str(&document_line(site, &product.slug, document)));
        text.push('\n');
    }
    if !product.description.trim().is_empty() {
        text.push_str(&format!("## About\n\n{}\n", product.description.trim()));
    }
    text
}

/// Its text as its author wrote it.
pub fn document(site: &Site<'_>, page: &DocumentPage) -> String {
    let DocumentPage { product, document, .. } = page;
    let of = link(&plain(&product.title), &site.markdown(&paths::product(&product.slug)));
    let changed = day_text(document.updated_at);
    let image = |name: &str| site.url(&paths::document_image(&product.slug, name));
    let body = with_full_addresses(document.body.trim(), image);
    format!("# {}\n\n> Of {of}. Last changed {changed}.\n\n{body}\n", plain(&document.title))
}

fn version_line(site: &Site<'_>, version: &ProductVersion) -> String {
    let url = site.markdown(&paths::version(&version.product_slug, &version.slug));
    let operations = match (version.specification.is_some(), version.operations) {
        (false, _) => "no operations listed".to_owned(),
        (true, 1) => "1 operation".to_owned(),
        (true, count) => format!("{count} operations"),
    };
    let stage = match &version.lifecycle {
        Lifecycle::Published { .. } => String::new(),
        other => format!(" {}.", stage_text(other)),
    };
    let strategy = strategy_label(version).to_lowercase();
    format!("- {}: {operations}, authentication: {strategy}.{stage}\n", link(&plain(&version.name), &url))
}

/// "Deprecated, ends on 31 January 2027".
pub fn stage_text(lifecycle: &Lifecycle) -> String {
    match lifecycle {
        Lifecycle::Deprecated { sunset_at: Some(at), .. } => format!("Deprecated, ends on {}", day_text(*at)),
        other => other.stage().label().to_owned(),
    }
}

pub fn document_line(site: &Site<'_>, product: &str, document: &DocumentLink) -> String {
    let indent = "  ".repeat(document.depth as usize);
    let url = site.markdown(&paths::document(product, &document.path));
    let draft = if document.is_published { "" } else { " (not published)" };
    format!("{indent}- {}{draft}\n", link(&plain(&document.title), &url))
}

/// ": what it is", or nothing.
pub fn note(summary: &str) -> String {
    if summary.trim().is_empty() { String::new() } else { format!(": {}", plain(summary)) }
}
