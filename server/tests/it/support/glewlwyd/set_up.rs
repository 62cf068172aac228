//! What glewlwyd is started with, and what it is told then.
use super::{SCOPES, SESSION_COOKIE};
use crate::support::identity_provider::AUDIENCE;
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{fs, path::Path, sync::OnceLock};

/// By the package's own script, as installing it would.
pub async fn database(package: &Path, folder: &Path) {
    let script = package.join("usr/share/dbconfig-common/data/glewlwyd/install/sqlite3");
    let script = fs::read_to_string(script).expect("the tables of glewlwyd");
    let options = SqliteConnectOptions::new().filename(folder.join("glewlwyd.db")).create_if_missing(true);
    let mut connection = options.connect().await.expect("a database");
    let script = sqlx::AssertSqlSafe(format!("BEGIN; {script}\nCOMMIT;"));
    sqlx::raw_sql(script).execute(&mut connection).await.expect("the tables are made");
    connection.close().await.expect("the database is closed");
}

pub fn configuration(package: &Path, folder: &Path, port: u16) -> String {
    let modules = package.join("usr/lib/glewlwyd");
    let modules = modules.display();
    format!(
        r#"port = {port}
bind_address = "127.0.0.1"
external_url = "http://127.0.0.1:{port}"
login_url = "login.html"
api_prefix = "api"
log_mode = "console"
log_level = "WARNING"
cookie_secure = 0
user_module_path = "{modules}/user"
client_module_path = "{modules}/client"
user_auth_scheme_module_path = "{modules}/scheme"
plugin_module_path = "{modules}/plugin"
hash_algorithm = "SHA512"
database = {{ type = "sqlite3" path = "{}" }};
"#,
        folder.join("glewlwyd.db").display()
    )
}

/// Of its part for OpenID Connect.
pub fn parameters(issuer: &str) -> Value {
    let (private, public) = signing_key();
    json!({
        "iss": issuer,
        "oauth-as-iss-id": true,
        "jwt-type": "rsa", "jwt-key-size": "256", "key": private, "cert": public, "jwks-show": true,
        "access-token-duration": 3600, "refresh-token-duration": 86400, "code-duration": 600,
        "refresh-token-rolling": false,
        "auth-type-code-enabled": true, "auth-type-client-enabled": true, "auth-type-refresh-enabled": true,
        "auth-type-token-enabled": false, "auth-type-implicit-enabled": false,
        "auth-type-password-enabled": false, "auth-type-none-enabled": false,
        "auth-type-device-enabled": false,
        // Tokens for programs.
        "allow-non-oidc": true,
        "subject-type": "public", "allowed-scope": SCOPES,
        "name-claim": "mandatory", "name-claim-scope": ["profile"],
        "email-claim": "mandatory", "email-claim-scope": ["email"],
        "scope-claim": "no",
        "claims": [
            { "name": "groups", "user-property": "groups", "type": "string", "mandatory": true,
              "on-demand": false, "scope": ["groups"] },
            { "name": "email_verified", "user-property": "email-verified", "type": "boolean",
              "boolean-value-true": "yes", "boolean-value-false": "no", "mandatory": true, "on-demand": false,
              "scope": ["email"] },
        ],
        "pkce-allowed": true, "pkce-required": true,
        "resource-allowed": true, "resource-scope": { "weather.read": [AUDIENCE], "weather.write": [AUDIENCE] },
        "resource-client-property": "resource", "resource-scope-and-client-property": false,
        "session-management-allowed": true, "session-cookie-name": SESSION_COOKIE,
        "session-cookie-expiration": 86400, "back-channel-logout-allowed": true,
    })
}

/// Private and public, made once: that takes a while.
fn signing_key() -> &'static (String, String) {
    static KEY: OnceLock<(String, String)> = OnceLock::new();
    KEY.get_or_init(|| {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key");
        let private: Pkcs8V1Der<'_> = pair.as_der().expect("a private key");
        let public: PublicKeyX509Der<'_> = pair.public_key().as_der().expect("a public key");
        (pem("PRIVATE KEY", private.as_ref()), pem("PUBLIC KEY", public.as_ref()))
    })
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(der);
    let lines: Vec<&str> =
        text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("text")).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
