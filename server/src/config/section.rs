//! How a section is declared: one line of documentation, name, type and default per key.

use std::ops::RangeInclusive;

use toml::Value;

use super::sources::Sources;

/// A table of the file, such as `[server]`.
pub(super) trait Section: Sized {
    const DOC: &'static [&'static str];
    fn keys() -> Vec<Key>;
    fn read(sources: &mut Sources) -> Self;
}

/// What is known of one key, whoever asks: the reader, an error message or the example.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub section: &'static str,
    pub name: &'static str,
    pub doc: &'static [&'static str],
    /// "an address with a port, such as 127.0.0.1:8080"
    pub accepts: String,
    pub default: Preset,
    /// The numbers accepted, where the key is a number.
    pub within: Option<RangeInclusive<i64>>,
}

impl Key {
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    pub fn variable(&self) -> String {
        format!("PORTICO_{}_{}", self.section, self.name).to_uppercase()
    }
}

/// What a key is when nobody sets it.
#[derive(Debug, Clone)]
pub(super) enum Preset {
    Default(Value),
    /// Nothing; the value is what the example shows.
    Unset(Value),
}

impl<V: Into<Value>> From<V> for Preset {
    fn from(value: V) -> Self {
        Preset::Default(value.into())
    }
}

pub(super) fn unset(example: &str) -> Preset {
    Preset::Unset(example.into())
}

pub(super) fn empty() -> Preset {
    Preset::Default(Value::Array(Vec::new()))
}

/// Declares a section: the struct, its keys and how it is read.
///
/// ```text
/// section! {
///     /// Where the portal listens.
///     pub struct Server = "server" {
///         /// Seconds to finish requests in after SIGTERM.
///         shutdown_grace_seconds: Seconds = 25, within 1..=300;
///     }
/// }
/// ```
macro_rules! section {
    (
        $(#[doc = $section_doc:literal])+
        pub struct $section:ident = $section_name:literal {
            $(
                $(#[doc = $doc:literal])+
                $key:ident: $type:ty = $default:expr $(, within $within:expr)?;
            )+
        }
    ) => {
        $(#[doc = $section_doc])+
        #[derive(Debug, Clone)]
        pub struct $section {
            $( $(#[doc = $doc])+ pub $key: $type, )+
        }

        impl $crate::config::section::Section for $section {
            const DOC: &'static [&'static str] = &[$($section_doc),+];

            fn keys() -> Vec<$crate::config::section::Key> {
                use $crate::config::{section::Key, setting::{Setting, accepted}};
                vec![$({
                    #[allow(unused_mut, unused_assignments)]
                    let mut within = None;
                    $( within = Some($within); )?
                    Key {
                        section: $section_name,
                        name: stringify!($key),
                        doc: &[$($doc),+],
                        accepts: accepted(<$type as Setting>::accepts(), within.as_ref()),
                        default: $default.into(),
                        within,
                    }
                }),+]
            }

            fn read(sources: &mut $crate::config::sources::Sources) -> Self {
                let mut keys = <Self as $crate::config::section::Section>::keys().into_iter();
                let mut next = || keys.next().expect("a key for every field");
                $( let $key = sources.read::<$type>(&next()); )+
                Self { $($key),+ }
            }
        }
    };
}
pub(super) use section;
