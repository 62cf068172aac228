use std::fmt;

use toml::Value;

use crate::config::setting::{Rejected, Setting, Shape};

/// A value that never shows itself in logs, messages or panics.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    pub fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself, for the one place that needs it.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Setting for Secret<String> {
    const SHAPE: Shape = Shape::Text;
    const SECRET: bool = true;

    fn accepts() -> String {
        "text that is not empty".into()
    }

    fn read(value: &Value) -> Result<Self, Rejected> {
        let text = value.as_str().filter(|text| !text.is_empty());
        text.map(|text| Secret(text.to_owned())).ok_or(Rejected("[redacted]".into()))
    }
}
