//! A document before its operations.
use super::{security, servers};
use crate::{
    markdown,
    specifications::parse::{ExternalDocs, Overview},
};
use app::specifications::{ExternalLink, OperationGroup, ReferenceOverview, SchemeView};

pub fn describe_overview(overview: &Overview) -> ReferenceOverview {
    let info = &overview.info;
    let text = info.description.as_deref().or(info.summary.as_deref());
    ReferenceOverview {
        format: String::new(),
        title: info.title.clone(),
        version: info.version.clone(),
        description_html: text.map(markdown::specification_to_html).unwrap_or_default(),
        base_url: None,
        servers: servers::of_overview(&overview.servers),
        schemes: schemes(overview),
        contact: info.contact.as_ref().and_then(|contact| {
            let mail = contact.email.as_ref().map(|email| format!("mailto:{email}"));
            let url = contact.url.clone().or(mail)?;
            link(contact.name.clone().or(contact.email.clone()).unwrap_or_else(|| url.clone()), &url)
        }),
        license: info
            .license
            .as_ref()
            .and_then(|license| link(license.name.clone(), license.url.as_deref().unwrap_or_default())),
        terms_url: info.terms_of_service.clone().filter(|url| is_web_address(url)),
        external_docs: overview.external_docs.as_ref().and_then(external),
        schemas: Vec::new(),
    }
}

fn schemes(overview: &Overview) -> Vec<SchemeView> {
    let scheme = |(name, scheme): (&String, &crate::specifications::parse::SecurityScheme)| {
        let scopes = scheme.flows.values().flat_map(|flow| &flow.scopes);
        let mut scopes: Vec<String> = scopes.map(|(scope, text)| format!("{scope}: {text}")).collect();
        scopes.dedup();
        SchemeView {
            name: name.clone(),
            text: security::text(scheme),
            description_html: scheme
                .description
                .as_deref()
                .map(markdown::specification_to_html)
                .unwrap_or_default(),
            scopes,
        }
    };
    overview.security_schemes.iter().map(scheme).collect()
}

pub fn external(docs: &ExternalDocs) -> Option<ExternalLink> {
    let text = docs.description.clone().filter(|text| !text.trim().is_empty());
    link(text.unwrap_or_else(|| docs.url.clone()), &docs.url)
}

/// Only addresses that a reader may be sent to.
pub fn link(text: String, url: &str) -> Option<ExternalLink> {
    (is_web_address(url) || url.starts_with("mailto:")).then(|| ExternalLink { text, url: url.to_owned() })
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Tags with what the document says of them, in the order of `x-tagGroups`.
pub fn tag_groups(overview: &Overview, tags: Vec<(String, i64)>) -> Vec<OperationGroup> {
    let describe = |(name, count): (String, i64)| {
        let tag = overview.tags.iter().find(|tag| tag.name == name);
        let in_group = |group: &&crate::specifications::parse::TagGroup| group.tags.contains(&name);
        OperationGroup {
            title: tag
                .and_then(|tag| tag.display_name.clone().or(tag.summary.clone()))
                .unwrap_or_else(|| name.clone()),
            group: overview.tag_groups.iter().find(in_group).map(|group| group.name.clone()),
            description_html: tag
                .and_then(|tag| tag.description.as_deref())
                .map(markdown::specification_to_html)
                .unwrap_or_default(),
            count: count.unsigned_abs(),
            operations: Vec::new(),
            tag: name,
        }
    };
    tags.into_iter().map(describe).collect()
}
