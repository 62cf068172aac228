//! `portico config example`: the whole configuration as a commented file.

use std::fmt::Write;

use super::{
    chapters,
    section::{Key, Preset},
};

const HEADER: &str = "\
# Configuration of Portico.
#
# Every key is shown with its default, commented out: uncomment what you change.
# An environment variable wins over this file; its name is given with each key.
# `portico config check` says whether the result is valid.
";

/// A complete TOML file, every key documented and commented out.
pub fn example() -> String {
    let mut text = HEADER.to_owned();
    for (doc, keys) in chapters() {
        text.push('\n');
        comment(&mut text, doc);
        let section = keys.first().map(|key| key.section).unwrap_or_default();
        let _ = writeln!(text, "[{section}]");
        keys.iter().for_each(|key| describe(&mut text, key));
    }
    text
}

fn describe(text: &mut String, key: &Key) {
    text.push('\n');
    comment(text, key.doc);
    let _ = writeln!(text, "# Accepts {}.", key.accepts);
    let _ = writeln!(text, "# Variable: {}", key.variable());
    let value = match &key.default {
        Preset::Default(value) => value,
        Preset::Unset(example) => {
            text.push_str("# Not set by default; for example:\n");
            example
        }
    };
    // No space after the sign: that tells a value from prose.
    let _ = writeln!(text, "#{} = {value}", key.name);
}

fn comment(text: &mut String, doc: &[&str]) {
    for line in doc {
        let _ = writeln!(text, "# {}", line.trim());
    }
}
