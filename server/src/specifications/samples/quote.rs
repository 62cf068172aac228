//! Text as literals of programming languages.
use crate::specifications::view::Json;

/// `"…"` with the escapes that C's descendants share. `special` characters get a backslash too.
pub fn double(text: &str, special: &[char]) -> String {
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            char if special.contains(&char) => quoted.extend(['\\', char]),
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

/// `'…'` where only the quote and the backslash are special: PHP.
pub fn single(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// One word of a POSIX shell.
pub fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The same lines, further to the right, but for the first.
pub fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

/// JSON as a literal of a language that has other words for true, false and null.
pub fn json_literal(
    json: &Json,
    words: [&str; 3],
    text: fn(&str) -> String,
    colon: &str,
    depth: usize,
) -> String {
    let pad = "  ".repeat(depth + 1);
    let end = "  ".repeat(depth);
    let inner = |json: &Json| json_literal(json, words, text, colon, depth + 1);
    match json {
        Json::Bool(true) => words[0].to_owned(),
        Json::Bool(false) => words[1].to_owned(),
        Json::Null => words[2].to_owned(),
        Json::Text(value) => text(value),
        Json::Number(number) => number.to_string(),
        Json::List(items) if items.is_empty() => "[]".to_owned(),
        Json::List(items) => {
            let lines: Vec<String> = items.iter().map(|item| format!("{pad}{}", inner(item))).collect();
            format!("[\n{}\n{end}]", lines.join(",\n"))
        }
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let line = |(key, value): (&String, &Json)| format!("{pad}{}{colon}{}", text(key), inner(value));
            let lines: Vec<String> = members.iter().map(line).collect();
            format!("{{\n{}\n{end}}}", lines.join(",\n"))
        }
    }
}
