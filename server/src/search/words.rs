//! Words: what a name consists of, in lower case.
use std::collections::BTreeSet;

/// Characters of a word that count; longer ones are random text and not words.
const WORD_MAX: usize = 48;

/// The words of a text in their order: `listPullRequests`, `list_pull_requests` and
/// `/list/pull-requests` have the same ones.
pub fn words(text: &str) -> Vec<String> {
    names(text).flat_map(parts).collect()
}

/// Each word once, with the names that were written as one too: `pullRequest` is also found by
/// `pullrequest`. At most `limit` of them.
pub fn indexed(texts: &[&str], limit: usize) -> String {
    let mut found = BTreeSet::new();
    for name in texts.iter().flat_map(|text| names(text)) {
        if found.len() >= limit {
            break;
        }
        let parts = parts(name);
        if parts.len() > 1 {
            found.insert(cut(&key(name)));
        }
        found.extend(parts);
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// Letters and digits only: what two spellings of one name have in common.
pub fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(200).collect()
}

/// What stands between characters that belong to no name.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').filter(|name| !name.is_empty())
}

/// `HTTPServer` is http and server, `oauth2Token` is oauth2 and token; each ideograph is a word.
fn parts(name: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut previous = ' ';
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let next_is_small = rest.peek().is_some_and(|next| next.is_lowercase());
        let begins = c.is_uppercase() && (!previous.is_uppercase() || next_is_small);
        if begins || !c.is_alphanumeric() || is_ideograph(c) || is_ideograph(previous) {
            parts.push(std::mem::take(&mut part));
        }
        if c.is_alphanumeric() {
            part.extend(c.to_lowercase());
        }
        previous = c;
    }
    parts.push(part);
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| cut(&part)).collect()
}

fn cut(word: &str) -> String {
    word.chars().take(WORD_MAX).collect()
}

/// Scripts that write without spaces.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The singular of an English plural, where it ends like one.
pub fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() >= 2) {
        return Some(format!("{stem}y"));
    }
    let stem = word.strip_suffix('s').filter(|stem| stem.len() >= 3)?;
    (!stem.ends_with(['s', 'u', 'i'])).then(|| stem.to_owned())
}

/// Groups of three neighbouring letters, in any order, so that letters that changed places still have
/// some in common; beginning and end count as a letter.
pub fn trigrams(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = " ".chars().chain(word.chars()).chain(" ".chars()).collect();
    let sorted = |three: &[char]| {
        let mut three = three.to_vec();
        three.sort_unstable();
        three.into_iter().collect()
    };
    letters.windows(3).map(sorted).collect()
}

/// A path with its parameters left open: `/pets/{id}` and `/Pets/{petId}/` become `/pets/{}`.
pub fn shape(path: &str) -> String {
    let mut shape = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        shape.push('/');
        if segment.contains('{') { shape.push_str("{}") } else { shape.push_str(&segment.to_lowercase()) }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words_however_they_are_written() {
        for name in [
            "listPullRequests",
            "list_pull_requests",
            "ListPullRequests",
            "/list/pull-requests",
            "list.PullRequests",
        ] {
            assert_eq!(words(name), ["list", "pull", "requests"], "{name}");
        }
        assert_eq!(words("getHTTPServerV2"), ["get", "http", "server", "v2"]);
        assert_eq!(words("oauth2Token, Größe"), ["oauth2", "token", "größe"]);
        assert_eq!(words("天気API"), ["天", "気", "api"]);
        assert_eq!(words("\0\"*()' %_-"), Vec::<String>::new());
        assert_eq!(indexed(&["pullRequest pull"], 10), "pull pullrequest request");
    }

    #[test]
    fn plurals_have_a_singular() {
        assert_eq!(singular("pets").as_deref(), Some("pet"));
        assert_eq!(singular("repositories").as_deref(), Some("repository"));
        for word in ["access", "status", "is", "analysis", "pet"] {
            assert_eq!(singular(word), None, "{word}");
        }
    }

    #[test]
    fn shapes_leave_parameters_open() {
        assert_eq!(shape("/Repos/{owner}/{repo}/issues/"), "/repos/{}/{}/issues");
        assert_eq!(shape("/"), "");
    }
}
