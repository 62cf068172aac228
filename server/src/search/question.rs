//! What was typed, read: a method, an address, words.
use super::words;

/// Words beyond these are left out.
const WORDS: usize = 8;
/// Segments of an address that may stand for a parameter each.
const OPEN_SEGMENTS: usize = 7;
/// How many leading segments may belong to the server's address and not to the path.
const BASE_SEGMENTS: usize = 2;
/// Those of HTTP, and what is done with channels.
const METHODS: [&str; 11] =
    ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY", "SEND", "RECEIVE"];
/// Words that say nothing, unless nothing else is asked for.
const FILLERS: [&str; 18] = [
    "a", "an", "and", "by", "can", "do", "for", "how", "i", "in", "is", "of", "on", "or", "the", "to",
    "with", "you",
];

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// All letters and digits in one, for names that are typed whole.
    pub key: String,
    pub method: Option<String>,
    /// Paths that the address may be a call of, each with the number of segments it leaves open and
    /// of those it takes for the server's.
    pub shapes: Vec<Shape>,
    pub terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    pub path: String,
    pub open: usize,
    pub dropped: usize,
}

/// One word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub word: String,
    /// Longer words that begin with it count too.
    pub begins: bool,
    /// Other words that count: its singular, or how it may have been meant.
    pub others: Vec<String>,
}

impl Question {
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let (method, rest) = method_and_rest(text);
        let address = address(rest);
        let shapes = address.map(shapes).unwrap_or_default();
        let mut found = words::words(address.unwrap_or(text));
        if let (Some(method), Some(_)) = (&method, address) {
            found.insert(0, method.to_lowercase());
        }
        Self {
            key: words::key(text),
            method: method.filter(|_| address.is_some()),
            shapes,
            terms: terms(found),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.shapes.is_empty()
    }
}

fn method_and_rest(text: &str) -> (Option<String>, &str) {
    let Some((first, rest)) = text.split_once(char::is_whitespace) else { return (None, text) };
    let method = first.to_ascii_uppercase();
    if METHODS.contains(&method.as_str()) { (Some(method), rest.trim()) } else { (None, text) }
}

/// The path in `/pets/7?x=1`, `https://api.example/pets/7` or `pets/7`.
fn address(text: &str) -> Option<&str> {
    if text.contains(char::is_whitespace) || !text.contains('/') {
        return None;
    }
    let after_scheme = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let path = match after_scheme {
        Some(rest) => &rest[rest.find('/')?..],
        None => text,
    };
    path.split(['?', '#']).next()
}

/// Every path that this may be a call of: each segment is written so, or is a parameter's value.
fn shapes(address: &str) -> Vec<Shape> {
    let whole = words::shape(&address.replace("/:", "/{").replace('*', "{"));
    let segments: Vec<&str> = whole.split('/').skip(1).collect();
    let mut shapes = Vec::new();
    for dropped in 0..=BASE_SEGMENTS.min(segments.len().saturating_sub(1)) {
        let segments = &segments[dropped..];
        let first_open = segments.len().saturating_sub(OPEN_SEGMENTS);
        for mask in 0_u32..1 << (segments.len() - first_open) {
            let is_open = |at: usize| at >= first_open && mask >> (at - first_open) & 1 == 1;
            // What is open already is not opened again.
            if segments.iter().enumerate().any(|(at, segment)| is_open(at) && *segment == "{}") {
                continue;
            }
            let written = segments.iter().enumerate();
            let path = written.map(|(at, segment)| format!("/{}", if is_open(at) { "{}" } else { segment }));
            shapes.push(Shape { path: path.collect(), open: mask.count_ones() as usize, dropped });
        }
    }
    // A path of nothing but parameters is every path.
    shapes.retain(|shape| shape.path.split('/').skip(1).any(|segment| segment != "{}"));
    shapes
}

fn terms(mut found: Vec<String>) -> Vec<Term> {
    let is_filler = |word: &String| FILLERS.contains(&word.as_str());
    if !found.iter().all(is_filler) {
        let last = found.len() - 1;
        let mut at = 0..;
        found.retain(|word| at.next() == Some(last) || !is_filler(word));
    }
    let mut terms: Vec<Term> = Vec::new();
    for word in found {
        if terms.len() < WORDS && terms.iter().all(|term| term.word != word) {
            let others = words::singular(&word).into_iter().collect();
            terms.push(Term { begins: word.chars().count() > 1, word, others });
        }
    }
    // The last one may still be being typed.
    if let Some(last) = terms.last_mut() {
        last.begins = true;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        Question::read(text).shapes.into_iter().map(|shape| shape.path).collect()
    }

    fn terms(text: &str) -> Vec<String> {
        Question::read(text).terms.into_iter().map(|term| term.word).collect()
    }

    #[test]
    fn an_address_may_be_a_call_of_several_paths() {
        assert_eq!(paths("/pets/7"), ["/pets/7", "/{}/7", "/pets/{}", "/7"]);
        assert!(paths("https://api.example/v1/pets/7?x=1").contains(&"/pets/{}".to_owned()));
        assert_eq!(paths("GET /pets/{id}"), ["/pets/{}",]);
        assert_eq!(paths("/pets/:id"), ["/pets/{}"]);
        assert_eq!(Question::read("delete /pets").method.as_deref(), Some("DELETE"));
        assert_eq!(Question::read("get pets").method, None);
        assert!(paths("pets and dogs").is_empty());
        assert!(paths("https://api.example").is_empty() && paths("/").is_empty());
        assert!(paths(&"/a".repeat(100)).len() <= 3 << OPEN_SEGMENTS);
    }

    #[test]
    fn fillers_count_only_where_there_is_nothing_else() {
        assert_eq!(terms("how do I list the pets"), ["list", "pets"]);
        assert_eq!(terms("to do"), ["to", "do"]);
        assert_eq!(terms("list a"), ["list", "a"], "the last word may be the beginning of another");
        assert_eq!(terms(&"word1 word2 ".repeat(90)), ["word1", "word2"]);
        assert!(Question::read(" \" ( * ").is_empty());
    }
}
