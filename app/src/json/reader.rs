//! Reads the JSON that our own server wrote.
//!
//! A page needs to know whether it could read an answer, and never why not. Without words for every error,
//! and without fractions (which no model has), reading costs a browser half of what `serde_json` does.
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::{
    borrow::Cow,
    fmt::{self, Display},
};

/// Reads a whole text.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let mut reader = Reader { text, at: 0 };
    let value = T::deserialize(&mut reader)?;
    if reader.peek().is_none() { Ok(value) } else { Err(Unreadable) }
}

/// This is not what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

impl Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable JSON")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }
    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Read<T> = Result<T, Unreadable>;

struct Reader<'de> {
    text: &'de str,
    at: usize,
}

enum Whole {
    Positive(u64),
    Negative(i64),
}

/// What does not depend on types.
impl<'de> Reader<'de> {
    /// The next byte that means something, which is not taken yet.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !byte.is_ascii_whitespace() {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Read<()> {
        if self.peek() != Some(wanted) {
            return Err(Unreadable);
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, wanted: &str) -> Read<()> {
        self.peek();
        if !self.text[self.at..].starts_with(wanted) {
            return Err(Unreadable);
        }
        self.at += wanted.len();
        Ok(())
    }

    fn boolean(&mut self) -> Read<bool> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            _ => self.word("false").map(|()| false),
        }
    }

    fn number(&mut self) -> Read<Whole> {
        self.peek();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        let digits = &rest[..end.unwrap_or(rest.len())];
        self.at += digits.len();
        if digits.starts_with('-') {
            digits.parse().map(Whole::Negative).map_err(|_| Unreadable)
        } else {
            digits.parse().map(Whole::Positive).map_err(|_| Unreadable)
        }
    }

    fn string(&mut self) -> Read<Cow<'de, str>> {
        self.take(b'"')?;
        let mut string = Cow::Borrowed("");
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(['"', '\\']).ok_or(Unreadable)?;
            string += &rest[..plain];
            self.at += plain + 1;
            if rest.as_bytes()[plain] == b'"' {
                return Ok(string);
            }
            let escaped = self.escaped()?;
            string.to_mut().push(escaped);
        }
    }

    /// What stands for itself after a backslash, or is named by a letter or a number.
    fn escaped(&mut self) -> Read<char> {
        let byte = *self.text.as_bytes().get(self.at).ok_or(Unreadable)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.code_point()?,
            _ => return Err(Unreadable),
        })
    }

    fn code_point(&mut self) -> Read<char> {
        let first = self.code_unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or(Unreadable);
        }
        self.word("\\u")?;
        let second = self.code_unit()?;
        let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400).ok_or(Unreadable)?;
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + low).ok_or(Unreadable)
    }

    fn code_unit(&mut self) -> Read<u32> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unreadable)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Unreadable)
    }
}

/// Reads several kinds as another.
macro_rules! forward {
    ($($to:ident: $($from:ident)+;)+) => {$($(
        fn $from<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            self.$to(visitor)
        }
    )+)+};
}

/// The kinds of value, each asking only for what a visitor of that kind can take.
impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.peek() {
            Some(b'{') => self.deserialize_map(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b'"') => self.deserialize_str(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'n') => self.deserialize_unit(visitor),
            _ => self.deserialize_i64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.boolean()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.number()? {
            Whole::Positive(number) => visitor.visit_u64(number),
            Whole::Negative(number) => visitor.visit_i64(number),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_str(&self.string()?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.word("null")?;
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.peek() == Some(b'n') {
            self.word("null")?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let mut items = Items::open(self, b'[', b']')?;
        let value = visitor.visit_seq(&mut items)?;
        items.close()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let mut items = Items::open(self, b'{', b'}')?;
        let value = visitor.visit_map(&mut items)?;
        items.close()?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    /// A variant's name alone, or an object of one field: the variant's name and what it holds.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        if self.peek() == Some(b'"') {
            let name = self.string()?;
            return visitor.visit_enum(de::value::StrDeserializer::new(&name));
        }
        self.take(b'{')?;
        let value = visitor.visit_enum(&mut *self)?;
        self.take(b'}')?;
        Ok(value)
    }

    serde::forward_to_deserialize_any! { f32 f64 bytes byte_buf unit_struct tuple_struct ignored_any }

    forward! {
        deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64;
        deserialize_str: deserialize_char deserialize_string deserialize_identifier;
    }
}

/// What is listed between brackets or braces.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    end: u8,
    first: bool,
    closed: bool,
}

