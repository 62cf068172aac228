//! What is wrong with a document that can be read nevertheless.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::limits::{MAX_MESSAGES, MAX_MESSAGES_CONSIDERED, MAX_QUOTED};
use super::pointer::Place;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something is missing from what readers see.
    Error,
    /// Everything is shown, though the document breaks a rule of its format.
    Warning,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub severity: Severity,
    pub text: String,
    /// Counted from 1.
    pub line: Option<u32>,
    /// Where in the document, as a URI fragment: `#/paths/~1pets/get`.
    pub pointer: String,
}

/// Collects messages: each once (a shared part is met many times) and not without end.
#[derive(Debug, Default)]
pub struct Messages {
    kept: Vec<Message>,
    seen: HashSet<(String, String)>,
    considered: usize,
    left_out: usize,
}

impl Messages {
    pub fn error(&mut self, line: u32, place: &Place<'_>, text: impl Into<String>) {
        self.add(Severity::Error, line, place, text.into());
    }

    pub fn warning(&mut self, line: u32, place: &Place<'_>, text: impl Into<String>) {
        self.add(Severity::Warning, line, place, text.into());
    }

    /// Further messages are only counted: no need to find out where they belong.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MAX_MESSAGES || self.considered > MAX_MESSAGES_CONSIDERED
    }

    fn add(&mut self, severity: Severity, line: u32, place: &Place<'_>, text: String) {
        self.considered += 1;
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        let pointer = quoted(&place.to_string()).into_owned();
        if self.seen.insert((pointer.clone(), text.clone())) {
            self.kept.push(Message { severity, text, line: (line > 0).then_some(line), pointer });
        }
    }

    /// In the order of the document, with a last one that counts what was left out.
    pub fn finish(mut self) -> Vec<Message> {
        self.kept.sort_by_key(|message| message.line);
        if self.left_out > 0 {
            let text = format!("And {} more. Correct the first ones and import again.", self.left_out);
            self.kept.push(Message { severity: Severity::Warning, text, line: None, pointer: "#".into() });
        }
        self.kept
    }
}

/// A name of the document for use in a message, cut to a readable length.
pub fn quoted(name: &str) -> std::borrow::Cow<'_, str> {
    match name.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &name[..end]).into(),
        None => name.into(),
    }
}
