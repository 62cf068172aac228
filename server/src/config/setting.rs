//! How a value is read from TOML or from the text of an environment variable.

use std::{net::SocketAddr, ops::RangeInclusive, path::PathBuf};

use toml::Value;

/// A type that a key can have.
pub(super) trait Setting: Sized {
    /// How the text of an environment variable becomes a value.
    const SHAPE: Shape;
    /// A secret is never repeated in a message.
    const SECRET: bool = false;

    /// Completes "must be …", with an example where one helps.
    fn accepts() -> String;

    fn read(value: &Value) -> Result<Self, Rejected>;

    /// The value of a key that nobody set and that has no default.
    fn unset() -> Option<Self> {
        None
    }
}

/// The part of a value that is not acceptable, as it was written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rejected(pub String);

impl From<&Value> for Rejected {
    fn from(value: &Value) -> Self {
        Rejected(value.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Number,
    Flag,
    List,
}

impl Shape {
    /// Text that does not fit stays text, to be refused by the type itself.
    pub fn value_of(self, text: &str) -> Value {
        let written = || Value::from(text);
        match self {
            Shape::Text => written(),
            Shape::Number => text.trim().parse::<i64>().map_or_else(|_| written(), Value::from),
            Shape::Flag => text.trim().parse::<bool>().map_or_else(|_| written(), Value::from),
            Shape::List => {
                let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
                Value::Array(entries.map(Value::from).collect())
            }
        }
    }
}

/// What a key accepts, with its range where it is a number.
pub(super) fn accepted(by_type: String, within: Option<&RangeInclusive<i64>>) -> String {
    match within {
        Some(range) => format!("{by_type} from {} to {}", range.start(), range.end()),
        None => by_type,
    }
}

/// A `Setting` read from text by a function `fn(&str) -> Option<Self>`.
macro_rules! text_setting {
    ($type:ty, $accepts:expr, $parse:expr) => {
        impl $crate::config::setting::Setting for $type {
            const SHAPE: $crate::config::setting::Shape = $crate::config::setting::Shape::Text;

            fn accepts() -> String {
                $accepts.into()
            }

            fn read(value: &toml::Value) -> Result<Self, $crate::config::setting::Rejected> {
                value.as_str().and_then($parse).ok_or_else(|| value.into())
            }
        }
    };
}
pub(super) use text_setting;

/// An enum whose variants are words of the file.
macro_rules! choice {
    (
        $(#[$attribute:meta])*
        pub enum $choice:ident { $( $(#[$variant_attribute:meta])* $variant:ident = $word:literal ),+ $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $choice { $( $(#[$variant_attribute])* $variant ),+ }

        $crate::config::setting::text_setting!(
            $choice,
            format!("one of {}", [$(concat!("\"", $word, "\"")),+].join(", ")),
            |word| match word { $($word => Some($choice::$variant),)+ _ => None }
        );
    };
}
pub(super) use choice;

text_setting!(SocketAddr, "an address with a port, such as 127.0.0.1:8080 or [::]:8080", |text| text
    .parse()
    .ok());
text_setting!(PathBuf, "the path of a file", |text| (!text.is_empty()).then(|| text.into()));

impl Setting for bool {
    const SHAPE: Shape = Shape::Flag;

    fn accepts() -> String {
        "true or false".into()
    }

    fn read(value: &Value) -> Result<Self, Rejected> {
        value.as_bool().ok_or_else(|| value.into())
    }
}

macro_rules! number_setting {
    ($($type:ty),+) => {$(
        impl Setting for $type {
            const SHAPE: Shape = Shape::Number;

            fn accepts() -> String {
                "a whole number".into()
            }

            fn read(value: &Value) -> Result<Self, Rejected> {
                value.as_integer().and_then(|n| n.try_into().ok()).ok_or_else(|| value.into())
            }
        }
    )+};
}
number_setting!(u16, u32, u64, usize);

impl<T: Setting> Setting for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const SECRET: bool = T::SECRET;

    fn accepts() -> String {
        T::accepts()
    }

    fn read(value: &Value) -> Result<Self, Rejected> {
        T::read(value).map(Some)
    }

    fn unset() -> Option<Self> {
        Some(None)
    }
}

impl<T: Setting> Setting for Vec<T> {
    const SHAPE: Shape = Shape::List;

    fn accepts() -> String {
        format!("a list, each entry {}", T::accepts())
    }

    fn read(value: &Value) -> Result<Self, Rejected> {
        value.as_array().ok_or(Rejected::from(value))?.iter().map(T::read).collect()
    }
}
