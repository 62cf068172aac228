//! Who may call, in the document's own words (OpenAPI 3.1 §4.8.27, §4.8.30).
use super::Json;
use crate::specifications::parse::SecurityScheme;
use app::specifications::{SchemeUse, SecurityView};
use indexmap::IndexMap;

pub fn of_operation(security: &Json, schemes: &IndexMap<String, SecurityScheme>) -> SecurityView {
    let ways: Vec<Vec<SchemeUse>> = security
        .items()
        .iter()
        .map(|way| way.members().map(|(name, scopes)| used(name, scopes, schemes)).collect())
        .collect();
    let open = matches!(security, Json::List(_)) && ways.iter().all(Vec::is_empty);
    SecurityView { open, ways: ways.into_iter().filter(|way| !way.is_empty()).collect() }
}

fn used(name: &str, scopes: &Json, schemes: &IndexMap<String, SecurityScheme>) -> SchemeUse {
    SchemeUse {
        name: name.to_owned(),
        text: schemes.get(name).map(text).unwrap_or_default(),
        scopes: scopes.items().iter().filter_map(Json::as_text).map(str::to_owned).collect(),
    }
}

/// Such as "API key in the header X-Key".
pub fn text(scheme: &SecurityScheme) -> String {
    let name = scheme.name.as_deref().unwrap_or_default();
    match (scheme.kind.as_str(), scheme.scheme.as_deref().map(str::to_ascii_lowercase).as_deref()) {
        ("apiKey", _) => match scheme.within.as_deref() {
            Some("query") => format!("API key in the query parameter {name}"),
            Some("cookie") => format!("API key in the cookie {name}"),
            Some("user") => "API key in place of the user name".to_owned(),
            Some("password") => "API key in place of the password".to_owned(),
            _ => format!("API key in the header {name}"),
        },
        ("http", Some("basic")) => "Name and password (HTTP Basic)".to_owned(),
        ("http", Some("bearer")) => match &scheme.bearer_format {
            Some(format) => format!("Bearer token ({format}) in the header Authorization"),
            None => "Bearer token in the header Authorization".to_owned(),
        },
        ("http", Some(other)) => format!("HTTP authentication, scheme {other}"),
        ("oauth2", _) => {
            let flows: Vec<&str> = scheme.flows.keys().map(|flow| flow_name(flow)).collect();
            format!("OAuth 2.0 ({})", flows.join(", "))
        }
        ("openIdConnect", _) => "OpenID Connect".to_owned(),
        // The types of AsyncAPI ("Security Scheme Object").
        ("httpApiKey", _) => match scheme.within.as_deref() {
            Some("query") => format!("API key in the query parameter {name}"),
            Some("cookie") => format!("API key in the cookie {name}"),
            _ => format!("API key in the header {name}"),
        },
        ("userPassword", _) => "Name and password".to_owned(),
        ("X509", _) => "Client certificate (X.509)".to_owned(),
        ("symmetricEncryption", _) => "Symmetric encryption".to_owned(),
        ("asymmetricEncryption", _) => "Asymmetric encryption".to_owned(),
        ("plain", _) => "Name and password (SASL PLAIN)".to_owned(),
        ("scramSha256", _) => "Name and password (SASL SCRAM-SHA-256)".to_owned(),
        ("scramSha512", _) => "Name and password (SASL SCRAM-SHA-512)".to_owned(),
        ("gssapi", _) => "Kerberos (SASL GSSAPI)".to_owned(),
        ("mutualTLS", _) => "Client certificate (mutual TLS)".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}

fn flow_name(flow: &str) -> &str {
    match flow {
        "authorizationCode" => "authorization code",
        "clientCredentials" => "client credentials",
        "deviceAuthorization" => "device authorization",
        other => other,
    }
}
