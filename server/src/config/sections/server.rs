use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use crate::config::{
    section::{empty, section, unset},
    values::{Network, PublicUrl, Seconds},
};

section! {
    /// Where the portal listens, and the address that people use.
    pub struct Server = "server" {
        /// Address and port that the portal listens on.
        listen: SocketAddr = "127.0.0.1:8080";

        /// The address that people type, as it is outside of any proxy. Its path is the base path of
        /// every page: with https://acme.example/developers the catalog is at /developers/.
        public_url: PublicUrl = "http://127.0.0.1:8080";

        /// The portal as gateways and other machines inside reach it, where that is another address: it
        /// stands in finished gateway configurations. Only its origin counts.
        internal_url: Option<PublicUrl> = unset("http://10.0.0.5:8080");

        /// Proxies in front of the portal, whose X-Forwarded-For is believed. Without the right ones,
        /// rate limits see everybody as one address.
        trusted_proxies: Vec<Network> = empty();

        /// Folder with the browser's half of the portal, as the front-end build leaves it.
        site_folder: PathBuf = "target/site";

        /// Seconds that requests have to finish in after SIGTERM.
        shutdown_grace_seconds: Seconds = 25, within 1..=300;
    }
}

impl Server {
    /// "" or "/developers".
    pub fn base_path(&self) -> &str {
        self.public_url.base_path()
    }

    /// "https://acme.example", as browsers send it.
    pub fn origin(&self) -> &str {
        self.public_url.origin()
    }

    /// The full address of a path, which has the base path already.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    pub fn trusts(&self, proxy: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(proxy))
    }
}
