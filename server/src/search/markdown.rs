//! What was found as Markdown.
use crate::{
    catalog::markdown::note,
    http::Site,
    markdown::text::{code, link, plain},
};
use app::search::{SearchAnswer, SearchHit, SearchKind};

pub fn search(site: &Site<'_>, query: &str, answer: &SearchAnswer) -> String {
    let hits = &answer.hits;
    let mut text = format!("# Search: {}\n\n", plain(query));
    let found = match (hits.total, answer.approximate) {
        (0, _) => "Nothing was found.".to_owned(),
        (total, false) => format!("{total} found, the best first."),
        (total, true) => format!("Nothing has these very words; {total} found that come near."),
    };
    text.push_str(&format!("{found}\n\n"));
    hits.items.iter().for_each(|hit| text.push_str(&line(site, hit)));
    if hits.number < hits.pages() {
        text.push_str(&format!(
            "\nPage {} of {}: add `&page={}`.\n",
            hits.number,
            hits.pages(),
            hits.number + 1
        ));
    }
    text
}

fn line(site: &Site<'_>, hit: &SearchHit) -> String {
    let kind = match hit.kind {
        SearchKind::Product => "API",
        SearchKind::Version => "version",
        SearchKind::Operation => "operation",
        SearchKind::Document => "document",
    };
    let version = hit.version.as_ref().map(|version| format!(" {}", version.name)).unwrap_or_default();
    let call = hit.operation.as_ref().map(|operation| format!("{} {} ", operation.method, operation.path));
    let call = call.map(|call| format!("{}, ", code(&call))).unwrap_or_default();
    let of = plain(&format!("{}{version}", hit.product_title));
    let title = link(&plain(&hit.title), &site.markdown(&hit.href));
    format!("- {title} ({kind}, {call}{of}){}\n", note(&hit.excerpt))
}
