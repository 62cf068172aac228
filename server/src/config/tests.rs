use super::*;

fn read(file: &str, env: &[(&str, &str)]) -> Result<Config, Problems> {
    let keys = keys();
    let mut sources = Sources::default();
    sources.add_file("portico.toml", file, &keys);
    let variables = env.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    sources.add_environment(variables, &keys);
    Config::from_sources(sources)
}

fn problems(file: &str, env: &[(&str, &str)]) -> Vec<String> {
    let problems = read(file, env).expect_err("the configuration has problems");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_defaults_are_valid() {
    let config = Config::default();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.server.base_path(), "");
    assert_eq!(config.database.url.kind(), DatabaseKind::Sqlite);
    assert_eq!(config.security.session_idle_minutes.duration().as_secs(), 12 * 60 * 60);
    assert!(config.mail.smtp_host.is_none());
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_defaults() {
    let file = "[server]\nlisten = '127.0.0.1:1111'\n[portal]\nname = 'Acme'";
    let config = read(file, &[("PORTICO_SERVER_LISTEN", "127.0.0.1:2222")]).unwrap();
    assert_eq!(config.server.listen.port(), 2222);
    assert_eq!(config.portal.name.as_str(), "Acme");
    assert_eq!(config.gateway.listen.port(), 8000);
}

#[test]
fn the_environment_speaks_every_type() {
    let config = read(
        "",
        &[
            ("PORTICO_SERVER_PUBLIC_URL", "https://acme.example/developers"),
            ("PORTICO_SERVER_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
            ("PORTICO_DATABASE_VERIFY_TIMEOUT_MS", "150"),
            ("PORTICO_GATEWAY_ENABLED", "false"),
            ("PORTICO_MAIL_ENCRYPTION", "none"),
            ("PORTICO_OUTBOUND_ALLOW", "127.0.0.1:9000,orders.internal"),
        ],
    )
    .unwrap();
    assert_eq!(config.server.base_path(), "/developers");
    assert_eq!(config.server.origin(), "https://acme.example");
    assert!(config.server.trusts("10.9.9.9".parse().unwrap()));
    assert_eq!(config.database.verify_timeout_ms.duration().as_millis(), 150);
    assert!(!config.gateway.enabled);
    assert_eq!(config.mail.encryption, Encryption::None);
    assert!(config.outbound.allows("localhost", "127.0.0.1".parse().unwrap(), 9000));
}

#[test]
fn an_empty_variable_is_not_set() {
    let config = read("", &[("PORTICO_MAIL_SMTP_HOST", ""), ("PORTICO_SERVER_LISTEN", "")]).unwrap();
    assert!(config.mail.smtp_host.is_none());
    assert_eq!(config.server.listen.port(), 8080);
}

#[test]
fn unknown_keys_are_refused_with_the_nearest_name() {
    assert_eq!(
        problems("\n\n[serber]\nlisten = '127.0.0.1:1'", &[]),
        ["unknown key `serber.listen` in portico.toml line 4; did you mean `server.listen`?"]
    );
    assert_eq!(
        problems("smtp_host = 'a'", &[]),
        ["unknown key `smtp_host` in portico.toml line 1; did you mean `mail.smtp_host`?"]
    );
    assert_eq!(
        problems("[portal]\ncolour = 'red'", &[]),
        ["unknown key `portal.colour` in portico.toml line 2"]
    );
}

#[test]
fn unknown_variables_are_refused_with_the_nearest_name() {
    assert_eq!(
        problems("", &[("PORTICO_SERVER_LISTN", "127.0.0.1:1")]),
        ["unknown variable PORTICO_SERVER_LISTN in the environment; did you mean `PORTICO_SERVER_LISTEN`?"]
    );
}

#[test]
fn variables_that_others_set_or_read_are_left_alone() {
    let others = [
        ("PORTICO_CONFIG", "a.toml"),
        ("PORTICO_ADMIN_PASSWORD", "secret"),
        ("PORTICO_SERVICE_HOST", "10.0.0.1"),
        ("PORTICO_SERVICE_PORT_HTTP", "80"),
        ("PORTICO_PORT", "tcp://10.0.0.1:80"),
        ("PORTICO_PORT_80_TCP_ADDR", "10.0.0.1"),
    ];
    assert!(read("", &others).is_ok());
}

#[test]
fn wrong_values_name_key_place_and_what_is_accepted() {
    assert_eq!(
        problems("[server]\nlisten = 8080", &[("PORTICO_LOG_FORMAT", "xml")]),
        [
            "`server.listen` in portico.toml line 2 must be an address with a port, such as 127.0.0.1:8080 \
             or [::]:8080, not 8080",
            "`log.format` in the environment as PORTICO_LOG_FORMAT must be one of \"text\", \"json\", not \"xml\"",
        ]
    );
    assert_eq!(
        problems("server.trusted_proxies = ['10.0.0.1', 'proxy']", &[]),
        [
            "`server.trusted_proxies` in portico.toml line 1 must be a list, each entry an address or a range, \
          such as \"10.0.0.1\" or \"10.0.0.0/8\", not \"proxy\""
        ]
    );
    assert_eq!(
        problems("", &[("PORTICO_MAIL_SMTP_PORT", "0")]),
        ["`mail.smtp_port` in the environment as PORTICO_MAIL_SMTP_PORT must be a whole number from 1 to \
          65535, not 0"]
    );
}

#[test]
fn all_problems_come_at_once() {
    let found = read("[server]\nlisten = 1\npublic_ulr = ''", &[("PORTICO_X", "1")]).unwrap_err();
    assert_eq!(found.iter().count(), 3);
    assert!(found.to_string().starts_with("the configuration has 3 problems:\n  - "));
}

#[test]
fn a_file_that_is_no_toml_names_the_line() {
    let found = problems("[server]\nlisten = ", &[]);
    assert!(found[0].starts_with("portico.toml line 2 is not valid TOML: "), "{found:?}");
}

#[test]
fn a_named_file_must_exist() {
    let missing = Path::new("no-such-folder/portico.toml");
    let found = Config::load(Some(missing), std::iter::empty()).unwrap_err().to_string();
    assert!(found.contains("cannot read no-such-folder/portico.toml"), "{found}");
}

#[test]
fn secrets_stay_out_of_debug_and_messages() {
    let file = "[security]\nmaster_key = 'correct-horse-battery-staple-correct'\n\
                [database]\nurl = 'postgres://ann:hunter2@host/portico'";
    let shown = format!("{:?}", read(file, &[]).unwrap());
    assert!(!shown.contains("horse") && !shown.contains("hunter2"), "{shown}");

    let found =
        problems("[database]\nurl = 'mysql://ann:hunter2@host'", &[("PORTICO_SECURITY_MASTER_KEY", "short")]);
    assert!(!found.concat().contains("hunter2"), "{found:?}");
}

#[test]
fn rules_between_keys_are_checked() {
    let found = problems(
        "[server]\nlisten = '127.0.0.1:8000'\n[security]\nmaster_key = 'short'\nsession_absolute_hours = 1\n\
         [mail]\nsmtp_host = 'smtp.acme.example'\nusername = 'a'",
        &[],
    );
    assert_eq!(found.len(), 4, "{found:#?}");
    let found =
        problems("mail = { smtp_host = 'smtp', username = 'a', password = 'b', encryption = 'none' }", &[]);
    assert!(found[0].contains("mail.encryption"), "{found:?}");
    let found = problems("limits = { bodies_bytes = 1_048_576, image_bytes = 1_024 }", &[]);
    assert!(found.len() == 1 && found[0].contains("limits.specification_bytes"), "{found:?}");
}

#[test]
fn the_example_is_complete_and_valid() {
    let example = example();
    for key in keys() {
        assert!(example.contains(&format!("\n#{} = ", key.name)), "{} is missing", key.path());
    }
    assert!(read(&example, &[]).is_ok(), "all commented out");

    let uncommented: String = example
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let config = read(&uncommented, &[]).expect("all uncommented");
    assert_eq!(config.mail.smtp_host.as_deref(), Some("smtp.acme.example"));
}