impl<'a, 'de> Items<'a, 'de> {
    fn open(reader: &'a mut Reader<'de>, begin: u8, end: u8) -> Read<Self> {
        reader.take(begin)?;
        Ok(Self { reader, end, first: true, closed: false })
    }

    /// Whether there is another one.
    fn more(&mut self) -> Read<bool> {
        if self.reader.peek() == Some(self.end) {
            self.closed = true;
            return self.reader.take(self.end).map(|()| false);
        }
        if !std::mem::take(&mut self.first) {
            self.reader.take(b',')?;
        }
        Ok(true)
    }

    /// Those who know how many there are do not ask whether there are more.
    fn close(self) -> Read<()> {
        if self.closed { Ok(()) } else { self.reader.take(self.end) }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Read<S::Value> {
        self.reader.take(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

impl<'de> EnumAccess<'de> for &mut Reader<'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Read<(S::Value, Self)> {
        let name = seed.deserialize(&mut *self)?;
        self.take(b':')?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        self.word("null")
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Read<S::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};
    use std::{collections::BTreeMap, fmt::Debug};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Tide {
        port: String,
        #[serde(flatten)]
        state: State,
        level: Option<i64>,
        turns: Vec<(u8, bool)>,
        shown: Shown,
        marks: BTreeMap<String, Shown>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "state", rename_all = "snake_case")]
    enum State {
        Rising { since: u64 },
        Still,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shown {
        Never,
        At(String),
        Between { from: i32, to: i32 },
        Twice((), char),
    }

    fn tide(port: &str, state: State, shown: Shown) -> Tide {
        let marks = [("a".to_owned(), Shown::Never), ("b".to_owned(), Shown::At(String::new()))];
        Tide {
            port: port.to_owned(),
            state,
            level: Some(i64::MIN),
            turns: vec![(0, true), (u8::MAX, false)],
            shown,
            marks: marks.into(),
        }
    }

    #[track_caller]
    fn reads_back<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: T) {
        assert_eq!(read(&serde_json::to_string(&value).unwrap()).as_ref(), Ok(&value));
        assert_eq!(read(&serde_json::to_string_pretty(&value).unwrap()).as_ref(), Ok(&value));
    }

    #[test]
    fn reads_what_serde_json_writes() {
        reads_back(tide("Łeba “north” \\ \"\n\t\u{1}\u{1F30A}", State::Still, Shown::Never));
        reads_back(tide("", State::Rising { since: u64::MAX }, Shown::Between { from: -1, to: 1 }));
        reads_back(vec![Shown::At("now".to_owned()), Shown::Twice((), '"')]);
        reads_back((Vec::<u8>::new(), None::<String>, BTreeMap::<String, ()>::new()));
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(read::<String>(r#" "\ud83c\udf0a \u00e9 \/" "#), Ok("\u{1F30A} é /".to_owned()));
        assert_eq!(read::<String>(r#""\ud83c""#), Err(Unreadable));
    }

    #[test]
    fn fields_that_nobody_knows_are_passed_over() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Known {
            port: String,
        }
        let text = r#"{"new": [{"a": null}, [], -3, "]"], "port": "Leba"}"#;
        assert_eq!(read(text), Ok(Known { port: "Leba".to_owned() }));
    }

    #[test]
    fn refuses_what_is_not_expected() {
        for text in ["", "[1", "[1 2]", "[1,]", "[1] 2", "{}", "[\"1\"]", "[1.5]", "[256]", "[-1]"] {
            assert_eq!(read::<Vec<u8>>(text), Err(Unreadable), "{text}");
        }
        assert_eq!(read::<(u8, u8)>("[1,2,3]"), Err(Unreadable));
        assert_eq!(read::<String>("\"open"), Err(Unreadable));
    }
}
