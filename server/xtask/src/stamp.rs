//! Cheap answers to "has anything changed since the last run?".

use crate::{options::FrontendOptions, workspace::Workspace};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// Everything the site was made of, as text; equal texts mean an equal site.
pub struct SiteStamp(String);

impl SiteStamp {
    pub fn of_inputs(workspace: &Workspace, options: &FrontendOptions, bundle_key: &str) -> Result<Self> {
        let mut text = format!("{options:?}\n{bundle_key}\n");
        for folder in [workspace.style_dir(), workspace.public_dir()] {
            for (name, path) in files_below(&folder)? {
                text += &format!("{name} {}", identity(&path)?);
            }
            text.push('\n');
        }
        Ok(Self(text))
    }

    /// Whether the site in place was made of the same inputs and is still there.
    pub fn is_current(&self, workspace: &Workspace) -> bool {
        workspace.site_dir().join(crate::site::HASH_FILE).is_file()
            && fs::read_to_string(workspace.site_stamp()).is_ok_and(|saved| saved == self.0)
    }

    pub fn save(&self, workspace: &Workspace) -> Result<()> {
        fs::write(workspace.site_stamp(), &self.0).context("the site's stamp could not be written")
    }

    /// Called before the site is touched, so that an interrupted run is never taken for a finished one.
    pub fn forget(workspace: &Workspace) -> Result<()> {
        match fs::remove_file(workspace.site_stamp()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).context("the site's stamp could not be removed")
            }
            _ => Ok(()),
        }
    }
}

/// A file's size and time of change.
pub fn identity(path: &Path) -> Result<String> {
    let metadata = fs::metadata(path).with_context(|| format!("{} could not be read", path.display()))?;
    let changed = metadata.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(format!("{} bytes, changed {changed}\n", metadata.len()))
}

/// This tool's own binary: results of another version of it are not trusted.
pub fn tool_identity() -> Result<String> {
    identity(&std::env::current_exe().context("the tool does not know its own path")?)
}

/// All files in and below a folder with their relative names (`a/b.txt`), sorted. None if it does not exist.
pub fn files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut files)
            .with_context(|| format!("{} could not be listed", folder.display()))?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a file's name is not UTF-8")?;
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, path));
        }
    }
    Ok(())
}
