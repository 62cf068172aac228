//! Where things are, found from this crate's own place so that the caller's folder does not matter.

use crate::options::Profile;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// The name of the JavaScript, WebAssembly and style files. Both halves of the portal read it at compile time
/// as `LEPTOS_OUTPUT_NAME`, so it may never differ between them.
pub const OUTPUT_NAME: &str = "portico";

/// The workspace's folders, all absolute.
pub struct Workspace {
    pub root: PathBuf,
}

impl Workspace {
    /// `CARGO_MANIFEST_DIR` is set by `cargo run`; the value at compile time serves those who call the binary.
    pub fn locate() -> Result<Self> {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir
            .ancestors()
            .nth(2)
            .filter(|root| root.join("Cargo.toml").is_file())
            .context("no workspace found two folders above the xtask crate")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// Cargo's output for the browser: apart from the server's, so that neither build evicts the other.
    pub fn front_target(&self) -> PathBuf {
        self.root.join("target/front")
    }

    pub fn compiled_wasm(&self, profile: Profile) -> PathBuf {
        self.front_target().join("wasm32-unknown-unknown").join(profile.name()).join("frontend.wasm")
    }

    /// What split and bindgen wrote, before names are hashed; kept from one run to the next.
    pub fn bundle_dir(&self, profile: Profile) -> PathBuf {
        self.front_target().join("bundle").join(profile.name())
    }

    /// Compressed files by the hash of their content: brotli at its best takes seconds.
    pub fn compression_cache(&self) -> PathBuf {
        self.front_target().join("compressed")
    }

    pub fn site_stamp(&self) -> PathBuf {
        self.front_target().join("site.stamp")
    }

    pub fn style_dir(&self) -> PathBuf {
        self.root.join("style")
    }

    pub fn public_dir(&self) -> PathBuf {
        self.root.join("public")
    }

    pub fn site_dir(&self) -> PathBuf {
        self.root.join("target/site")
    }
}
