//! Where values come from: the file, then the environment.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use toml::{
    Value,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::{
    nearest::did_you_mean,
    problems::Problems,
    section::{Key, Preset},
    setting::{Setting, Shape},
};

const FILE_IN_WORKING_FOLDER: &str = "portico.toml";
const FILE_VARIABLE: &str = "PORTICO_CONFIG";

/// Variables with our prefix that are read elsewhere.
const OTHER_VARIABLES: [&str; 14] = [
    FILE_VARIABLE,
    "PORTICO_ADMIN_PASSWORD", // `portico admin create`
    // What the tests are told by the scripts that start them.
    "PORTICO_TEST_POSTGRES",
    "PORTICO_REQUIRE_POSTGRES",
    "PORTICO_TEST_NGINX",
    "PORTICO_TEST_CADDY",
    "PORTICO_TEST_TRAEFIK",
    "PORTICO_TEST_ENVOY",
    "PORTICO_TEST_HAPROXY",
    "PORTICO_TEST_APACHE",
    "PORTICO_REQUIRE_GATEWAYS",
    "PORTICO_TEST_GLEWLWYD",
    "PORTICO_REQUIRE_GLEWLWYD",
    "PORTICO_TEST_GITHUB_DOCUMENT",
];

/// The environment's variables that concern the configuration, for [`Config::load`](super::Config::load).
pub fn environment() -> impl Iterator<Item = (String, String)> {
    let text = |text: OsString| text.to_string_lossy().into_owned();
    std::env::vars_os()
        .map(move |(name, value)| (text(name), text(value)))
        .filter(|(name, _)| starts_with_our_prefix(name))
}

fn starts_with_our_prefix(variable: &str) -> bool {
    variable.starts_with("PORTICO_")
}

/// Written values by key path, and what was wrong with how they were written.
#[derive(Debug, Default)]
pub(super) struct Sources {
    written: HashMap<String, Written>,
    problems: Problems,
}

#[derive(Debug)]
struct Written {
    value: WrittenValue,
    /// "in portico.toml line 3", "in the environment as PORTICO_SERVER_LISTEN"
    place: String,
}

#[derive(Debug)]
enum WrittenValue {
    Toml(Value),
    /// What it means depends on the type of the key.
    Variable(String),
}

impl Sources {
    pub fn gather(path: Option<&Path>, env: impl Iterator<Item = (String, String)>, keys: &[Key]) -> Self {
        let mut variables: Vec<_> = env.filter(|(name, _)| starts_with_our_prefix(name)).collect();
        variables.sort();
        let mut sources = Sources::default();
        if let Some(path) = file_to_read(path, &variables) {
            match fs::read_to_string(&path) {
                Ok(text) => sources.add_file(&path.display().to_string(), &text, keys),
                Err(error) => sources.problems.report(format!("cannot read {}: {error}", path.display())),
            }
        }
        sources.add_environment(variables, keys);
        sources
    }

    pub fn add_file(&mut self, file: &str, text: &str, keys: &[Key]) {
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let place =
                    error.span().map(|span| format!(" line {}", line(span.start))).unwrap_or_default();
                return self.problems.report(format!("{file}{place} is not valid TOML: {}", error.message()));
            }
        };
        for (section, content) in table {
            let section_line = line(section.span().start);
            let DeValue::Table(content_by_name) = content.into_inner() else {
                self.report_unknown(section.get_ref(), file, section_line, keys);
                continue;
            };
            for (name, value) in content_by_name {
                let path = format!("{}.{}", section.get_ref(), name.get_ref());
                let key_line = line(name.span().start);
                if !keys.iter().any(|key| key.path() == path) {
                    self.report_unknown(&path, file, key_line, keys);
                    continue;
                }
                match Value::deserialize(ValueDeserializer::from(value)) {
                    Ok(value) => {
                        let place = format!("in {file} line {key_line}");
                        self.written.insert(path, Written { value: WrittenValue::Toml(value), place });
                    }
                    Err(error) => self
                        .problems
                        .report(format!("`{path}` in {file} line {key_line}: {}", error.message())),
                }
            }
        }
    }

    fn report_unknown(&mut self, path: &str, file: &str, line: usize, keys: &[Key]) {
        let known: Vec<_> = keys.iter().map(Key::path).collect();
        let hint = did_you_mean(path, known.iter().map(String::as_str));
        self.problems.report(format!("unknown key `{path}` in {file} line {line}{hint}"));
    }

    pub fn add_environment(&mut self, variables: Vec<(String, String)>, keys: &[Key]) {
        let known: HashMap<_, _> = keys.iter().map(|key| (key.variable(), key.path())).collect();
        for (name, text) in variables {
            if let Some(path) = known.get(&name) {
                let place = format!("in the environment as {name}");
                self.written.insert(path.clone(), Written { value: WrittenValue::Variable(text), place });
            } else if !OTHER_VARIABLES.contains(&name.as_str()) && !is_kubernetes_service_link(&name) {
                let names = known.keys().map(String::as_str).chain(OTHER_VARIABLES);
                let hint = did_you_mean(&name, names);
                self.problems.report(format!("unknown variable {name} in the environment{hint}"));
            }
        }
    }

    /// The value of a key. What is not acceptable is reported, and stands at its default meanwhile.
    pub fn read<T: Setting>(&mut self, key: &Key) -> T {
        let Some(Written { value, place }) = self.written.remove(&key.path()) else { return preset(key) };
        let value = match value {
            WrittenValue::Toml(value) => value,
            // An empty variable means "not set", as in `PORTICO_MAIL_PASSWORD=` in a compose file.
            WrittenValue::Variable(text) if text.is_empty() && T::SHAPE != Shape::List => return preset(key),
            WrittenValue::Variable(text) => T::SHAPE.value_of(&text),
        };
        let in_range = match (&key.within, value.as_integer()) {
            (Some(range), Some(number)) => range.contains(&number),
            _ => true,
        };
        let read = if in_range { T::read(&value) } else { Err((&value).into()) };
        read.unwrap_or_else(|rejected| {
            let not = if T::SECRET { String::new() } else { format!(", not {}", rejected.0) };
            self.problems.report(format!("`{}` {place} must be {}{not}", key.path(), key.accepts));
            preset(key)
        })
    }

    pub fn into_problems(self) -> Problems {
        self.problems
    }
}

fn preset<T: Setting>(key: &Key) -> T {
    let value = match &key.default {
        Preset::Default(value) => T::read(value).ok(),
        Preset::Unset(_) => T::unset(),
    };
    value.unwrap_or_else(|| panic!("`{}` has a default that it does not accept", key.path()))
}

fn file_to_read(path: Option<&Path>, variables: &[(String, String)]) -> Option<PathBuf> {
    let named = || variables.iter().find(|(name, path)| name == FILE_VARIABLE && !path.is_empty());
    let here = || Some(PathBuf::from(FILE_IN_WORKING_FOLDER)).filter(|file| file.exists());
    path.map(Path::to_owned).or_else(|| named().map(|(_, path)| path.into())).or_else(here)
}

/// Kubernetes puts `PORTICO_PORT`, `PORTICO_SERVICE_HOST`, `PORTICO_PORT_80_TCP_ADDR` … into every pod
/// beside a service called "portico"; nobody wrote these.
fn is_kubernetes_service_link(variable: &str) -> bool {
    let rest = variable.trim_start_matches("PORTICO_");
    let port_link =
        rest.strip_prefix("PORT_").is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
    rest == "PORT" || port_link || rest == "SERVICE_HOST" || rest.starts_with("SERVICE_PORT")
}
