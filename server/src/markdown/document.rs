//! Documents of a product: headings that can be linked to, coloured code, the product's images.
use super::{options, without_raw_html};
use ammonia::Builder;
use app::{
    catalog::{Heading, RenderedDocument},
    paths,
    ui::highlighted_within,
};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Before the words of a heading in its fragment: the page has fragments of its own.
const FRAGMENT: &str = "s-";
/// Coloured words of one block of code, and of a document.
const MARKS_OF_BLOCK: usize = 400;
const MARKS_OF_DOCUMENT: usize = 3_000;
const FRAGMENT_MAX: usize = 80;

/// The address of an image of the product: `image:name`.
const IMAGE: &str = "image:";

/// A document of the product with this slug, as its readers see it.
pub fn document(markdown: &str, product: &str) -> RenderedDocument {
    let mut writer =
        Writer { product, headings: Vec::new(), taken: HashMap::new(), marks: MARKS_OF_DOCUMENT, blocks: 0 };
    let mut events = writer.events(Parser::new_ext(markdown, options()).map(without_raw_html));
    writer.set_below_the_page_title(&mut events);
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, events.into_iter());
    RenderedDocument { html: SANITISER.clean(&rendered).to_string(), headings: writer.headings }
}

/// The text with full addresses of images, to be read away from the portal.
pub fn with_full_addresses(markdown: &str, address: impl Fn(&str) -> String) -> String {
    markdown.replace(&format!("]({IMAGE}"), &format!("]({}", address("")))
}

struct Writer<'p> {
    product: &'p str,
    headings: Vec<Heading>,
    /// How often a fragment was asked for.
    taken: HashMap<String, usize>,
    marks: usize,
    blocks: usize,
}

impl Writer<'_> {
    fn events<'e>(&mut self, parser: impl Iterator<Item = Event<'e>>) -> Vec<Event<'e>> {
        let mut events: Vec<Event<'e>> = Vec::new();
        // Where the open heading begins, and the open block of code.
        let (mut heading, mut code): (Option<usize>, Option<(String, String)>) = (None, None);
        for event in parser {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => code = Some((language(&kind), String::new())),
                Event::Text(text) if code.is_some() => {
                    if let Some((_, block)) = &mut code {
                        block.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    let (language, block) = code.take().unwrap_or_default();
                    events.push(Event::Html(self.code(&language, &block).into()));
                }
                Event::Start(Tag::Heading { .. }) => {
                    heading = Some(events.len());
                    events.push(event);
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some(begin) = heading.take() {
                        self.heading(&mut events[begin..]);
                    }
                    events.push(event);
                }
                Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                    let dest_url = self.image(dest_url);
                    events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
                }
                other => events.push(other),
            }
        }
        events
    }

    /// Gives the heading its fragment and notes it.
    fn heading(&mut self, events: &mut [Event<'_>]) {
        let text: String = events
            .iter()
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        let fragment = self.fragment(&text);
        if let Some(Event::Start(Tag::Heading { level, id, .. })) = events.first_mut() {
            self.headings.push(Heading { level: *level as u8, id: fragment.clone(), text });
            *id = Some(fragment.into());
        }
    }

    /// The highest heading comes right below the page's own, whichever level its author began with.
    fn set_below_the_page_title(&mut self, events: &mut [Event<'_>]) {
        let highest = self.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let below = |level: u8| (level + 2 - highest).min(6);
        self.headings.iter_mut().for_each(|heading| heading.level = below(heading.level));
        for event in events {
            if let Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)) = event {
                *level = HeadingLevel::try_from(usize::from(below(*level as u8))).unwrap_or(HeadingLevel::H6);
            }
        }
    }

    /// Made from the words, so that it stays while the text around it changes.
    fn fragment(&mut self, text: &str) -> String {
        let mut words = String::new();
        for char in text.chars().flat_map(char::to_lowercase) {
            match char.is_alphanumeric() {
                true if words.len() < FRAGMENT_MAX => words.push(char),
                false if !words.is_empty() && !words.ends_with('-') => words.push('-'),
                _ => {}
            }
        }
        let wish = format!("{FRAGMENT}{}", words.trim_matches('-'));
        let mut fragment = wish.clone();
        while self.taken.contains_key(&fragment) {
            let count = self.taken.entry(wish.clone()).or_insert(1);
            *count += 1;
            fragment = format!("{wish}-{count}");
        }
        self.taken.insert(fragment.clone(), 1);
        fragment
    }

    /// Scrolls by keyboard too, so it has a name.
    fn code(&mut self, language: &str, block: &str) -> String {
        self.blocks += 1;
        let html = highlighted_within(block, language, MARKS_OF_BLOCK.min(self.marks));
        self.marks = self.marks.saturating_sub(html.matches("<span").count());
        let class =
            if language.is_empty() { String::new() } else { format!(" class=\"language-{language}\"") };
        let number = self.blocks;
        format!(
            "<pre tabindex=\"0\" role=\"region\" aria-label=\"Code {number}\"><code{class}>{html}</code></pre>\n"
        )
    }

    fn image<'e>(&self, address: CowStr<'e>) -> CowStr<'e> {
        match address.strip_prefix(IMAGE) {
            Some(name) => paths::document_image(self.product, name).into(),
            None => address,
        }
    }
}

