//! Step 2: lazy routes become modules of their own, and wasm-bindgen writes the JavaScript around the main one.

use crate::{
    digest,
    options::Profile,
    stamp::{self, tool_identity},
    strip,
    workspace::{OUTPUT_NAME, Workspace},
};
use anyhow::{Context, Result, anyhow};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

/// The script that loads chunks. The main module and the glue refer to it by this name, the glue by import.
pub const LOADER: &str = "__wasm_split.js";
/// Which chunks each lazy function needs, for the server to announce while it renders.
pub const MANIFEST: &str = "__wasm_split_manifest.json";

/// What split and bindgen made of one compiled module, on disk.
pub struct Bundle {
    dir: PathBuf,
    /// Changes whenever the compiled module or this tool does.
    pub key: String,
    /// Whether an earlier run had already done the work.
    pub reused: bool,
}

/// A bundle's files, by their path below `pkg`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Splits and binds the module unless the last run did so for the same bytes.
///
/// The file's time and size are asked first, then its hash: cargo rewrites the module when server-only code of
/// `app` changed, often with the same bytes.
pub fn ensure(workspace: &Workspace, profile: Profile, wasm: &Path) -> Result<Bundle> {
    let dir = workspace.bundle_dir(profile);
    let stamps = Stamps::of(&dir);
    let identity = format!("{}{}", tool_identity()?, stamp::identity(wasm)?);
    if stamps.identity() == Some(identity.clone())
        && let Some(key) = stamps.key()
    {
        return Ok(Bundle { dir, key, reused: true });
    }

    let module = fs::read(wasm).context("the compiled module could not be read")?;
    let key = digest::of([tool_identity()?.as_bytes(), &module]);
    let reused = stamps.key().as_ref() == Some(&key);
    if !reused {
        rebuild(&dir, &module, profile)?;
        stamps.save_key(&key)?;
    }
    stamps.save_identity(&identity)?;
    Ok(Bundle { dir, key, reused })
}

impl Bundle {
    pub fn read(&self) -> Result<Files> {
        stamp::files_below(&self.dir)?
            .into_iter()
            .map(|(name, path)| Ok((name, fs::read(path)?)))
            .collect::<Result<Files>>()
            .context("the bundle could not be read")
    }
}

/// The two notes beside a bundle that say what it was made of.
struct Stamps {
    identity: PathBuf,
    key: PathBuf,
}

impl Stamps {
    fn of(dir: &Path) -> Self {
        Self { identity: dir.with_extension("identity"), key: dir.with_extension("key") }
    }

    fn identity(&self) -> Option<String> {
        fs::read_to_string(&self.identity).ok()
    }

    fn key(&self) -> Option<String> {
        fs::read_to_string(&self.key).ok()
    }

    fn save_identity(&self, identity: &str) -> Result<()> {
        fs::write(&self.identity, identity).context("the bundle's stamp could not be written")
    }

    fn save_key(&self, key: &str) -> Result<()> {
        fs::write(&self.key, key).context("the bundle's stamp could not be written")
    }
}

fn rebuild(dir: &Path, module: &[u8], profile: Profile) -> Result<()> {
    // Without its key a bundle left half-written is never taken for a whole one.
    let _ = fs::remove_file(dir.with_extension("key"));
    let _ = fs::remove_dir_all(dir);
    fs::create_dir_all(dir).context("the bundle's folder could not be made")?;

    let main = dir.with_extension("main.wasm");
    split(module, dir, &main).context("the module could not be split")?;
    bind(&main, dir, profile).context("wasm-bindgen failed")?;
    fs::remove_file(&main)?;
    rename_main_module(dir)?;
    if !profile.keeps_function_names() {
        strip_modules(dir)?;
    }
    Ok(())
}

/// Writes the chunks, their loader and the manifest into `dir`, and what stays of the module to `main`.
fn split(module: &[u8], dir: &Path, main: &Path) -> Result<()> {
    let link_name = format!("./{LOADER}");
    let main_module = format!("./{OUTPUT_NAME}.js");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = dir;
    options.main_out_path = main;
    options.main_module = &main_module;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;

    // Sorted, so that the same module gives the same manifest.
    let manifest: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    fs::write(dir.join(MANIFEST), serde_json::to_vec(&manifest)?)?;
    Ok(())
}

/// The linker's exports stay, and symbols keep their mangled names: chunks find the main module's parts by them.
fn bind(main: &Path, dir: &Path, profile: Profile) -> Result<()> {
    let strip = !profile.keeps_function_names();
    Bindgen::new()
        .web(true)?
        .typescript(false)
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(strip)
        .remove_producers_section(strip)
        .out_name(OUTPUT_NAME)
        .input_path(main)
        .generate(dir)
}

/// Leptos asks for `portico.wasm` where bindgen writes `portico_bg.wasm`.
fn rename_main_module(dir: &Path) -> Result<()> {
    let written = dir.join(format!("{OUTPUT_NAME}_bg.wasm"));
    fs::rename(written, dir.join(format!("{OUTPUT_NAME}.wasm"))).context("wasm-bindgen wrote no module")
}

fn strip_modules(dir: &Path) -> Result<()> {
    for (name, path) in stamp::files_below(dir)? {
        if name.ends_with(".wasm") {
            let stripped = strip::custom_sections(&fs::read(&path)?).with_context(|| name)?;
            fs::write(&path, stripped)?;
        }
    }
    Ok(())
}
