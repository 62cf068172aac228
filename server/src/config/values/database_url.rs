use std::fmt;

use toml::Value;

use crate::config::setting::{Rejected, Setting, Shape};

/// Which database, and where. May carry a password, so it is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    Sqlite,
    Postgres,
}

impl DatabaseUrl {
    /// The address as sqlx reads it, password included.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn kind(&self) -> DatabaseKind {
        if self.0.starts_with("sqlite:") { DatabaseKind::Sqlite } else { DatabaseKind::Postgres }
    }

    fn parse(text: &str) -> Option<Self> {
        let path_after = |scheme| text.strip_prefix(scheme).filter(|rest| !rest.is_empty());
        let sqlite = path_after("sqlite:").is_some_and(|path| path != "//");
        let postgres = path_after("postgres://").or_else(|| path_after("postgresql://")).is_some();
        (sqlite || postgres).then(|| DatabaseUrl(text.to_owned()))
    }

    /// Everything but what may hold a secret: the name and password before `@`, and the options after `?`.
    fn shown(&self) -> String {
        let address = self.0.split('?').next().unwrap_or_default();
        match (self.kind(), address.split_once("://"), address.rsplit_once('@')) {
            (DatabaseKind::Postgres, Some((scheme, _)), Some((_, place))) => {
                format!("{scheme}://[redacted]@{place}")
            }
            _ => address.to_owned(),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl Setting for DatabaseUrl {
    const SHAPE: Shape = Shape::Text;
    const SECRET: bool = true;

    fn accepts() -> String {
        "\"sqlite:\" and the path of a file, or \"postgres://user:password@host/database\"".into()
    }

    fn read(value: &Value) -> Result<Self, Rejected> {
        value.as_str().and_then(DatabaseUrl::parse).ok_or(Rejected("[redacted]".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_both_databases() {
        let kind = |text| DatabaseUrl::parse(text).map(|url| url.kind());
        assert_eq!(kind("sqlite:data/portico.db"), Some(DatabaseKind::Sqlite));
        assert_eq!(kind("sqlite::memory:"), Some(DatabaseKind::Sqlite));
        assert_eq!(kind("postgres://host/portico"), Some(DatabaseKind::Postgres));
        assert_eq!(kind("postgresql://host/portico"), Some(DatabaseKind::Postgres));
        for text in ["", "sqlite:", "sqlite://", "mysql://host/portico", "data/portico.db", "postgres://"] {
            assert_eq!(kind(text), None, "{text:?}");
        }
    }

    #[test]
    fn hides_what_may_be_secret() {
        let url = DatabaseUrl::parse("postgres://ann:p@ss@host:5432/portico?password=hidden").unwrap();
        assert_eq!(format!("{url:?}"), "\"postgres://[redacted]@host:5432/portico\"");
        assert!(url.expose().contains("p@ss"));
    }
}
