//! What a provider says of a person, read leniently: nothing but the subject is ever taken for granted.
use crate::teams::{Groups, groups_of};
use app::{
    developers::{NewDeveloper, check_email, normal_email},
    error::Checks,
    identity_providers::ProviderSettings,
};
use serde_json::{Map, Value};

/// OpenID Connect allows 255 ASCII characters.
const SUBJECT_MAX: usize = 255;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub subject: String,
    pub full_name: Option<String>,
    pub email: Option<Email>,
    pub groups: Groups,
    /// The provider's own session, as back-channel logout names it.
    pub session: Option<String>,
    /// When the person was last asked to prove who they are, in seconds since 1970.
    pub authenticated_at: Option<i64>,
}

/// In its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    pub address: String,
    /// Whether the provider vouches that it is this person's.
    pub proven: bool,
}

impl Profile {
    /// From the claims of a checked ID token, completed by what the userinfo endpoint says.
    pub fn read(
        settings: &ProviderSettings,
        id_token: &Map<String, Value>,
        user_info: &Map<String, Value>,
    ) -> Result<Self, String> {
        let subject = id_token.get("sub").and_then(Value::as_str).unwrap_or_default();
        if subject.is_empty() || subject.len() > SUBJECT_MAX || subject.contains(char::is_control) {
            return Err("It does not say who signed in (“sub”).".to_owned());
        }
        if !user_info.is_empty() && user_info.get("sub").and_then(Value::as_str) != Some(subject) {
            return Err(
                "The ID token and the userinfo endpoint speak of different people (“sub”).".to_owned()
            );
        }
        let claim = |path: &str| find(user_info, path).or_else(|| find(id_token, path));
        Ok(Self {
            full_name: claim(&settings.name_claim).and_then(name_of),
            email: claim(&settings.email_claim).and_then(Value::as_str).and_then(|told| {
                let standard = claim("email").and_then(Value::as_str) == Some(told);
                email_of(told, claim("email_verified").filter(|_| standard), settings.trusts_email)
            }),
            groups: match settings.groups_claim.as_str() {
                "" => Groups::default(),
                path => match claim(path).filter(|claim| !claim.is_null()) {
                    Some(claim) => groups_of(claim),
                    None => missing_groups(settings, claim("_claim_names").and_then(|names| names.get(path))),
                },
            },
            session: id_token.get("sid").and_then(Value::as_str).map(str::to_owned),
            authenticated_at: id_token.get("auth_time").and_then(Value::as_i64),
            subject: subject.to_owned(),
        })
    }
}

/// What a missing claim says. Claims that have to be fetched `elsewhere` (OpenID Connect Core 1.0, section 5.6.2; Entra
/// ID's way with more groups than fit) are missing too, and not read.
fn missing_groups(settings: &ProviderSettings, elsewhere: Option<&Value>) -> Groups {
    let note = match (elsewhere, settings.missing_groups_mean_none) {
        (Some(_), _) => {
            "The provider keeps the groups elsewhere, which is not read; teams stay as they are. Let it send only those that are mapped."
        }
        (None, true) => return Groups { names: Some(Vec::new()), notes: Vec::new() },
        (None, false) => {
            "The provider sent no groups; teams stay as they are. If it does so for people without groups, its settings can say so."
        }
    };
    Groups { names: None, notes: vec![note.to_owned()] }
}

/// A claim by its own name, or by the way to it through objects: some providers have names with dots.
fn find<'c>(claims: &'c Map<String, Value>, path: &str) -> Option<&'c Value> {
    if let Some(value) = claims.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    find(claims.get(first)?.as_object()?, rest)
}

fn name_of(claim: &Value) -> Option<String> {
    let name = claim.as_str()?.trim();
    let mut checks = Checks::new();
    checks.line("full_name", name, 1, NewDeveloper::FULL_NAME_MAX);
    checks.done().is_ok().then(|| name.to_owned())
}

