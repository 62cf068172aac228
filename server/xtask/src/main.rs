//! Builds the browser's half of the portal: `cargo run -p xtask -- frontend`.
//!
//! It links the libraries behind the usual command line tools, so that a first build installs nothing and
//! every version is pinned by `Cargo.lock`. The steps, each in its own module:
//!
//! 1. [`compile`]: cargo builds the `frontend` crate for WebAssembly;
//! 2. [`bundle`]: lazy routes are split into chunks of their own, then wasm-bindgen writes the JavaScript;
//! 3. [`style`]: Sass becomes one compressed style sheet;
//! 4. [`naming`]: every file in `pkg` gets its content hash into its name, and references follow;
//! 5. [`precompress`]: brotli and gzip siblings, which the server sends as they are;
//! 6. [`site`]: the result replaces `target/site`, and nothing stale stays behind.

mod bundle;
mod compile;
mod digest;
mod naming;
mod options;
mod precompress;
mod progress;
mod site;
mod stamp;
mod strip;
mod style;
mod workspace;

use anyhow::{Context, Result};
use options::{Command, FrontendOptions};
use progress::Progress;
use stamp::SiteStamp;
use std::process::ExitCode;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    match options::parse(std::env::args().skip(1))? {
        Command::Help => eprintln!("{}", options::USAGE),
        Command::Frontend(options) => build_frontend(&options)?,
    }
    Ok(())
}

fn build_frontend(options: &FrontendOptions) -> Result<()> {
    let workspace = Workspace::locate()?;
    let mut progress = Progress::start();

    let wasm = compile::build(&workspace, options.profile)?;
    progress.step("compiled the frontend crate");

    let bundle = bundle::ensure(&workspace, options.profile, &wasm)?;
    progress.step(if bundle.reused { "module unchanged" } else { "split and bound the module" });

    let stamp = SiteStamp::of_inputs(&workspace, options, &bundle.key)?;
    if stamp.is_current(&workspace) {
        progress.step("site is up to date");
    } else {
        publish(&workspace, options, &bundle, &mut progress).context("while writing the site")?;
        stamp.save(&workspace)?;
    }
    progress.table(&site::list(&workspace)?);
    Ok(())
}

fn publish(
    workspace: &Workspace,
    options: &FrontendOptions,
    bundle: &bundle::Bundle,
    progress: &mut Progress,
) -> Result<()> {
    SiteStamp::forget(workspace)?;

    let css = style::compile(workspace)?;
    progress.step("compiled the style sheet");

    let mut files = naming::name_package(&bundle.read()?, css)?;
    files.extend(site::public_files(workspace)?);
    progress.step("named files by content");

    if options.compress {
        let compressed = precompress::all(workspace, &files)?;
        files.extend(compressed);
        progress.step("precompressed with brotli and gzip");
    }

    site::replace(workspace, &files)?;
    progress.step("wrote the site");
    Ok(())
}
