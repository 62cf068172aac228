//! Step 1: cargo compiles the `frontend` crate for WebAssembly.

use crate::{
    options::Profile,
    workspace::{OUTPUT_NAME, Workspace},
};
use anyhow::{Context, Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Returns the compiled module's path. Cargo itself decides whether anything has to be done.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let status = cargo_command(workspace, profile).status().context("cargo could not be started")?;
    if !status.success() {
        bail!("the frontend crate did not compile (if std is missing: scripts/wasm-target.sh)");
    }
    let wasm = workspace.compiled_wasm(profile);
    if !wasm.is_file() {
        bail!("cargo wrote no frontend.wasm: is `cdylib` among the crate types of frontend?");
    }
    Ok(wasm)
}

fn cargo_command(workspace: &Workspace, profile: Profile) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(&workspace.root)
        .args(["build", "--package", "frontend", "--lib", "--target", TARGET])
        .args(["--profile", profile.name()])
        .arg("--target-dir")
        .arg(workspace.front_target())
        .arg("--config")
        .arg(rustflags_setting(&rustflags(workspace)))
        .env("LEPTOS_OUTPUT_NAME", OUTPUT_NAME)
        // Flags meant for the server's processor would win over ours and mean nothing here.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}

/// `--config` joins these with what `.cargo/config.toml` says for the target, where the environment's
/// `RUSTFLAGS` would replace it.
fn rustflags_setting(flags: &[String]) -> String {
    format!("target.{TARGET}.rustflags={}", serde_json::json!(flags))
}

/// Never add `--cfg erase_components` here alone: it changes the markers in the HTML, so a server built without
/// it and a browser with it cannot hydrate each other's pages.
fn rustflags(workspace: &Workspace) -> Vec<String> {
    // Splitting moves functions between modules: it needs the linker's relocations.
    let mut flags = vec!["-Clink-args=--emit-relocs".to_owned()];
    flags.extend(path_remappings(workspace));
    flags
}

/// Panic messages carry source paths: keep this machine's folders out of what browsers download.
fn path_remappings(workspace: &Workspace) -> Vec<String> {
    [(Some(workspace.root.clone()), "."), (cargo_home(), "cargo")]
        .into_iter()
        .filter_map(|(folder, name)| Some(format!("--remap-path-prefix={}={name}", folder?.to_str()?)))
        .collect()
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| Path::new(&home).join(".cargo")))
}
