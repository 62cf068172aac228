//! `robots.txt` (RFC 9309): the catalog and the reference are there to be found; what belongs to a
//! person, and what answers programs, is not.
use crate::http::Site;
use app::paths;

const CLOSED: [&str; 8] =
    ["/_do/", "/account", "/admin", "/api/", "/apps", "/search", "/session", "/gateway/"];

pub fn write(site: &Site<'_>) -> String {
    let base = paths::base();
    let closed: String = CLOSED.iter().map(|path| format!("Disallow: {base}{path}\n")).collect();
    format!("User-agent: *\n{closed}Allow: {base}/\n\nSitemap: {}\n", site.url(&paths::sitemap()))
}
