//! The sanitised HTML of a description as Markdown again. Texts of specifications are cleaned once, on
//! their way into a page's model; written from there, no text can break out of the place it is put.
use super::text::{at_line_start, code, escape_into, fence, link};

/// Blocks, with headings no higher than `heading` (1 to 6). Ends with a line break unless empty.
pub fn blocks(html: &str, heading: usize) -> String {
    let mut writer = Writer { heading, ..Writer::default() };
    tokens(html).for_each(|token| writer.token(token));
    writer.flush();
    writer.out
}

/// Everything on one line: paragraphs one after another, code blocks as code.
pub fn line(html: &str) -> String {
    let mut writer = Writer { on_one_line: true, ..Writer::default() };
    tokens(html).for_each(|token| writer.token(token));
    at_line_start(writer.inline.trim())
}

enum Token<'h> {
    Open(&'h str, &'h str),
    Close(&'h str),
    Text(String),
}

/// The sanitiser writes nothing but well-formed tags and three entities.
fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if !rest.starts_with('<') {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            rest = after;
            return Some(Token::Text(unescaped(text)));
        }
        let end = end_of_tag(rest);
        let tag = rest.get(1..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            return Some(Token::Close(name));
        }
        let (name, attributes) = tag.split_at(tag.find([' ', '/']).unwrap_or(tag.len()));
        Some(Token::Open(name, attributes))
    })
}

/// Where the tag closes: a `>` in a quoted value does not count.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

fn attribute(attributes: &str, name: &str) -> String {
    let value = attributes.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| unescaped(value)).unwrap_or_default()
}

/// What stands before every line of a block.
enum Prefix {
    Quote {
        written: bool,
    },
    /// The marker before the first line, as much space before the others.
    Item {
        marker: String,
        written: bool,
        /// The first of its list.
        first: bool,
    },
}

struct List {
    /// The next item's; `None` for bullets.
    number: Option<u64>,
    begun: bool,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The line being written, as Markdown.
    inline: String,
    prefixes: Vec<Prefix>,
    lists: Vec<List>,
    /// Text of an open `code` or `pre`, with the block's language.
    code: Option<(String, String)>,
    in_block: bool,
    links: Vec<String>,
    row: Option<Vec<String>>,
    rows: usize,
    heading: usize,
    on_one_line: bool,
}

impl Writer {
    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(text) => self.text(&text),
            Token::Open(name, attributes) => self.open(name, attributes),
            Token::Close(name) => self.close(name),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((code, _)) = &mut self.code {
            code.push_str(text);
            return;
        }
        let begins = text.starts_with(char::is_whitespace);
        for (index, word) in text.split_whitespace().enumerate() {
            if index > 0 || begins {
                self.space();
            }
            let word: String = word.chars().filter(|c| !c.is_control()).collect();
            escape_into(&mut self.inline, &word);
        }
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.inline.is_empty() && !self.inline.ends_with([' ', '\n']) {
            self.inline.push(' ');
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "strong" | "b" => self.inline.push_str("**"),
            "em" | "i" => self.inline.push('*'),
            "del" | "s" => self.inline.push_str("~~"),
            "code" => {
                let language = attribute(attributes, "class").replace("language-", "");
                let text = self.code.take().map(|(text, _)| text).unwrap_or_default();
                self.code = Some((text, language));
            }
            "pre" => {
                self.flush();
                self.in_block = true;
                self.code = Some(Default::default());
            }
            "a" => {
                self.links.push(attribute(attributes, "href"));
                self.inline.push('[');
            }
            "img" => {
                let mut alt = String::new();
                escape_into(&mut alt, &super::text::one_line(&attribute(attributes, "alt")));
                let source = attribute(attributes, "src");
                // Pictures that are carried in the text are no text.
                let source = if source.starts_with("data:") { String::new() } else { source };
                self.inline.push_str(&format!("!{}", link(&alt, &source)));
            }
            "br" if self.on_one_line || self.row.is_some() => self.space(),
            "br" => self.inline.push_str("\\\n"),
            "hr" => self.block("---"),
            "ul" | "ol" => {
                self.flush();
                let start = attribute(attributes, "start").parse().unwrap_or(1);
                self.lists.push(List { number: (name == "ol").then_some(start), begun: false });
            }
            "li" => self.item(),
            "blockquote" => {
                self.flush();
                self.prefixes.push(Prefix::Quote { written: false });
            }
            "tr" => self.row = Some(Vec::new()),
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" => self.flush(),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let (mut marker, mut first) = ("- ".to_owned(), false);
        if let Some(list) = self.lists.last_mut() {
            first = !std::mem::replace(&mut list.begun, true);
            if let Some(number) = &mut list.number {
                marker = format!("{}. ", (*number).min(999_999_999));
                *number = number.saturating_add(1);
            }
        }
        self.prefixes.push(Prefix::Item { marker, written: false, first });
    }

