//! What docs/operations ships is accepted by the programs that read it, and names settings that there are.
use super::balancer;
use crate::support::{
    on_both_databases,
    replica::{MASTER_KEY, Replica, free_port},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const UNITS: [&str; 2] = ["portico.service", "portico@.service"];
/// Where the units expect what is installed.
const BINARY: &str = "/usr/local/bin/portico";
const CONFIGURATION: &str = "/etc/portico/portico.toml";

fn folder_of_files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations")
}

fn shipped(file: &str) -> String {
    fs::read_to_string(folder_of_files().join(file)).expect("a shipped file")
}

fn every_shipped_text() -> Vec<(String, String)> {
    let folders = [folder_of_files(), folder_of_files().join("systemd")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let files = entries.map(|entry| entry.expect("a file").path()).filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text"))).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What `portico config check` says with these variables and no others.
fn config_check(variables: &[(String, String)]) -> (bool, String) {
    let variables = variables.iter().map(|(name, value)| (name, value));
    let output = Command::new(env!("CARGO_BIN_EXE_portico"))
        .args(["config", "check"])
        .current_dir(folder_of_files())
        .env_clear()
        .envs(variables)
        .output()
        .expect("the binary starts");
    (output.status.success(), said(&output))
}

/// Keys and variables that `portico config example` names.
struct Known {
    sections: BTreeSet<String>,
    keys: BTreeSet<String>,
    variables: BTreeSet<String>,
}

impl Known {
    fn of_the_example() -> Self {
        let others = ["PORTICO_CONFIG", "PORTICO_ADMIN_PASSWORD"].map(str::to_owned);
        let mut known = Self { sections: BTreeSet::new(), keys: BTreeSet::new(), variables: others.into() };
        let mut section = String::new();
        for line in server::config::example().lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name.to_owned();
                known.sections.insert(section.clone());
            } else if let Some(name) = line.strip_prefix("# Variable: ") {
                known.variables.insert(name.to_owned());
            } else if let Some((name, _)) = line.strip_prefix('#').and_then(|line| line.split_once(" = ")) {
                known.keys.insert(format!("{section}.{name}"));
            }
        }
        known
    }
}

/// Words that may be keys: `server.listen`, and not the `portal.conf` of a path.
fn dotted_words(text: &str) -> impl Iterator<Item = &str> {
    let is_part_of_path = |c: char| c.is_ascii_alphanumeric() || "_./-".contains(c);
    let words = text.split(move |c: char| !is_part_of_path(c)).map(|word| word.trim_end_matches('.'));
    words.filter(|word| {
        let mut parts = word.split('.');
        let is_name = |part: Option<&str>| {
            part.is_some_and(|part| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            })
        };
        is_name(parts.next()) && is_name(parts.next()) && parts.next().is_none()
    })
}

#[test]
fn every_setting_that_is_named_exists() {
    let known = Known::of_the_example();
    let (mut keys, mut variables) = (0, 0);
    for (file, text) in every_shipped_text() {
        for word in dotted_words(&text) {
            let (section, rest) = word.split_once('.').expect("a dot");
            let is_file = ["md", "conf", "toml", "json", "yaml", "service", "db", "key"].contains(&rest);
            if known.sections.contains(section) && !is_file {
                assert!(known.keys.contains(word), "{file} names {word}");
                keys += 1;
            }
        }
        for word in text.split(|c: char| !c.is_ascii_uppercase() && c != '_') {
            if word.starts_with("PORTICO_") && word != "PORTICO_" {
                assert!(known.variables.contains(word), "{file} names {word}");
                variables += 1;
            }
        }
    }
    assert!(keys >= 10 && variables >= 10, "{keys} keys, {variables} variables");
}

/// The replicas' variables, with what `.env` brings filled in.
fn variables_of_compose() -> Vec<(String, String)> {
    let text = shipped("compose.yaml");
    let lines = text.lines().filter_map(|line| line.trim().split_once(": "));
    let settings = lines.filter(|(name, _)| name.starts_with("PORTICO_"));
    let filled_in = |value: &str| {
        let value = value.trim_matches('"');
        match value.split_once("${") {
            Some((before, rest)) => {
                let (_, after) = rest.split_once('}').expect("its end");
                format!("{before}{}{after}", "0123456789abcdef".repeat(4))
            }
            None => value.to_owned(),
        }
    };
    settings.map(|(name, value)| (name.to_owned(), filled_in(value))).collect()
}

#[test]
fn the_compose_file_configures_replicas() {
    let variables = variables_of_compose();
    assert!(variables.len() >= 6, "{variables:?}");
    let (valid, said) = config_check(&variables);
    assert!(valid, "{said}");
    // What is checked here is checked.
    let mistyped = variables.iter().map(|(name, value)| (name.replace("LISTEN", "LISTN"), value.clone()));
    let (valid, said) = config_check(&mistyped.collect::<Vec<_>>());
    assert!(!valid && said.contains("PORTICO_SERVER_LISTEN"), "{said}");
    let text = shipped("compose.yaml");
    let (_, grace) = text.split_once("stop_grace_period: ").expect("a grace period");
    let grace: u64 = grace.split('s').next().and_then(|seconds| seconds.parse().ok()).expect("seconds");
    let config = server::config::Config::load(None, variables.into_iter()).expect("valid, as checked");
    assert!(grace > config.server.shutdown_grace_seconds.duration().as_secs());
}

