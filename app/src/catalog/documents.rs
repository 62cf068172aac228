use super::{NAME_MAX, PAGE_MAX, Product, Visibility, check_slug};
use crate::{
    error::{Checks, PortalError},
    id::{DocumentId, ImageId, ProductId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Images that a product may have.
pub const IMAGES_MAX: usize = 500;

/// Who may read a document: what it says itself, and all that it stands below. Of the product's
/// readers, in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    Everyone,
    SignedIn,
    /// It, or what it stands below, is not published.
    Admins,
}

impl Readers {
    pub const ALL: [Self; 3] = [Self::Everyone, Self::SignedIn, Self::Admins];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::SignedIn => "signed_in",
            Self::Admins => "admins",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|readers| readers.as_str() == text)
    }

    /// Of a document by itself.
    pub fn of(visibility: Visibility, published: bool) -> Self {
        match (published, visibility) {
            (false, _) => Self::Admins,
            (true, Visibility::SignedIn) => Self::SignedIn,
            (true, Visibility::Public) => Self::Everyone,
            // Products are private, documents are not: see `NewDocument::validate`.
            (true, Visibility::Private) => Self::Admins,
        }
    }
}

/// One step in the tree of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentStep {
    /// Before the one above it.
    Up,
    /// After the one below it.
    Down,
    /// Below the one above it, as its last.
    In,
    /// After what it stands below.
    Out,
}

/// `{"step": "up"}`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DocumentMove {
    pub step: DocumentStep,
}

/// A heading of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// The fragment that leads to it.
    pub id: String,
    pub text: String,
}

/// A text as its readers will see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RenderedDocument {
    /// Sanitised.
    pub html: String,
    pub headings: Vec<Heading>,
}

/// A picture in documents of a product, as `![alt](image:name)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Image {
    pub id: ImageId,
    /// Made from the content, such as `5f70bf18a086007016e948b04aed3b82.png`.
    pub name: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    pub media_type: String,
    pub byte_count: u64,
    pub created_at: DateTime<Utc>,
}

impl Image {
    /// How it is put into a text.
    pub fn markdown(&self) -> String {
        let alt: String = self.alt.chars().filter(|c| !"[]\\`*_<".contains(*c)).collect();
        format!("![{alt}](image:{})", self.name)
    }
}

/// The text of a document, or of what may become one.
pub fn check_body(body: &str) -> Result<(), PortalError> {
    let mut checks = Checks::new();
    checks.length("body", body, 0, PAGE_MAX);
    checks.done()
}

/// What an image shows: 1 to 255 characters.
pub fn check_alt(alt: &str) -> Result<(), PortalError> {
    let mut checks = Checks::new();
    checks.line("alt", alt, 1, NAME_MAX);
    checks.done()
}

/// A Markdown page of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Document {
    pub id: DocumentId,
    pub product_id: ProductId,
    pub parent_id: Option<DocumentId>,
    pub slug: String,
    /// The slugs from the root, joined by `/`.
    pub path: String,
    pub title: String,
    /// Markdown, at most 1,000,000 characters.
    pub body: String,
    pub position: i64,
    /// Who may read it once it is published; never more than may read what it stands below.
    pub visibility: Visibility,
    /// Who may read it now.
    pub readers: Readers,
    pub published_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

/// A document in the list beside the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DocumentLink {
    pub id: DocumentId,
    pub path: String,
    pub title: String,
    pub depth: u32,
    pub is_published: bool,
    /// Who may read it now.
    pub readers: Readers,
}

/// A document page: the text as sanitised HTML.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DocumentPage {
    pub product: Product,
    pub document: Document,
    pub html: String,
    /// The headings of the text, for a table of contents.
    pub headings: Vec<Heading>,
    pub documents: Vec<DocumentLink>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewDocument {
    /// 1 to 255 characters.
    pub title: String,
    /// Made from the title where empty.
    #[serde(default)]
    pub slug: String,
    /// Markdown, at most 1,000,000 characters.
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub parent_id: Option<DocumentId>,
    /// Who may read it, of those who may read the product.
    #[serde(default)]
    pub visibility: Visibility,
    /// Unpublished documents are seen by admins only.
    #[serde(default)]
    pub published: bool,
}

impl NewDocument {
    /// From the fields of a form, where no parent is an empty text.
    pub fn from_form(
        title: String,
        slug: String,
        body: String,
        parent: &str,
        visibility: &str,
        published: bool,
    ) -> Result<Self, PortalError> {
        let parent_id = match parent {
            "" => None,
            id => Some(id.parse().map_err(|_| PortalError::field("parent_id", "Please choose one."))?),
        };
        let Some(visibility) = Visibility::parse(visibility) else {
            return Err(PortalError::field("visibility", "Please choose one."));
        };
        Ok(Self { title, slug, body, parent_id, visibility, published })
    }

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("title", &self.title, 1, NAME_MAX);
        check_slug(&mut checks, "slug", &self.slug);
        checks.length("body", &self.body, 0, PAGE_MAX);
        checks.require(
            self.visibility != Visibility::Private,
            "visibility",
            "A document is for everyone or for signed-in developers; a product can be private as a whole.",
        );
        checks.done()
    }
}