    fn close(&mut self, name: &str) {
        match name {
            "strong" | "b" => self.inline.push_str("**"),
            "em" | "i" => self.inline.push('*'),
            "del" | "s" => self.inline.push_str("~~"),
            "code" if !self.in_block => {
                let (text, _) = self.code.take().unwrap_or_default();
                self.inline.push_str(&code(&text));
            }
            "pre" => {
                self.in_block = false;
                let (text, language) = self.code.take().unwrap_or_default();
                match self.on_one_line {
                    true => self.inline.push_str(&code(&text)),
                    false => self.block(fence(&language, &text).trim_end_matches('\n')),
                }
            }
            "a" => {
                let url = self.links.pop().unwrap_or_default();
                self.inline.push_str(&link("", &url)[1..]);
            }
            "li" | "blockquote" => {
                self.flush();
                self.prefixes.pop();
            }
            "ul" | "ol" => {
                self.flush();
                self.lists.pop();
            }
            "td" | "th" => self.cell(),
            "tr" => self.finish_row(),
            "table" => self.rows = 0,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !self.on_one_line => {
                // A page's own headings begin at the second level.
                let level = name[1..].parse::<usize>().unwrap_or(6) + self.heading.saturating_sub(2);
                let title = format!("{} {}", "#".repeat(level.clamp(1, 6)), self.inline.trim());
                self.inline.clear();
                self.block(&title);
            }
            "p" | "div" => self.flush(),
            _ => {}
        }
    }

    fn cell(&mut self) {
        let text = std::mem::take(&mut self.inline).replace('\n', " ");
        if let Some(row) = &mut self.row {
            // A pipe in code ends the cell, unless it is escaped there too.
            let text = text.replace("\\|", "|").replace('|', "\\|");
            row.push(text.trim().to_owned());
        }
    }

    fn finish_row(&mut self) {
        let Some(cells) = self.row.take() else { return };
        if self.on_one_line {
            self.inline.push_str(&cells.join(", "));
            self.inline.push_str("; ");
            return;
        }
        let row = format!("| {} |", cells.join(" | "));
        match self.rows {
            0 => self.block(&format!("{row}\n|{}", " --- |".repeat(cells.len()))),
            _ => self.lines(&row),
        }
        self.rows += 1;
    }

    /// Ends the paragraph that is being written.
    fn flush(&mut self) {
        if self.on_one_line {
            self.space();
            return;
        }
        let inline = std::mem::take(&mut self.inline);
        let lines: Vec<String> = inline.trim().lines().map(at_line_start).collect();
        if !inline.trim().is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    /// A block of its own, after an empty line; the beginning of an item needs none.
    fn block(&mut self, text: &str) {
        if self.on_one_line {
            return;
        }
        let nested = self.prefixes.len() > 1;
        let close = match self.prefixes.last() {
            // Only a list from one on may follow its paragraph at once.
            Some(Prefix::Item { marker, written: false, first: true }) => {
                nested && ["- ", "1. "].contains(&marker.as_str())
            }
            Some(Prefix::Item { written, .. }) => !written,
            _ => false,
        };
        if !self.out.is_empty() && !close {
            let prefix = self.prefix(true);
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
        self.lines(text);
    }

    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let prefix = self.prefix(false);
            self.out.push_str(format!("{prefix}{line}").trim_end());
            self.out.push('\n');
        }
    }

    fn prefix(&mut self, empty_line: bool) -> String {
        let part = |prefix: &mut Prefix| match prefix {
            // An empty line above a quote is not a part of it.
            Prefix::Quote { written: false } if empty_line => String::new(),
            Prefix::Quote { written } => {
                *written = true;
                "> ".to_owned()
            }
            Prefix::Item { marker, written, .. } if !empty_line && !*written => {
                *written = true;
                marker.clone()
            }
            Prefix::Item { marker, .. } => " ".repeat(marker.len()),
        };
        self.prefixes.iter_mut().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{specification_to_html, to_html};

    fn again(markdown: &str) -> String {
        blocks(&to_html(markdown), 2)
    }

    #[test]
    fn markdown_stays_markdown() {
        let written = "## Title\n\nA *b* **c** `d` [e](https://f.example/g) snake_case.\n\n\
                       - one\n- two\n  - deeper\n\n> quoted\n\n```json\n{\"a\": 1}\n```\n\n\
                       | a | b |\n| --- | --- |\n| 1 | 2 |\n";
        assert_eq!(again(written), written.replace("## Title", "### Title"));
        assert_eq!(again("3. three\n4. four"), "3. three\n4. four\n");
    }

    #[test]
    fn what_reads_the_same_is_the_same() {
        let bare = |text: &str| to_html(text).replace("<p>", "").replace("</p>", "").replace('\n', "");
        for text in [
            "a\\\nb",
            "1\\. not a list",
            "\\# not a heading",
            "`` a`b ``",
            "a \\*b\\* \\_c\\_ \\<d> &amp;lt;",
            "![alt](/x.png)",
            "- a\n\n  b\n\n  ```\n  c\n\n  d\n  ```\n- e",
            "> - a\n> - b\n>\n> c",
            "1. a\n   1. b\n2. c",
            "---",
        ] {
            assert_eq!(bare(&again(text)), bare(text), "{text}: {}", again(text));
        }
    }

    #[test]
    fn hostile_text_stays_inside() {
        let hostile = "<p>a</p># Title\n```\nx\n<pre>\n```\n````\n</pre>&lt;script&gt;";
        let written = blocks(&specification_to_html(hostile), 3);
        let html = to_html(&written);
        assert!(!html.contains("<script") && !html.contains("<h1"), "{written}");
        assert_eq!(line(&to_html("# a\n\nb | c\n\n- d\n- e\n\n```\nf\ng\n```")), "a b \\| c d e `f g`");
    }
}
