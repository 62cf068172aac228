//! Step 6: the finished site in `target/site`.

use crate::{bundle::Files, stamp, workspace::Workspace};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// From this file leptos learns the hashes in the names.
pub const HASH_FILE: &str = "hash.txt";

/// A published file and what browsers download for it.
pub struct Entry {
    pub name: String,
    pub raw: u64,
    pub brotli: Option<u64>,
}

/// The files of `public/`, which keep their names.
pub fn public_files(workspace: &Workspace) -> Result<Files> {
    stamp::files_below(&workspace.public_dir())?
        .into_iter()
        .map(|(name, path)| Ok((name, fs::read(path)?)))
        .collect::<Result<Files>>()
        .context("public/ could not be read")
}

/// Makes the site consist of exactly these files.
///
/// A server may be reading it meanwhile: new files come first, then the hashes that lead to them, then what is
/// no longer needed goes.
pub fn replace(workspace: &Workspace, files: &Files) -> Result<()> {
    let site = workspace.site_dir();
    for (name, content) in files.iter().filter(|(name, _)| *name != HASH_FILE) {
        write_if_changed(&site.join(name), content)
            .with_context(|| format!("{name} could not be written"))?;
    }
    if let Some(hashes) = files.get(HASH_FILE) {
        write_if_changed(&site.join(HASH_FILE), hashes).context("hash.txt could not be written")?;
    }
    for (name, path) in stamp::files_below(&site)? {
        if !files.contains_key(&name) {
            fs::remove_file(path).with_context(|| format!("{name} could not be removed"))?;
        }
    }
    Ok(())
}

/// Leaves equal files alone, with their time of change, which conditional requests rely on.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    fs::write(&partial, content)?;
    fs::rename(&partial, path)?;
    Ok(())
}

/// What the site holds now, without the compressed siblings.
pub fn list(workspace: &Workspace) -> Result<Vec<Entry>> {
    let files = stamp::files_below(&workspace.site_dir())?;
    files
        .into_iter()
        .filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz"))
        .map(|(name, path)| {
            let raw = fs::metadata(&path)?.len();
            let mut sibling = path.into_os_string();
            sibling.push(".br");
            let brotli = fs::metadata(sibling).ok().map(|metadata| metadata.len());
            Ok(Entry { name, raw, brotli })
        })
        .collect()
}
