//! Markdown from admins and specifications, as HTML that is safe to show.
mod document;
pub mod from_html;
pub mod text;

pub use document::{document, with_full_addresses};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

/// CommonMark with tables, strikethrough, task lists and footnotes; raw HTML shows as text. Headings
/// begin at the second level, below the page's own.
pub fn to_html(markdown: &str) -> String {
    rendered(markdown, without_raw_html)
}

/// The same for texts of specifications, many of which are generated and hold a few tags.
pub fn specification_to_html(markdown: &str) -> String {
    rendered(markdown, with_plain_tags)
}

fn rendered(markdown: &str, raw: fn(Event<'_>) -> Event<'_>) -> String {
    if markdown.trim().is_empty() {
        return String::new();
    }
    let events = Parser::new_ext(markdown, options()).map(raw).map(below_the_page_title);
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    SANITISER.clean(&rendered).to_string()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// The text without its marks, on one line.
pub fn to_text(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }) => {}
            Event::Start(_) | Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_raw_html(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    }
}

/// Tags that say how text is set, and nothing else.
const PLAIN_TAGS: [&str; 14] =
    ["p", "br", "b", "i", "em", "strong", "code", "pre", "ul", "ol", "li", "sub", "sup", "blockquote"];

/// Raw HTML as text, but for plain tags without attributes.
fn with_plain_tags(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => {
            let mut escaped = text.replace('<', "&lt;").replace('>', "&gt;");
            for tag in PLAIN_TAGS {
                for written in [tag.to_owned(), format!("/{tag}"), format!("{tag}/"), format!("{tag} /")] {
                    escaped = escaped.replace(&format!("&lt;{written}&gt;"), &format!("<{written}>"));
                }
            }
            Event::Html(escaped.into())
        }
        other => other,
    }
}

fn below_the_page_title(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    }
}

fn below(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// The renderer already writes nothing else; this holds should it ever err.
static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = sanitiser();
    builder.attribute_filter(allowed);
    builder
});

/// Tags and addresses; attributes pass [`allowed`].
fn sanitiser() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::default();
    builder
        .url_schemes(HashSet::from(["http", "https", "mailto", "data"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .add_tag_attributes("code", ["class"]);
    builder
}

fn allowed<'v>(tag: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match (tag, attribute) {
        ("code", "class") => value.starts_with("language-").then(|| value.into()),
        // Pictures may be carried in the text; a link must not be.
        ("img", "src") if value.starts_with("data:") => {
            value.starts_with("data:image/").then(|| value.into())
        }
        (_, _) if value.trim_start().to_ascii_lowercase().starts_with("data:") => None,
        _ => Some(value.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{specification_to_html, to_html};

    #[test]
    fn raw_html_is_text_and_scripts_do_not_pass() {
        assert_eq!(
            to_html("a <b>bold</b> <script>alert(1)</script>"),
            "<p>a &lt;b&gt;bold&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        );
        for hostile in
            ["[x](javascript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](data:text/html,x)"]
        {
            let html = to_html(hostile);
            assert!(!html.contains("javascript:") && !html.contains("data:"), "{html}");
        }
    }

    #[test]
    fn texts_of_specifications_may_hold_plain_tags() {
        assert_eq!(
            specification_to_html("<p>Makes a <code>Card</code> &amp; <a href='x'>more</a>.</p>"),
            "<p>Makes a <code>Card</code> &amp; &lt;a href='x'&gt;more&lt;/a&gt;.</p>"
        );
        assert_eq!(
            specification_to_html("a<br>b <b onclick=x>c</b> <script>d</script>"),
            "<p>a<br>b &lt;b onclick=x&gt;c &lt;script&gt;d&lt;/script&gt;</p>\n"
        );
    }

    #[test]
    fn headings_stand_below_the_page_title() {
        assert_eq!(to_html("# One\n\n###### Six"), "<h2>One</h2>\n<h6>Six</h6>\n");
    }
}
