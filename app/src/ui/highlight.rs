//! Colours for code. One scanner serves every language that samples are written in: it knows texts,
//! numbers, comments and a few words, which is what helps the eye.

/// Beyond this, code stays plain: every coloured word is an element of the page.
const MARKS: usize = 90;

struct Language {
    comment: Option<&'static str>,
    quotes: &'static [char],
    words: &'static [&'static str],
}

fn language(name: &str) -> Language {
    let words: &[&str] = match name {
        "json" => &["true", "false", "null"],
        "curl" => &["curl"],
        "sh" | "bash" | "shell" | "zsh" | "console" => {
            &["curl", "export", "if", "then", "fi", "for", "do", "done", "echo", "cd", "exit"]
        }
        "yaml" | "yml" | "toml" => &["true", "false", "null"],
        "sql" => &[
            "SELECT", "FROM", "WHERE", "INSERT", "INTO", "UPDATE", "DELETE", "JOIN", "AND", "OR", "ORDER",
            "BY",
        ],
        "http" => &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "HTTP"],
        "kotlin" | "kt" | "swift" => &[
            "import", "val", "var", "let", "fun", "func", "class", "if", "return", "true", "false", "null",
            "nil",
        ],
        "python" | "py" => {
            &["import", "from", "def", "return", "if", "for", "in", "True", "False", "None", "print"]
        }
        "javascript" | "typescript" | "js" | "ts" => {
            &["const", "await", "new", "if", "throw", "true", "false", "null"]
        }
        "go" => &["package", "import", "func", "var", "if", "nil", "defer"],
        "java" => &["import", "public", "class", "static", "void", "throws", "new"],
        "csharp" | "cs" | "c#" => &["using", "var", "new", "await"],
        "ruby" | "rb" => &["require", "do", "end", "puts", "true", "false", "nil"],
        "php" => &["echo", "new", "true", "false", "null"],
        "rust" | "rs" => &["fn", "let", "true", "false"],
        _ => &[],
    };
    let comment = match name {
        "json" => None,
        "curl" | "sh" | "bash" | "shell" | "zsh" | "console" | "python" | "py" | "ruby" | "rb" | "yaml"
        | "yml" | "toml" => Some("#"),
        "sql" => Some("--"),
        "" | "text" | "txt" | "http" | "html" | "xml" => None,
        _ => Some("//"),
    };
    let quotes: &[char] = match name {
        "json" | "go" | "java" | "csharp" | "cs" | "c#" | "rust" | "rs" | "kotlin" | "kt" | "swift" => &['"'],
        "" | "text" | "txt" | "http" => &[],
        _ => &['"', '\''],
    };
    Language { comment, quotes, words }
}

/// The code as HTML, its words marked by class.
pub fn highlighted(code: &str, name: &str) -> String {
    highlighted_within(code, name, MARKS)
}

/// The same with a limit of its own to marked words: code with more of them stays plain.
pub fn highlighted_within(code: &str, name: &str, limit: usize) -> String {
    let language = language(name);
    let (mut html, mut marks, mut rest) = (String::with_capacity(code.len() * 2), 0, code);
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let (length, class) = token(rest, first, before, &language);
        let (part, after) = rest.split_at(length);
        match class {
            Some(class) => {
                marks += 1;
                let class =
                    if class == "text" && name == "json" && after.starts_with(':') { "key" } else { class };
                html.push_str(&format!("<span class=\"code--{class}\">{}</span>", escaped(part)));
            }
            None => html.push_str(&escaped(part)),
        }
        before = part.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    if marks > limit { escaped(code) } else { html }
}

/// How long the next token is, and its class.
fn token(rest: &str, first: char, before: char, language: &Language) -> (usize, Option<&'static str>) {
    let starts_comment = language.comment.is_some_and(|mark| rest.starts_with(mark));
    if starts_comment && before.is_whitespace() {
        return (rest.find('\n').unwrap_or(rest.len()), Some("comment"));
    }
    if language.quotes.contains(&first) {
        return text_length(rest, first).map_or((first.len_utf8(), None), |length| (length, Some("text")));
    }
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    if is_word(first) {
        let length = rest.find(|char| !is_word(char) && char != '.').unwrap_or(rest.len());
        if first.is_ascii_digit() {
            return (length, Some("number"));
        }
        let length = rest.find(|char| !is_word(char)).unwrap_or(rest.len());
        return (length, language.words.contains(&&rest[..length]).then_some("word"));
    }
    (first.len_utf8(), None)
}

/// A text with its quotes, if it ends.
fn text_length(rest: &str, quote: char) -> Option<usize> {
    let triple: String = [quote; 3].iter().collect();
    if rest.starts_with(&triple) {
        return rest[3..].find(&triple).map(|end| end + 6);
    }
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            char if char == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::highlighted;

    #[test]
    fn words_are_marked_and_everything_is_escaped() {
        assert_eq!(
            highlighted(r#"{"a": "<b>", "n": 1.5}"#, "json"),
            "{<span class=\"code--key\">\"a\"</span>: <span class=\"code--text\">\"&lt;b&gt;\"</span>, <span class=\"code--key\">\"n\"</span>: <span class=\"code--number\">1.5</span>}"
        );
        assert_eq!(highlighted("it's & <x>", "none"), "it's &amp; &lt;x&gt;");
    }

    #[test]
    fn long_code_stays_plain() {
        let long = "1 ".repeat(500);
        assert_eq!(highlighted(&long, "json"), long);
    }
}