/// `verified` is what the provider says of this very address; a refusal is never overruled.
fn email_of(told: &str, verified: Option<&Value>, trusted: bool) -> Option<Email> {
    let mut checks = Checks::new();
    check_email(&mut checks, told);
    checks.done().ok()?;
    let proven = match verified {
        Some(Value::Bool(verified)) => *verified,
        // As some providers write it.
        Some(Value::String(text)) => text == "true",
        Some(_) => false,
        None => trusted,
    };
    Some(Email { address: normal_email(told), proven })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn settings(more: Value) -> ProviderSettings {
        let mut all = json!({ "name": "Acme ID", "issuer": "https://a", "client_id": "portal" });
        for (name, value) in more.as_object().expect("an object") {
            all[name] = value.clone();
        }
        serde_json::from_value(all).expect("settings")
    }

    fn read(more: Value, id_token: Value, user_info: Value) -> Result<Profile, String> {
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        Profile::read(&settings(more), &object(id_token), &object(user_info))
    }

    fn proven(more: Value, claims: Value) -> Option<bool> {
        let mut claims = claims;
        claims["sub"] = json!("7");
        read(more, claims, json!({})).expect("a profile").email.map(|email| email.proven)
    }

    #[test]
    fn an_address_is_proven_only_by_who_says_so() {
        let ann = "Ann@Acme.example";
        assert_eq!(proven(json!({}), json!({ "email": ann, "email_verified": true })), Some(true));
        assert_eq!(proven(json!({}), json!({ "email": ann, "email_verified": "true" })), Some(true));
        for other in [json!(false), json!("false"), json!(1), json!(null), json!(["true"])] {
            let claims = json!({ "email": ann, "email_verified": other });
            assert_eq!(proven(json!({}), claims.clone()), Some(false), "{other}");
            assert_eq!(proven(json!({ "trusts_email": true }), claims), Some(false), "{other}");
        }
        assert_eq!(proven(json!({}), json!({ "email": ann })), Some(false));
        assert_eq!(proven(json!({ "trusts_email": true }), json!({ "email": ann })), Some(true));
        assert_eq!(proven(json!({}), json!({ "email": "no address" })), None);
    }

    #[test]
    fn the_proof_of_one_address_proves_no_other() {
        let claims = json!({ "upn": "boss@acme.example", "email": "ann@x.example", "email_verified": true });
        assert_eq!(proven(json!({ "email_claim": "upn" }), claims), Some(false));
    }

    #[test]
    fn subjects_must_be_there_and_the_same() {
        for sub in [json!(null), json!(""), json!(7), json!("x".repeat(256)), json!("a\u{0}b")] {
            assert!(read(json!({}), json!({ "sub": sub }), json!({})).is_err(), "{sub}");
        }
        assert!(read(json!({}), json!({ "sub": "7" }), json!({ "sub": "8", "name": "Eve" })).is_err());
        assert!(read(json!({}), json!({ "sub": "7" }), json!({ "name": "Eve" })).is_err());
    }

    #[test]
    fn a_missing_claim_is_no_group_only_where_the_settings_say_so() {
        let groups = |none: bool, claims: Value| {
            let more = json!({ "groups_claim": "groups", "missing_groups_mean_none": none });
            let mut claims = claims;
            claims["sub"] = json!("7");
            read(more, claims, json!({})).expect("a profile").groups
        };
        for claims in [json!({}), json!({ "groups": null })] {
            assert_eq!(groups(false, claims.clone()).names, None);
            assert!(groups(false, claims.clone()).notes[0].contains("sent no groups"));
            assert_eq!(groups(true, claims), Groups { names: Some(Vec::new()), notes: Vec::new() });
        }
        let elsewhere = json!({ "_claim_names": { "groups": "src1" } });
        for none in [true, false] {
            let told = groups(none, elsewhere.clone());
            assert!(told.names.is_none() && told.notes[0].contains("elsewhere"), "{told:?}");
        }
        assert_eq!(groups(true, json!({ "groups": 7 })).names, None);
    }

    #[test]
    fn claims_are_found_by_name_or_by_way() {
        let more = json!({ "groups_claim": "realm_access.roles", "name_claim": "https://acme.example/name" });
        let claims =
            json!({ "sub": "7", "realm_access": { "roles": ["a"] }, "https://acme.example/name": " Ann " });
        let profile = read(more, claims, json!({})).expect("a profile");
        assert_eq!(profile.groups.names, Some(vec!["a".to_owned()]));
        assert_eq!(profile.full_name.as_deref(), Some("Ann"));
        let odd = read(json!({}), json!({ "sub": "7", "name": { "x": 1 } }), json!({})).expect("a profile");
        assert_eq!((odd.full_name, odd.groups), (None, Groups::default()));
    }
}
