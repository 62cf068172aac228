//! `llms.txt` as <https://llmstxt.org> describes it: a title, a summary, and sections of links.
use crate::{
    catalog::markdown::{note, stage_text},
    http::Site,
    markdown::text::{link, plain},
};
use app::{
    catalog::{Directory, DirectoryProduct, Lifecycle, ProductVersion, strategy_label},
    paths,
    specifications::{SpecificationFamily, Syntax},
};

pub fn write(site: &Site<'_>, directory: &Directory) -> String {
    let name = plain(site.name);
    let mut text = format!(
        "# {name}\n\n> The APIs of {name}: what they do, how they are called, and how to get access.\n\n"
    );
    text.push_str(
        "Every page below is Markdown; add `.md` to the address of any other page, or ask for it with \
         `Accept: text/markdown`. Each version's OpenAPI or AsyncAPI document is at its address with `/openapi.json` or \
         `/asyncapi.json`, and with `.yaml` in place of `.json`. Listed is what everyone may read; a personal access token sent as \
         `Authorization: Bearer` shows what its owner may read.\n",
    );
    section(&mut text, "APIs", directory.products.iter().map(|product| product_line(site, product)));
    let versions = directory.products.iter().flat_map(|product| &product.versions);
    section(&mut text, "Reference", versions.clone().map(|version| version_line(site, version)));
    let documents = directory.products.iter().flat_map(|product| document_lines(site, product));
    section(&mut text, "Documents", documents);
    let described = versions.filter_map(|version| Some(file_line(site, version, version.specification?)));
    section(&mut text, "OpenAPI and AsyncAPI documents", described);
    let more = [
        ("Search", format!("{}?q=words", site.markdown(&paths::search())), "replace `words`"),
        ("API catalog", site.url(&paths::api_catalog()), "RFC 9727, as a link set"),
        ("This portal’s own REST API", site.url(&paths::openapi()), "OpenAPI 3.1"),
    ];
    section(&mut text, "Optional", more.map(|(name, url, what)| format!("- {}: {what}\n", link(name, &url))));
    text
}

fn section(text: &mut String, title: &str, lines: impl IntoIterator<Item = String>) {
    let lines: String = lines.into_iter().collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n## {title}\n\n{lines}"));
    }
}

fn product_line(site: &Site<'_>, product: &DirectoryProduct) -> String {
    let url = site.markdown(&paths::product(&product.slug));
    format!("- {}{}\n", link(&plain(&product.title), &url), note(&product.summary))
}

fn version_line(site: &Site<'_>, version: &ProductVersion) -> String {
    let url = site.markdown(&paths::version(&version.product_slug, &version.slug));
    let stage = match &version.lifecycle {
        Lifecycle::Published { .. } => String::new(),
        other => format!(". {}", stage_text(other)),
    };
    let strategy = strategy_label(version);
    format!(
        "- {}: {} operations, authentication: {strategy}{stage}\n",
        link(&plain(&version.title()), &url),
        version.operations
    )
}

fn document_lines<'p>(
    site: &'p Site<'p>,
    product: &'p DirectoryProduct,
) -> impl Iterator<Item = String> + 'p {
    product.documents.iter().map(|document| {
        let url = site.markdown(&paths::document(&product.slug, &document.path));
        format!("- {}\n", link(&plain(&format!("{}: {}", product.title, document.title)), &url))
    })
}

fn file_line(site: &Site<'_>, version: &ProductVersion, family: SpecificationFamily) -> String {
    let (product, slug) = (&version.product_slug, &version.slug);
    let file = |syntax| site.url(&paths::specification_file(product, slug, family, syntax));
    let (json, yaml) = (file(Syntax::Json), file(Syntax::Yaml));
    format!("- {}: also as {}\n", link(&plain(&version.title()), &json), link("YAML", &yaml))
}
