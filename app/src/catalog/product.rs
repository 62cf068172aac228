use super::{DocumentLink, ProductVersion, check_slug};
use crate::{
    error::{Checks, PortalError},
    id::ProductId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who may see a product in the catalog.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    #[default]
    Public,
    /// Signed-in developers only.
    SignedIn,
    /// Developers and teams with a role for it, and admins.
    Private,
}

impl Visibility {
    pub const ALL: [Self; 3] = [Self::Public, Self::SignedIn, Self::Private];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn => "signed_in",
            Self::Private => "private",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Public => "Everyone",
            Self::SignedIn => "Signed-in developers",
            Self::Private => "Those with a role",
        }
    }
}

/// An API product: visible once one of its versions is published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Product {
    pub id: ProductId,
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// Markdown.
    pub description: String,
    pub visibility: Visibility,
    pub labels: BTreeMap<String, String>,
    pub has_icon: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A product as the catalog lists it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProductCard {
    pub id: ProductId,
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub visibility: Visibility,
    pub labels: BTreeMap<String, String>,
    pub has_icon: bool,
    /// The newest published version.
    pub latest_version: Option<String>,
    pub latest_version_slug: Option<String>,
    pub versions: u64,
}

/// Everything the product page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProductDetail {
    pub product: Product,
    /// The description as sanitised HTML.
    pub description_html: String,
    /// Newest first; drafts and retired ones for admins only.
    pub versions: Vec<ProductVersion>,
    pub documents: Vec<DocumentLink>,
}

/// What the catalog is narrowed by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogFilter {
    /// Words in title, summary, slug and labels, ignoring case.
    pub query: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewProduct {
    /// Letters, digits, `_` and `-`; made from the title where empty.
    #[serde(default)]
    pub slug: String,
    /// 1 to 255 characters.
    pub title: String,
    /// At most 255 characters.
    #[serde(default)]
    pub summary: String,
    /// Markdown, at most 1,000,000 characters.
    #[serde(default)]
    pub description: String,
    /// Public where absent; a change leaves it as it is then.
    #[serde(default)]
    pub visibility: Option<Visibility>,
    /// At most 50; keys and values of 1 to 63 characters.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// Limits of names, descriptions, labels and pages.
pub const NAME_MAX: usize = 255;
pub const PAGE_MAX: usize = 1_000_000;
pub const LABELS_MAX: usize = 50;
pub const LABEL_KEY_MAX: usize = 63;
pub const ICON_MAX_BYTES: usize = 500 * 1024;

impl NewProduct {
    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("title", &self.title, 1, NAME_MAX);
        check_slug(&mut checks, "slug", &self.slug);
        checks.line("summary", &self.summary, 0, NAME_MAX);
        checks.length("description", &self.description, 0, PAGE_MAX);
        if self.labels.len() > LABELS_MAX {
            checks.refuse("labels", format!("At most {LABELS_MAX} labels."));
        }
        for (key, value) in &self.labels {
            checks.line("labels", key, 1, LABEL_KEY_MAX);
            checks.line("labels", value, 1, LABEL_KEY_MAX);
        }
        checks.done()
    }
}

/// Labels as a form holds them: one `key: value` a line.
pub fn labels_from_lines(text: &str) -> Result<BTreeMap<String, String>, PortalError> {
    let mut labels = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((key, value)) = line.split_once(':') else {
            return Err(PortalError::field(
                "labels",
                format!("“{line}” has no colon. Write one “key: value” a line."),
            ));
        };
        if labels.insert(key.trim().to_owned(), value.trim().to_owned()).is_some() {
            return Err(PortalError::field("labels", format!("“{}” stands there twice.", key.trim())));
        }
    }
    Ok(labels)
}

pub fn labels_to_lines(labels: &BTreeMap<String, String>) -> String {
    labels.iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}

/// What deleting a product or version takes along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CatalogDeletion {
    pub name: String,
    pub versions: u64,
    pub documents: u64,
    pub approved_registrations: u64,
}
