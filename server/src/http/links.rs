use crate::config::Config;
use app::paths;

/// The portal's name and full addresses, for what is read away from it.
#[derive(Debug, Clone, Copy)]
pub struct Site<'c> {
    pub name: &'c str,
    config: &'c Config,
}

impl<'c> Site<'c> {
    pub fn of(config: &'c Config) -> Self {
        Self { name: &config.portal.name, config }
    }

    /// The full address of a path, which has the base path already.
    pub fn url(&self, path: &str) -> String {
        self.config.server.url(path)
    }

    /// The full address of a page's Markdown twin.
    pub fn markdown(&self, page: &str) -> String {
        self.url(&paths::markdown_of(page))
    }
}
