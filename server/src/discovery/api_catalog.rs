//! The API catalog (RFC 9727) as a link set (RFC 9264): every API that the caller may read, where it
//! answers, and what describes it (RFC 8631).
use crate::{config::Config, http::Site};
use app::{
    catalog::{Directory, Lifecycle, ProductVersion},
    paths,
    specifications::Syntax,
};
use serde_json::{Value, json};

pub const MEDIA_TYPE: &str = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";

/// The catalog's own full address.
pub fn address(config: &Config) -> String {
    Site::of(config).url(&paths::api_catalog())
}

pub fn write(config: &Config, directory: &Directory) -> Value {
    let versions = || directory.products.iter().flat_map(|product| &product.versions);
    let items: Vec<Value> = versions().map(|version| json!({ "href": anchor(config, version) })).collect();
    let mut linkset = vec![json!({ "anchor": address(config), "item": items })];
    linkset.extend(versions().map(|version| described(config, version)));
    json!({ "linkset": linkset })
}

/// Where calls go; without the embedded gateway, the version's page says.
fn anchor(config: &Config, version: &ProductVersion) -> String {
    let (product, slug) = (&version.product_slug, &version.slug);
    match config.gateway.enabled {
        true => config.gateway.public_url.join(&format!("/{product}/{slug}")),
        false => Site::of(config).url(&paths::version(product, slug)),
    }
}

fn described(config: &Config, version: &ProductVersion) -> Value {
    let site = Site::of(config);
    let (product, slug) = (&version.product_slug, &version.slug);
    let page = paths::version(product, slug);
    let title = version.title();
    let mut context = json!({
        "anchor": anchor(config, version),
        "service-doc": [
            { "href": site.url(&page), "type": "text/html", "title": title },
            { "href": site.markdown(&page), "type": "text/markdown", "title": title },
        ],
    });
    if let Some(family) = version.specification {
        let file = |syntax: Syntax| {
            let href = site.url(&paths::specification_file(product, slug, family, syntax));
            json!({ "href": href, "type": syntax.media_type(), "title": title })
        };
        context["service-desc"] = json!([file(Syntax::Json), file(Syntax::Yaml)]);
    }
    if matches!(version.lifecycle, Lifecycle::Deprecated { .. }) {
        context["deprecation"] = json!([{ "href": site.url(&page), "type": "text/html" }]);
    }
    context
}
