use crate::{
    catalog::LifecycleStage,
    error::{Checks, PortalError},
    page::Page,
};
use serde::{Deserialize, Serialize};

/// Characters that a search may have.
pub const QUERY_MAX: usize = 200;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFilter {
    pub query: String,
    /// Only in the product with this slug.
    pub product: Option<String>,
    pub kind: Option<SearchKind>,
}

impl SearchFilter {
    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.length("q", &self.query, 0, QUERY_MAX);
        checks.done()
    }
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    Product,
    Version,
    Operation,
    Document,
}

impl SearchKind {
    pub const ALL: [Self; 4] = [Self::Product, Self::Version, Self::Operation, Self::Document];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Version => "version",
            Self::Operation => "operation",
            Self::Document => "document",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The heading above several.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Product => "APIs",
            Self::Version => "Versions",
            Self::Operation => "Operations",
            Self::Document => "Documents",
        }
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SearchHit {
    pub kind: SearchKind,
    /// An operation's summary, or else its method and path.
    pub title: String,
    /// Its address at this portal, with the base path.
    pub href: String,
    pub product_slug: String,
    pub product_title: String,
    pub version: Option<FoundVersion>,
    pub operation: Option<FoundOperation>,
    /// A sentence or two about it.
    pub excerpt: String,
    /// Words of the search that stand in its parameters, fields or text only.
    pub mentions: Vec<String>,
    /// Other versions with the same operation, newest first.
    pub also_in: Vec<String>,
    /// One of the reader's own applications that can call it now.
    pub callable_with: Option<CallingApplication>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FoundVersion {
    pub slug: String,
    pub name: String,
    pub stage: LifecycleStage,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FoundOperation {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub operation_id: Option<String>,
    pub deprecated: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CallingApplication {
    pub slug: String,
    pub name: String,
}

/// A page of what was found, the best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    pub hits: Page<SearchHit>,
    /// There is more than was ranked: further words narrow it down.
    pub more: bool,
    /// Nothing has these very words; what is shown is spelt a little differently or has some of them.
    pub approximate: bool,
    /// The products that something was found in, the most first.
    pub products: Vec<ProductCount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProductCount {
    pub slug: String,
    pub title: String,
    pub hits: u64,
}
