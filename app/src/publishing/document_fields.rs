//! The fields of a document, and its text as readers would see it.
use super::document_server_fns::PreviewDocument;
use crate::{
    catalog::{Document, DocumentLink, NAME_MAX, PAGE_MAX, RenderedDocument, Visibility},
    id::DocumentId,
    paths,
    ui::{
        Checkbox, Notice, Prose, RadioCard, RadioCards, Section, Select, SelectOption, TextArea, TextInput,
        form::{AnyForm, FUNCTION, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

/// What the form begins with.
#[derive(Debug, Clone, Default)]
pub struct DocumentTexts {
    title: String,
    slug: String,
    body: String,
    /// Empty where the document is new.
    path: String,
    parent: Option<DocumentId>,
    visibility: Visibility,
    published: bool,
}

impl DocumentTexts {
    pub fn of(document: Document) -> Self {
        Self {
            published: document.published_at.is_some(),
            title: document.title,
            slug: document.slug,
            body: document.body,
            path: document.path,
            parent: document.parent_id,
            visibility: document.visibility,
        }
    }

    /// With what was typed, where that was only looked at.
    fn typed(self, preview: FormHandle<PreviewDocument>) -> Self {
        let parent = preview.value("parent_id", self.parent.map(|id| id.to_string()).unwrap_or_default());
        let visibility = preview.value("visibility", self.visibility.as_str());
        Self {
            title: preview.value("title", self.title),
            slug: preview.value("slug", self.slug),
            body: preview.value("body", self.body),
            path: self.path,
            parent: parent.parse().ok(),
            visibility: Visibility::parse(&visibility).unwrap_or_default(),
            published: preview.checked("published", "true", self.published),
        }
    }
}

#[component]
pub fn DocumentFields(
    #[prop(into)] form: AnyForm,
    /// The product's slug.
    product: String,
    texts: DocumentTexts,
    parents: Vec<DocumentLink>,
) -> impl IntoView {
    let preview = use_form::<PreviewDocument>();
    let shown = preview.result().get_untracked();
    let texts = texts.typed(preview);
    let mut options = vec![SelectOption::new("", "None: at the top")];
    options.extend(parents.into_iter().map(|link| {
        SelectOption::new(
            link.id.to_string(),
            format!("{}{}", "\u{2003}".repeat(link.depth as usize), link.title),
        )
    }));
    let parent = texts.parent.map(|id| id.to_string()).unwrap_or_default();
    let cards = vec![
        RadioCard::new("public", "Everyone").text("All who may see the product and what this stands below."),
        RadioCard::new("signed_in", "Signed-in developers").text("To everybody else it does not exist."),
    ];
    view! {
        <FormNotice form=preview/>
        {shown.map(preview_of)}
        <TextInput name="title" label="Title" value=form.value("title", texts.title) error=form.error("title") limit=NAME_MAX as u32/>
        <TextInput name="slug" label="Address" hint="Left empty, it is made from the title." value=form.value("slug", texts.slug) error=form.error("slug") mono=true optional=true/>
        <Select name="parent_id" label="Stands below" options value=form.value("parent_id", parent) error=form.error("parent_id") optional=true/>
        <TextArea name="body" label="Text" hint="Markdown. Headings make the table of contents; after ``` the language colours the code." value=form.value("body", texts.body) error=form.error("body") limit=PAGE_MAX as u32 rows=20 mono=true optional=true/>
        <p class="muted">
            "Pictures are uploaded under "
            <a href=paths::admin_images(&product) target="_blank">"Images of this product"<span class="visually-hidden">" (opens in a new tab)"</span></a>
            ", where the line for the text can be copied."
        </p>
        <RadioCards name="visibility" legend="Who may read it" cards value=form.value("visibility", texts.visibility.as_str()) error=form.error("visibility")/>
        <Checkbox name="published" label="Published" hint="Until then only admins see it, and what stands below it." checked=form.checked("published", "true", texts.published)/>
        <div class="form__actions">
            <SubmitButton form>"Save"</SubmitButton>
            <button class="button" type="submit" formaction=preview_address(&texts.path)>"Preview without saving"</button>
        </div>
    }
}

/// The form's own page, asked for the text as readers would see it.
fn preview_address(path: &str) -> String {
    let document = if path.is_empty() { String::new() } else { format!("&path={}", paths::segment(path)) };
    format!("?{FUNCTION}=preview_document{document}")
}

fn preview_of(rendered: RenderedDocument) -> impl IntoView {
    view! {
        <Notice title="This is not saved"><p>"The text as its readers would see it. What you typed stands below."</p></Notice>
        <Section title="Preview">
            <div class="preview"><Prose sanitised_html=rendered.html/></div>
        </Section>
    }
}
