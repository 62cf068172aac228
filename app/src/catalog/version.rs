use super::{NAME_MAX, RESERVED_VERSION_SLUGS, slugify_version};
use crate::{
    auth_strategies::StrategySummary,
    error::{Checks, PortalError},
    id::{AuthStrategyId, ProductId, VersionId},
    specifications::SpecificationFamily,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where a version stands, with the evidence for it. `draft → published → deprecated → retired`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "lifecycle", rename_all = "snake_case")]
pub enum Lifecycle {
    Draft,
    Published { published_at: DateTime<Utc> },
    Deprecated { published_at: DateTime<Utc>, deprecated_at: DateTime<Utc>, sunset_at: Option<DateTime<Utc>> },
    Retired { retired_at: DateTime<Utc> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LifecycleStage {
    Draft,
    Published,
    Deprecated,
    Retired,
}

impl LifecycleStage {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Deprecated, Self::Retired];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Deprecated => "deprecated",
            Self::Retired => "retired",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Published => "Published",
            Self::Deprecated => "Deprecated",
            Self::Retired => "Retired",
        }
    }

    /// Published and deprecated versions answer calls; draft and retired ones do not.
    pub fn is_callable(self) -> bool {
        matches!(self, Self::Published | Self::Deprecated)
    }
}

impl Lifecycle {
    pub fn stage(&self) -> LifecycleStage {
        match self {
            Self::Draft => LifecycleStage::Draft,
            Self::Published { .. } => LifecycleStage::Published,
            Self::Deprecated { .. } => LifecycleStage::Deprecated,
            Self::Retired { .. } => LifecycleStage::Retired,
        }
    }

    pub fn can_publish(&self) -> Result<(), PortalError> {
        match self {
            Self::Draft | Self::Deprecated { .. } | Self::Retired { .. } => Ok(()),
            Self::Published { .. } => {
                Err(PortalError::refused("already_published", "This version is published already."))
            }
        }
    }

    pub fn can_deprecate(&self) -> Result<(), PortalError> {
        match self {
            Self::Published { .. } | Self::Deprecated { .. } => Ok(()),
            _ => Err(PortalError::refused("not_published", "Only a published version can be deprecated.")),
        }
    }

    pub fn can_delete(&self) -> Result<(), PortalError> {
        match self {
            Self::Draft | Self::Retired { .. } => Ok(()),
            Self::Published { .. } | Self::Deprecated { .. } => Err(PortalError::refused(
                "still_callable",
                "Applications may be calling this version. Retire it first; then it can be deleted.",
            )),
        }
    }

    pub fn can_retire(&self) -> Result<(), PortalError> {
        match self {
            Self::Published { .. } | Self::Deprecated { .. } => Ok(()),
            Self::Draft => {
                Err(PortalError::refused("draft", "A draft is not visible to anyone; delete it instead."))
            }
            Self::Retired { .. } => {
                Err(PortalError::refused("already_retired", "This version is retired already."))
            }
        }
    }
}

/// A version of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProductVersion {
    pub id: VersionId,
    pub product_id: ProductId,
    pub product_slug: String,
    pub product_title: String,
    /// Free text, 1 to 255 characters.
    pub name: String,
    /// The name as it stands in addresses.
    pub slug: String,
    #[serde(flatten)]
    pub lifecycle: Lifecycle,
    pub auth_strategy: Option<StrategySummary>,
    pub registration_enabled: bool,
    pub auto_approve: bool,
    /// Where the embedded gateway sends calls; shown to admins only.
    pub upstream_url: Option<String>,
    /// What it is described by, if by anything.
    pub specification: Option<SpecificationFamily>,
    pub operations: u64,
    pub created_at: DateTime<Utc>,
}

impl ProductVersion {
    /// "Weather 2.0".
    pub fn title(&self) -> String {
        format!("{} {}", self.product_title, self.name)
    }

    /// Whether access can be requested at all, with the reason where it cannot. The same predicate
    /// guards the button and the transaction.
    pub fn can_be_registered_for(&self) -> Result<(), PortalError> {
        if !self.lifecycle.stage().is_callable() {
            return Err(PortalError::NotFound);
        }
        if self.auth_strategy.is_none() {
            return Err(PortalError::refused(
                "no_auth_strategy",
                "Access cannot be requested yet: the provider has not said how calls to this version prove themselves.",
            ));
        }
        if !self.registration_enabled {
            return Err(PortalError::refused(
                "registration_disabled",
                "The provider does not take new requests for this version. Applications that have access keep it.",
            ));
        }
        Ok(())
    }
}

/// The start of a day in UTC from `2027-06-30`; empty is no date.
pub fn sunset_from_date(text: &str) -> Result<Option<DateTime<Utc>>, PortalError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day: chrono::NaiveDate = text
        .trim()
        .parse()
        .map_err(|_| PortalError::field("sunset_at", "Please write the date as 2027-06-30."))?;
    Ok(Some(day.and_time(chrono::NaiveTime::MIN).and_utc()))
}

/// What an admin sets on a version; the lifecycle has verbs of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct VersionSettings {
    /// 1 to 255 characters.
    pub name: String,
    #[serde(default)]
    pub auth_strategy_id: Option<AuthStrategyId>,
    /// Whether developers may request access.
    #[serde(default)]
    pub registration_enabled: bool,
    /// Whether requests are approved at once.
    #[serde(default)]
    pub auto_approve: bool,
    #[serde(default)]
    /// An http or https address.
    pub upstream_url: Option<String>,
}

impl VersionSettings {
    /// From the fields of a form, where absent things are empty texts.
    pub fn from_form(
        name: String,
        auth_strategy: &str,
        registration_enabled: bool,
        auto_approve: bool,
        upstream_url: &str,
    ) -> Result<Self, PortalError> {
        let auth_strategy_id = match auth_strategy {
            "" => None,
            id => Some(id.parse().map_err(|_| PortalError::field("auth_strategy_id", "Please choose one."))?),
        };
        let upstream_url = Some(upstream_url.trim()).filter(|url| !url.is_empty()).map(str::to_owned);
        Ok(Self { name, auth_strategy_id, registration_enabled, auto_approve, upstream_url })
    }

    /// As they stand now.
    pub fn of(version: &ProductVersion) -> Self {
        Self {
            name: version.name.clone(),
            auth_strategy_id: version.auth_strategy.as_ref().map(|strategy| strategy.id),
            registration_enabled: version.registration_enabled,
            auto_approve: version.auto_approve,
            upstream_url: version.upstream_url.clone(),
        }
    }

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("name", &self.name, 1, NAME_MAX);
        checks.require(
            !slugify_version(&self.name).is_empty(),
            "name",
            "Please use at least one letter or digit.",
        );
        checks.require(
            !RESERVED_VERSION_SLUGS.contains(&slugify_version(&self.name).as_str()),
            "name",
            "The portal uses this word itself. Please choose another name.",
        );
        checks.require(
            !slugify_version(&self.name).ends_with(".md"),
            "name",
            "Addresses that end in .md are pages as Markdown. Please choose another name.",
        );
        if let Some(url) = &self.upstream_url {
            let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            let http =
                host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['));
            checks.require(
                http && !url.contains(char::is_whitespace) && url.len() <= 2048,
                "upstream_url",
                "An address such as https://api.example.com/v1.",
            );
        }
        checks.done()
    }
}
