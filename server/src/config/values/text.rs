//! Text with a form.

use std::fmt;

use crate::config::setting::text_setting;

const LONGEST_TEXT: usize = 255;
const LONGEST_ADDRESS: usize = 250;

macro_rules! text_type {
    ($type:ident) => {
        impl $type {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::ops::Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);
text_type!(Text);
text_setting!(Text, format!("one line of 1 to {LONGEST_TEXT} characters"), |text| {
    let fits = (1..=LONGEST_TEXT).contains(&text.chars().count());
    (fits && !text.trim().is_empty() && !text.contains(char::is_control)).then(|| Text(text.to_owned()))
});

/// What an API key begins with, before the underscore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPrefix(String);
text_type!(KeyPrefix);
text_setting!(KeyPrefix, "1 to 8 lower-case letters and digits, such as \"ptk\"", |text| {
    let fits = (1..=8).contains(&text.len());
    let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    (fits && plain).then(|| KeyPrefix(text.to_owned()))
});

/// Levels of the log, in the form that tracing-subscriber's `EnvFilter` reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFilter(String);
text_type!(LogFilter);
text_setting!(
    LogFilter,
    "\"error\", \"warn\", \"info\", \"debug\", \"trace\" or \"off\", with exceptions such as \"info,sqlx=warn\"",
    |text| {
        let valid = text.split(',').all(|directive| {
            let (target, level) = directive.split_once('=').unwrap_or(("any", directive));
            let module = |c: char| c.is_ascii_alphanumeric() || "_:-".contains(c);
            let level_known = ["off", "error", "warn", "info", "debug", "trace"].contains(&level.trim());
            level_known && !target.trim().is_empty() && target.trim().chars().all(module)
        });
        valid.then(|| LogFilter(text.to_owned()))
    }
);

/// A mail address, with a name before it or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress {
    pub name: Option<String>,
    pub address: String,
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

text_setting!(
    MailAddress,
    "a mail address, such as \"apis@acme.example\" or \"Acme APIs <apis@acme.example>\"",
    |text| {
        if text.contains(char::is_control) {
            return None;
        }
        let (name, address) = match text.strip_suffix('>') {
            Some(named) => named.split_once('<').map(|(name, address)| (name.trim(), address))?,
            None => ("", text.trim()),
        };
        let (local, domain) = address.rsplit_once('@')?;
        let unusual = |c: char| c.is_whitespace() || "<>()[],;:\\\"@".contains(c);
        let valid = !local.is_empty()
            && !domain.is_empty()
            && address.len() <= LONGEST_ADDRESS
            && !local.contains(unusual)
            && !domain.contains(unusual)
            && !name.contains(['<', '>']);
        let name = (!name.is_empty()).then(|| name.trim_matches('"').to_owned());
        valid.then(|| MailAddress { name, address: address.to_owned() })
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::setting::Setting;

    fn accepts<T: Setting>(text: &str) -> bool {
        T::read(&text.into()).is_ok()
    }

    #[test]
    fn a_mail_address_may_have_a_name() {
        let address = MailAddress::read(&"Acme APIs <apis@acme.example>".into()).unwrap();
        assert_eq!(address.name.as_deref(), Some("Acme APIs"));
        assert_eq!(address.address, "apis@acme.example");
        assert_eq!(address.to_string(), "Acme APIs <apis@acme.example>");
        assert!(accepts::<MailAddress>("portico@localhost"));
    }

    #[test]
    fn a_mail_address_is_one_address() {
        for text in ["", "acme", "@acme.example", "a@b, c@d", "a@b\r\nBcc: c@d", "A <a@b> <c@d>", "a@"] {
            assert!(!accepts::<MailAddress>(text), "{text:?}");
        }
    }

    #[test]
    fn a_key_prefix_is_short_and_plain() {
        assert!(accepts::<KeyPrefix>("acme2"));
        for text in ["", "Acme", "acme_", "ninechars"] {
            assert!(!accepts::<KeyPrefix>(text), "{text:?}");
        }
    }

    #[test]
    fn a_log_filter_names_known_levels() {
        assert!(accepts::<LogFilter>("info,sqlx=warn,server::http=debug"));
        for text in ["", "verbose", "info,", "sqlx=loud", "=info"] {
            assert!(!accepts::<LogFilter>(text), "{text:?}");
        }
    }
}