/// The balancer's command line makes of nginx.conf what nginx takes.
#[test]
fn the_compose_file_configures_its_balancer() {
    let Some(nginx) = balancer::nginx() else { return };
    let text = shipped("compose.yaml");
    let (_, rest) = text.split_once(">-\n").expect("the balancer's command");
    let (command, _) = rest.split_once("volumes:").expect("its end");
    let command = command.split_whitespace().collect::<Vec<_>>().join(" ");
    let (sed, start) = command.split_once(" && ").expect("two commands");
    assert_eq!(start, "exec nginx -g 'daemon off;'");
    let (sed, into) = sed.split_once(" > ").expect("where to");
    assert_eq!(into, "/etc/nginx/conf.d/default.conf");
    assert!(text.contains("./nginx.conf:/etc/nginx/portal.conf:ro"));
    let file = folder_of_files().join("nginx.conf").display().to_string();
    let output = Command::new("sh").args(["-c", &sed.replace("/etc/nginx/portal.conf", &file)]).output();
    let output = output.expect("sh runs");
    let mut written = said(&output);
    assert!(output.status.success() && !written.contains("127.0.0.1:8"), "{written}");
    assert_eq!(written.matches("listen 8080;").count(), 1, "{written}");
    for replica in ["replica-1", "replica-2", "replica-3"] {
        assert!(text.contains(&format!("\n  {replica}:\n")), "{replica} is no service");
        assert_eq!(written.matches(&format!("server {replica}:8080 ")).count(), 2, "{written}");
        // There are such names within Docker's network only.
        written = written.replace(replica, "127.0.0.1");
    }
    balancer::check(&nginx, &written);
}

#[test]
fn nginx_takes_the_shipped_file() {
    if let Some(nginx) = balancer::nginx() {
        balancer::check(&nginx, &shipped("nginx.conf"));
    }
}

/// Where there is no systemd, this says so and checks nothing.
#[test]
fn systemd_takes_the_units() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        eprintln!("systemd-analyze is not here: the units are not verified");
        return;
    }
    let folder = std::env::temp_dir().join(format!("portico-units-{}", server::secrets::random_text(12)));
    fs::create_dir_all(&folder).expect("a temporary folder");
    for unit in UNITS {
        // A template is verified as one of its instances.
        let path = folder.join(unit.replace('@', "@8081"));
        let text = shipped(&format!("systemd/{unit}"));
        assert!(text.contains(&format!("ExecStart={BINARY} ")));
        fs::write(&path, text.replace(BINARY, env!("CARGO_BIN_EXE_portico"))).expect("the file is written");
        let output = Command::new("systemd-analyze").arg("verify").arg(&path).output().expect("it runs");
        let said = said(&output);
        // It also speaks of other units of this machine.
        let complaints: Vec<&str> = said.lines().filter(|line| line.contains("portico")).collect();
        assert!(output.status.success() && complaints.is_empty(), "{unit}: {said}");
    }
    fs::remove_dir_all(&folder).expect("it is removed");
}

/// What a unit starts, and with which variables, for the instance of this port.
fn command_of(unit: &str, port: u16) -> (Vec<String>, Vec<(String, String)>) {
    let text = shipped(&format!("systemd/{unit}")).replace("%i", &port.to_string());
    let value = |line: &str, key: &str| line.strip_prefix(key).map(str::to_owned);
    let command = text.lines().find_map(|line| value(line, "ExecStart=")).expect("a command");
    let variables = text.lines().filter_map(|line| value(line, "Environment="));
    let variables = variables.map(|pair| {
        let (name, value) = pair.split_once('=').expect("a value");
        (name.to_owned(), value.to_owned())
    });
    (command.split(' ').map(str::to_owned).collect(), variables.collect())
}

on_both_databases! {
    with [("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)];
    /// Their command lines, with the example as the configuration: without the walls that systemd puts around.
    async fn what_the_units_start_serves_and_ends(portal: TestPortal) {
        let configuration = portal.folder().join("portico.toml");
        fs::write(&configuration, server::config::example()).expect("the file is written");
        for unit in UNITS {
            let port = free_port();
            let (command, variables) = command_of(unit, port);
            assert_eq!((command[0].as_str(), command[1].as_str()), (BINARY, "--config"));
            assert_eq!((command[2].as_str(), &command[3..]), (CONFIGURATION, &["serve".to_owned()][..]));
            let arguments = ["--config", configuration.to_str().expect("a path"), "serve"];
            let listen = format!("127.0.0.1:{port}");
            // What /etc/portico/secrets brings, and for the single portal a port that is free here.
            let mut settings = vec![
                ("PORTICO_DATABASE_URL", portal.database_url()),
                ("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY),
            ];
            settings.extend(variables.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            if unit == UNITS[0] {
                settings.extend([("PORTICO_SERVER_LISTEN", listen.as_str()), ("PORTICO_GATEWAY_ENABLED", "false")]);
            }
            assert!(settings.contains(&("PORTICO_SERVER_LISTEN", listen.as_str())), "{settings:?}");
            let mut served = Replica::run(portal.folder(), port, &arguments, &settings).await;
            served.signal("TERM");
            assert!(served.ended().await.success(), "{unit}");
        }
    }
}
