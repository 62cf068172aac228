use crate::{
    applications::Owner,
    catalog::{NAME_MAX, listed},
    error::{Checks, PortalError},
    id::{CatalogRoleId, ProductId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What somebody may do with a private product. The greater includes the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CatalogRole {
    /// Finds and reads it.
    Viewer,
    /// Requests access for applications too.
    Consumer,
}

impl CatalogRole {
    pub const ALL: [Self; 2] = [Self::Viewer, Self::Consumer];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Consumer => "consumer",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Viewer => "API viewer",
            Self::Consumer => "API consumer",
        }
    }
}

/// A role that a developer or a team has, for one product or for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RoleGrant {
    pub id: CatalogRoleId,
    pub holder: Owner,
    /// Absent: every product, also those to come.
    pub product: Option<GrantedProduct>,
    pub role: CatalogRole,
    pub granted_at: DateTime<Utc>,
    pub granted_by: String,
}

impl RoleGrant {
    /// "Weather", or "Every product".
    pub fn scope(&self) -> String {
        self.product.as_ref().map_or_else(|| "Every product".to_owned(), |product| product.title.clone())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct GrantedProduct {
    pub id: ProductId,
    pub slug: String,
    pub title: String,
}

/// To a team or to a developer: exactly one of both is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewRoleGrant {
    /// The team's slug.
    #[serde(default)]
    pub team: String,
    /// The developer's address.
    #[serde(default)]
    pub email: String,
    /// The product's slug; empty: every product.
    #[serde(default)]
    pub product: String,
    pub role: CatalogRole,
}

impl NewRoleGrant {
    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("team", &self.team, 0, NAME_MAX);
        checks.line("email", &self.email, 0, NAME_MAX);
        checks.line("product", &self.product, 0, NAME_MAX);
        match (self.team.trim().is_empty(), self.email.trim().is_empty()) {
            (true, true) => checks.refuse("email", "Please name a team, or somebody's address."),
            (false, false) => {
                checks.refuse("email", "Either a team or a person, please: clear this, or choose no team.")
            }
            _ => {}
        }
        checks.done()
    }
}

/// Whose or for what: nothing means all there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
pub struct RoleFilter {
    /// A product's slug: the roles for it, and those for every product.
    #[serde(default)]
    pub product: String,
    /// A team's slug.
    #[serde(default)]
    pub team: String,
    /// A developer's id; their own roles, not those of their teams.
    #[serde(default)]
    pub developer: String,
}

/// What withdrawing a role takes away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RoleWithdrawal {
    pub grant: RoleGrant,
    /// Who loses sight of which private product: "Ann Lee: Partner rates".
    pub loses: Vec<String>,
    /// All of these, also those that are not named.
    pub loses_in_all: u64,
    /// Access of the holder's applications to private products: "Storm watch → Partner rates 2.0 (approved)".
    pub goes_on: Vec<String>,
}

impl RoleWithdrawal {
    pub fn consequences(&self) -> Vec<String> {
        let mut told = vec![match self.loses_in_all {
            0 => "Nobody loses sight of anything: what they see, they see without this role too.".to_owned(),
            all => format!("Lost from sight at once: {}.", listed(&self.loses, all)),
        }];
        if self.grant.role == CatalogRole::Consumer {
            told.push("Whoever needs this role to request access cannot request it any more.".to_owned());
        }
        told.push(match self.goes_on.is_empty() {
            true => "No application of theirs has access that goes on.".to_owned(),
            false => format!(
                "Access that their applications have goes on: {}. Revoke what is to end.",
                self.goes_on.join(", ")
            ),
        });
        told
    }
}
