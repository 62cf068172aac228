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