/// The first word after the fence, as a name.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else { return String::new() };
    let word = info.split([' ', ',', '{']).next().unwrap_or_default().to_lowercase();
    word.chars().filter(|c| c.is_ascii_alphanumeric() || "+-#".contains(*c)).take(20).collect()
}

/// As [`super::SANITISER`], and what is written above.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = super::sanitiser();
    builder
        .add_tag_attributes("pre", ["tabindex", "role", "aria-label"])
        .add_tag_attributes("span", ["class"])
        .add_generic_attributes(HashSet::from(["id"]))
        .attribute_filter(|tag, attribute, value| match (tag, attribute) {
            (_, "id") => value.starts_with(FRAGMENT).then(|| value.into()),
            ("span", "class") => value.starts_with("code--").then(|| value.into()),
            ("img", "src") if paths::own(value).is_some() => Some(value.into()),
            _ => super::allowed(tag, attribute, value),
        });
    builder
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_fragments_of_their_own() {
        let rendered = document("# One\n\n## Two *and* `more`\n\n# One\n\n### 宠物\n\n# !\n\n# content", "p");
        let found: Vec<_> =
            rendered.headings.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
        let expected =
            [(2, "s-one"), (3, "s-two-and-more"), (2, "s-one-2"), (4, "s-宠物"), (2, "s-"), (2, "s-content")];
        assert_eq!(found, expected);
        assert_eq!(rendered.headings[1].text, "Two and more");
        let begun_lower = document("## A\n\n### B", "p");
        assert_eq!(begun_lower.headings.iter().map(|heading| heading.level).collect::<Vec<_>>(), [2, 3]);
        assert!(begun_lower.html.contains("<h3 id=\"s-b\">B</h3>"), "{}", begun_lower.html);
        assert!(rendered.html.contains("<h3 id=\"s-two-and-more\">Two <em>and</em>"), "{}", rendered.html);
    }

    #[test]
    fn code_is_coloured_and_stays_text() {
        let html =
            document("```json\n{\"a\": \"<script>\"}\n```\n\n```sh onclick=x\ncurl </code> \"$A\"\n```", "p")
                .html;
        assert!(
            html.contains("<code class=\"language-json\">{<span class=\"code--key\">\"a\"</span>"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;") && html.contains("&lt;/code&gt;"), "{html}");
        assert!(html.contains("<pre tabindex=\"0\" role=\"region\" aria-label=\"Code 2\">"), "{html}");
        assert!(!html.contains("onclick"), "{html}");
    }

    #[test]
    fn images_are_the_products_own() {
        let html =
            document("![a \"cat\"](image:5f.png) ![b](javascript:alert(1)) ![c](image:../../x)", "pets").html;
        assert!(html.contains("src=\"/apis/pets/images/5f.png\" alt=\"a &quot;cat&quot;\""), "{html}");
        assert!(!html.contains("javascript:") && html.contains("images/..%2F..%2Fx"), "{html}");
        let full =
            with_full_addresses("![a](image:5f.png)", |name| format!("https://a.example/images/{name}"));
        assert_eq!(full, "![a](https://a.example/images/5f.png)");
    }

    #[test]
    fn nothing_else_gets_a_fragment_or_a_class() {
        let html = document("<p id=s-x><span class=code--x>a</span></p>\n\n[a](data:text/html,x)", "p").html;
        assert!(!html.contains("<span") && !html.contains("<p id") && !html.contains("href"), "{html}");
    }
}
