//! Words of others put into Markdown that we write: whatever they hold, they stay the text, code or
//! address that they are (CommonMark 0.31, and GitHub's tables).

/// Text on one line, with every mark taken literally.
pub fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 8);
    escape_into(&mut line, &one_line(text));
    at_line_start(&line)
}

/// White space, line breaks included, as single spaces; other control characters are left out.
pub fn one_line(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect());
    words.collect::<Vec<String>>().join(" ")
}

/// Escapes what means something within a line. An underscore inside a word means nothing.
pub fn escape_into(line: &mut String, text: &str) {
    let mut before = line.chars().next_back().unwrap_or(' ');
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let marks = match char {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            _ => false,
        };
        if marks {
            line.push('\\');
        }
        line.push(char);
        before = char;
    }
}

/// Escapes what means something only where a line begins: headings, lists, rules.
pub fn at_line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = line[digits..].strip_prefix(['.', ')']);
    let numbered = digits > 0 && marker.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    match line.chars().next() {
        Some('#' | '+' | '-' | '=') => format!("\\{line}"),
        _ if numbered => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

/// `` `code` ``, on one line, in as many backticks as it takes.
pub fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return String::new();
    }
    let marks = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{marks}{pad}{text}{pad}{marks}")
}

/// A block of code whose fence is longer than any in it.
pub fn fence(language: &str, code: &str) -> String {
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    let marks = "`".repeat(longest_run(&code, '`').max(2) + 1);
    let language: String =
        language.chars().filter(|c| c.is_ascii_alphanumeric() || "+-_.".contains(*c)).take(40).collect();
    format!("{marks}{language}\n{}\n{marks}\n", code.trim_end_matches('\n'))
}

/// A link; `text` is Markdown already.
pub fn link(text: &str, url: &str) -> String {
    format!("[{text}]({})", address(url))
}

/// An address that cannot end the parentheses it stands in.
pub fn address(url: &str) -> String {
    let mut written = String::with_capacity(url.len());
    for char in url.chars() {
        match char {
            '(' => written.push_str("%28"),
            ')' => written.push_str("%29"),
            '<' => written.push_str("%3C"),
            '>' => written.push_str("%3E"),
            '\\' => written.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|b| written.push_str(&format!("%{b:02X}")));
            }
            c => written.push(c),
        }
    }
    written
}

fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for char in text.chars() {
        run = if char == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of the Markdown sees.
    fn read(markdown: &str) -> String {
        crate::markdown::to_html(markdown)
    }

    #[test]
    fn whatever_text_holds_it_stays_text() {
        for hostile in [
            "# Title",
            "- item",
            "1. one",
            "2) two",
            "=====",
            "---",
            "> quote",
            "+ plus",
            "*a* _b_ `c` ~~d~~",
            "[x](javascript:alert(1))",
            "![x](y)",
            "<script>alert(1)</script>",
            "&lt;b&gt;",
            "a\n\n# b",
            "| a |\n|---|",
            "\\*",
            "``` js",
            "~~~",
            "\t indented",
            "<!-- x",
            "[a]: b",
        ] {
            let html = read(&plain(hostile));
            let shown = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
            let shown = shown.unwrap_or_else(|| panic!("{hostile} became {html}"));
            assert!(!shown.contains('<'), "{hostile} became {html}");
            let shown =
                shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&quot;", "\"");
            assert_eq!(shown, one_line(hostile));
        }
        assert_eq!(plain("snake_case stays as it is."), "snake_case stays as it is.");
    }

    #[test]
    fn code_cannot_end_its_own_quotes() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(read(&code("a `` b` ")), "<p><code>a `` b`</code></p>\n");
        let hostile = "x\n```\n# y\n````\nz";
        assert_eq!(fence("sh\n# y", hostile), format!("`````shy\n{hostile}\n`````\n"));
        assert_eq!(read(&fence("", hostile)).matches("<pre>").count(), 1);
    }

    #[test]
    fn an_address_stays_inside_its_parentheses() {
        assert_eq!(link("a", "https://x.example/(b) c>\n"), "[a](https://x.example/%28b%29%20c%3E%0A)");
    }
}
