//! The house rules that a machine can check; see ARCHITECTURE.md.
use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

/// Every Rust file below a folder of the workspace, with its path from the workspace.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a readable file");
                let name =
                    path.strip_prefix(root()).expect("below the workspace").to_string_lossy().into_owned();
                found.push((name, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no source");
    found
}

fn offenders(files: &[(String, String)], words: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let uses = |text: &str| words.iter().any(|word| text.contains(word));
    files.iter().filter(|(name, text)| !allowed(name) && uses(text)).map(|(name, _)| name.clone()).collect()
}

#[test]
fn r1_persistence_passwords_and_clients_live_in_the_server() {
    let manifest = fs::read_to_string(root().join("app/Cargo.toml")).expect("the manifest");
    for library in ["sqlx", "argon2", "lettre", "hyper", "reqwest"] {
        assert!(!manifest.contains(library), "app depends on {library}");
    }
}

#[test]
fn r2_sql_and_transactions_stay_in_their_places() {
    let files = sources("server/src");
    let sql = offenders(&files, &["sql(", "sqlx::query"], |name| {
        name.ends_with("store.rs")
            || name.contains("/store/")
            || name.contains("/jobs/")
            || name.contains("/db/")
    });
    assert_eq!(sql, Vec::<String>::new(), "SQL belongs into store.rs, jobs/ and db/");
    let commits = offenders(&files, &[".commit().await", "db.begin"], |name| {
        name.contains("service") || name.contains("/jobs/") || name.contains("/db/") || name.contains("_job")
    });
    assert_eq!(commits, Vec::<String>::new(), "transactions begin and end in services and jobs");
}

#[test]
fn r3_a_table_is_written_by_one_slice() {
    let mut writers: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for (name, text) in sources("server/src") {
        let slice = name.split('/').nth(2).expect("a slice").to_owned();
        for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM "] {
            for part in text.split(verb).skip(1) {
                let table: String =
                    part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if table.len() < 4 || table == "excluded" {
                    continue;
                }
                let owner = writers.entry(table.clone()).or_insert_with(|| slice.clone());
                assert_eq!(*owner, slice, "{table} is written by {owner} and by {slice}");
            }
        }
    }
    assert!(writers.contains_key("auth_strategies"), "the test finds writers at all");
}

#[test]
fn r4_the_design_system_knows_no_slice() {
    let slices: Vec<String> = fs::read_dir(root().join("app/src"))
        .expect("the slices")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        // Addresses belong to all.
        .filter(|name| !name.contains('.') && !["ui", "paths"].contains(&name.as_str()))
        .map(|name| format!("crate::{name}"))
        .collect();
    let words: Vec<&str> = slices.iter().map(String::as_str).collect();
    assert_eq!(offenders(&sources("app/src/ui"), &words, |_| false), Vec::<String>::new());
}

#[test]
fn r5_server_functions_and_rest_handlers_hold_no_rules() {
    let mut files = sources("app/src");
    files.extend(sources("server/src"));
    files.retain(|(name, _)| name.ends_with("server_fns.rs") || name.ends_with("rest.rs"));
    let rules = offenders(
        &files,
        &[".validate()", "can_", ".as_admin()", ".as_approver()", "sql(", ".begin("],
        |_| false,
    );
    assert_eq!(rules, Vec::<String>::new(), "rules belong into the model and the service");
}

#[test]
fn r6_the_two_halves_are_never_built_together() {
    let manifest = |path: &str| fs::read_to_string(root().join(path)).expect("a manifest");
    assert!(manifest("server/Cargo.toml").contains(r#"app = { workspace = true, features = ["ssr"] }"#));
    assert!(
        manifest("frontend/Cargo.toml").contains(r#"app = { workspace = true, features = ["hydrate"] }"#)
    );
    assert!(!manifest("server/Cargo.toml").contains("hydrate"));
    assert!(!manifest("frontend/Cargo.toml").contains("ssr"));
    let scripts = manifest("scripts/check.sh");
    assert!(!scripts.contains("--workspace"), "the whole workspace at once would switch both on");
}

#[test]
fn r8_side_effects_are_part_of_the_transaction() {
    let files = sources("server/src");
    let sends =
        offenders(&files, &["AsyncSmtpTransport", "transport::deliver"], |name| name.contains("/mail/"));
    assert_eq!(sends, Vec::<String>::new(), "mail leaves through the queue");
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with("service.rs")) {
        for (place, _) in text.match_indices("mail::enqueue(").chain(text.match_indices("jobs::enqueue(")) {
            let call = &text[place..text.len().min(place + 60)];
            assert!(call.contains("(&mut tx") || call.contains("(tx"), "{name}: {call}");
        }
    }
}

/// Everything that people read is free of what belongs to one machine.
#[test]
fn no_file_names_a_place_of_one_machine() {
    let mut files = sources("app");
    files.extend(sources("server"));
    files.retain(|(name, _)| !name.contains("/target/"));
    let places = ["home", "root"].map(|folder| format!("/{folder}/"));
    assert_eq!(offenders(&files, &places.each_ref().map(String::as_str), |_| false), Vec::<String>::new());
}

#[test]
fn server_functions_are_called_the_one_way() {
    let bare =
        offenders(&sources("app/src"), &["#[server]", "#[server(input", "#[server(endpoint"], |_| false);
    assert_eq!(bare, Vec::<String>::new(), "#[server(protocol = Call)]: others bring a second client along");
}
