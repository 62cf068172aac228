//! Versions, operations and schemas as Markdown: what their pages say, for agents and scripts.
mod channel;
mod operation;
mod schema;
mod version;

pub use operation::operation;
pub use schema::schema;
pub use version::version;

use crate::{
    http::Site,
    markdown::{
        from_html,
        text::{link, plain},
    },
};
use app::{catalog::ProductVersion, paths, specifications::ExternalLink};

/// The level of headings in texts of a document, below those of ours.
const HEADING: usize = 3;

/// What a part of a document is written for.
struct Place<'s> {
    site: &'s Site<'s>,
    version: &'s ProductVersion,
}

impl Place<'_> {
    /// "Weather 2.0", leading to the version.
    fn of(&self) -> String {
        let version = self.version;
        let title = plain(&version.title());
        link(&title, &self.site.markdown(&paths::version(&version.product_slug, &version.slug)))
    }

    fn operation(&self, slug: &str) -> String {
        self.site.markdown(&paths::operation(&self.version.product_slug, &self.version.slug, slug))
    }

    fn schema(&self, address: &str) -> String {
        self.site.markdown(&paths::schema(&self.version.product_slug, &self.version.slug, address))
    }
}

/// Blocks and an empty line, or nothing.
fn prose(html: &str) -> String {
    let blocks = from_html::blocks(html, HEADING);
    if blocks.is_empty() { blocks } else { format!("{blocks}\n") }
}

fn external(found: &ExternalLink) -> String {
    link(&plain(&found.text), &found.url)
}
