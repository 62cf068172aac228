use app::time::Timestamp;
use serde_json::{Map, Value};

/// How far the clocks of provider and portal may be apart, in seconds.
pub const LEEWAY: i64 = 30;

/// What a token says, after its signature was checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims(pub Map<String, Value>);

impl Claims {
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// Seconds since 1970 (RFC 7519 allows fractions). Absent where it is no such number.
    fn seconds(&self, name: &str) -> Option<i64> {
        let value = self.0.get(name)?;
        #[expect(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
        value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))
    }

    pub fn expires_at(&self) -> Option<Timestamp> {
        Timestamp::from_timestamp(self.seconds("exp")?, 0)
    }

    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.seconds("exp").is_none_or(|exp| now.timestamp() >= exp.saturating_add(LEEWAY))
    }

    /// The moment before which it does not count, if that is still ahead or cannot be read.
    pub fn starts_later(&self, now: Timestamp) -> bool {
        self.0.contains_key("nbf")
            && self.seconds("nbf").is_none_or(|nbf| now.timestamp() < nbf.saturating_sub(LEEWAY))
    }

    /// `aud`: one text or several.
    pub fn audiences(&self) -> Vec<&str> {
        texts(self.0.get("aud"))
    }

    /// `scope` is words with spaces between (RFC 9068); some providers write `scp`, as words or a list.
    pub fn scopes(&self) -> Vec<&str> {
        let written = ["scope", "scp"].iter().flat_map(|name| texts(self.0.get(*name)));
        written.flat_map(str::split_whitespace).collect()
    }
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn claims(value: Value) -> Claims {
        Claims(value.as_object().expect("an object").clone())
    }

    #[test]
    fn times_count_with_a_little_leeway_and_must_be_numbers() {
        let now = Timestamp::from_timestamp(1000, 0).expect("a time");
        assert!(!claims(json!({ "exp": 971 })).is_expired(now));
        assert!(!claims(json!({ "exp": 971.9 })).is_expired(now));
        for exp in [json!(970), json!("2000"), json!(null), json!([2000]), json!(-1e300)] {
            assert!(claims(json!({ "exp": exp })).is_expired(now), "{exp}");
        }
        assert!(claims(json!({})).is_expired(now));
        assert!(!claims(json!({})).starts_later(now));
        assert!(!claims(json!({ "nbf": 1030 })).starts_later(now));
        for nbf in [json!(1031), json!("0"), json!(null)] {
            assert!(claims(json!({ "nbf": nbf })).starts_later(now), "{nbf}");
        }
    }

    #[test]
    fn lists_are_read_as_providers_write_them() {
        let written = claims(json!({ "aud": ["a", 1, "b"], "scope": "read write", "scp": ["admin"] }));
        assert_eq!(written.audiences(), ["a", "b"]);
        assert_eq!(written.scopes(), ["read", "write", "admin"]);
        assert_eq!(claims(json!({ "aud": "a", "scp": "one two" })).scopes(), ["one", "two"]);
        assert!(claims(json!({ "aud": { "a": 1 } })).audiences().is_empty());
    }
}
