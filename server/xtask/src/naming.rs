//! Step 4: names that change with the content, so that browsers may keep every file for ever.
//!
//! References between the files are rewritten in the order in which they depend on each other: chunks refer to
//! nothing, the loader to the chunks, loader and glue to each other. That pair therefore shares one hash of
//! both contents.

use crate::{
    bundle::{Files, LOADER, MANIFEST},
    digest,
    site::HASH_FILE,
    workspace::OUTPUT_NAME,
};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;

const PACKAGE: &str = "pkg";

/// Old names to new ones, both relative to `pkg`.
type Renames = BTreeMap<String, String>;

/// Returns the package under its final names, with the `hash.txt` from which leptos learns them.
pub fn name_package(bundle: &Files, css: Vec<u8>) -> Result<Files> {
    let mut bundle = bundle.clone();
    let mut named = Files::new();

    let mut glue = take_text(&mut bundle, &format!("{OUTPUT_NAME}.js"))?;
    let mut loader = take_text(&mut bundle, LOADER)?;
    let manifest = take(&mut bundle, MANIFEST)?;
    let main_module = take(&mut bundle, &format!("{OUTPUT_NAME}.wasm"))?;

    // What is left are chunks and the JavaScript snippets of crates: neither refers to anything.
    let renames = hashed_names(&bundle);
    for (name, content) in bundle {
        named.insert(renames[&name].clone(), content);
    }
    loader = follow(&loader, &renames);
    glue = follow(&glue, &renames);
    let manifest = rewrite_manifest(&manifest, &renames)?;

    let script_hash = digest::of([glue.as_bytes(), loader.as_bytes()]);
    let glue_name = format!("{OUTPUT_NAME}.{script_hash}.js");
    let loader_name = format!("__wasm_split.{script_hash}.js");
    let glue = import_from(&glue, LOADER, &loader_name);
    let loader = import_from(&loader, &format!("{OUTPUT_NAME}.js"), &glue_name);

    let module_hash = digest::of([main_module.as_slice()]);
    let style_hash = digest::of([css.as_slice()]);
    let manifest_hash = digest::of([manifest.as_slice()]);
    named.insert(glue_name, glue.into_bytes());
    named.insert(loader_name, loader.into_bytes());
    named.insert(format!("{OUTPUT_NAME}.{module_hash}.wasm"), main_module);
    named.insert(format!("{OUTPUT_NAME}.{style_hash}.css"), css);
    named.insert(format!("__wasm_split_manifest.{manifest_hash}.json"), manifest);

    let mut site: Files =
        named.into_iter().map(|(name, content)| (format!("{PACKAGE}/{name}"), content)).collect();
    let hashes = format!(
        "js: {script_hash}\nwasm: {module_hash}\ncss: {style_hash}\nmanifest: {manifest_hash}\nsplit: {script_hash}\n"
    );
    site.insert(HASH_FILE.to_owned(), hashes.into_bytes());
    Ok(site)
}

fn take(files: &mut Files, name: &str) -> Result<Vec<u8>> {
    files.remove(name).with_context(|| format!("the bundle has no {name}"))
}

fn take_text(files: &mut Files, name: &str) -> Result<String> {
    String::from_utf8(take(files, name)?).with_context(|| format!("{name} is not UTF-8"))
}

fn hashed_names(files: &Files) -> Renames {
    files.iter().map(|(name, content)| (name.clone(), with_hash(name, content))).collect()
}

/// `a/b.wasm` becomes `a/b.<hash>.wasm`.
fn with_hash(name: &str, content: &[u8]) -> String {
    let hash = digest::of([content]);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// Rewrites the quoted references to renamed files in a script.
fn follow(script: &str, renames: &Renames) -> String {
    renames.iter().fold(script.to_owned(), |script, (old, new)| {
        ['"', '\''].into_iter().fold(script, |script, quote| {
            script.replace(&format!("{quote}./{old}{quote}"), &format!("{quote}./{new}{quote}"))
        })
    })
}

/// Rewrites `import … from "./old"` only. The glue also has the old name as a key, by which the main module
/// looks up the functions it imports: that one stays, and the module's bytes with it.
fn import_from(script: &str, old: &str, new: &str) -> String {
    ['"', '\''].into_iter().fold(script.to_owned(), |script, quote| {
        script.replace(&format!("from {quote}./{old}{quote}"), &format!("from {quote}./{new}{quote}"))
    })
}

/// The manifest names chunks without their extension.
fn rewrite_manifest(manifest: &[u8], renames: &Renames) -> Result<Vec<u8>> {
    let mut entries: BTreeMap<String, Vec<String>> =
        serde_json::from_slice(manifest).context("the manifest of chunks could not be read")?;
    for chunk in entries.values_mut().flatten() {
        let renamed = renames.get(&format!("{chunk}.wasm")).and_then(|name| name.strip_suffix(".wasm"));
        ensure!(renamed.is_some(), "the manifest names {chunk}, which was not written");
        *chunk = renamed.unwrap_or_default().to_owned();
    }
    Ok(serde_json::to_vec(&entries)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(chunk: &str) -> Files {
        [
            ("portico.js", r#"import * as a from "./__wasm_split.js"; ({ "./__wasm_split.js": a })"#),
            ("portico.wasm", "main"),
            (
                LOADER,
                r#"import { initSync } from "./portico.js"; new URL("./chunk_1.wasm", import.meta.url)"#,
            ),
            (MANIFEST, r#"{"load":["chunk_1","chunk_10"]}"#),
            ("chunk_1.wasm", chunk),
            ("chunk_10.wasm", "ten"),
        ]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    fn find<'a>(site: &'a Files, start: &str, end: &str) -> (&'a str, &'a str) {
        let found = site.iter().find(|(name, _)| name.starts_with(start) && name.ends_with(end));
        let (name, content) = found.unwrap();
        (name.strip_prefix("pkg/").unwrap(), std::str::from_utf8(content).unwrap())
    }

    #[test]
    fn references_lead_to_the_new_names() {
        let site = name_package(&bundle("one"), b"body{}".to_vec()).unwrap();
        let (glue_name, glue) = find(&site, "pkg/portico.", ".js");
        let (loader_name, loader) = find(&site, "pkg/__wasm_split.", ".js");
        let (chunk_name, _) = find(&site, "pkg/chunk_1.", ".wasm");
        let (_, manifest) = find(&site, "pkg/__wasm_split_manifest.", ".json");
        assert!(glue.contains(&format!(r#"from "./{loader_name}""#)), "{glue}");
        assert!(glue.contains(r#"{ "./__wasm_split.js": a }"#), "{glue}");
        assert!(loader.contains(&format!(r#"from "./{glue_name}""#)), "{loader}");
        assert!(loader.contains(&format!(r#""./{chunk_name}""#)), "{loader}");
        assert!(manifest.contains(chunk_name.strip_suffix(".wasm").unwrap()), "{manifest}");
    }

    #[test]
    fn a_changed_chunk_renames_all_that_lead_to_it() {
        let names = |chunk| name_package(&bundle(chunk), Vec::new()).unwrap().into_keys().collect::<Vec<_>>();
        let (before, after) = (names("one"), names("two"));
        let changed: Vec<_> = after.iter().filter(|name| !before.contains(name)).collect();
        assert_eq!(changed.len(), 4, "chunk, loader, glue and manifest: {changed:?}");
    }

    #[test]
    fn an_incomplete_bundle_is_refused() {
        let mut incomplete = bundle("one");
        incomplete.remove("chunk_10.wasm");
        assert!(name_package(&incomplete, Vec::new()).is_err());
    }
}
