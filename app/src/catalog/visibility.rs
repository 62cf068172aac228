//! What changing who sees a product does, before it is done.
use super::Visibility;
use crate::{catalog_roles::RoleGrant, count::counted};
use serde::{Deserialize, Serialize};

/// Names that a preview gives; of more it says how many.
pub const PREVIEW_NAMES: i64 = 50;

/// Who sees the product afterwards, who does not any more, and what goes on all the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct VisibilityPreview {
    pub title: String,
    pub from: Visibility,
    pub to: Visibility,
    /// The roles for this product, and those for every product.
    pub roles: Vec<RoleGrant>,
    /// Approved developers who see it afterwards; admins see everything and are not counted.
    pub see: People,
    /// Approved developers who see it now, and not any more.
    pub lose: People,
    /// Whether people without an account see it now, and not any more.
    pub strangers_lose: bool,
    /// Access that goes on though its owner has no consumer role: "Storm watch → 2.0 (approved), of Ann Lee".
    pub goes_on: Vec<String>,
    /// All of these, also those that are not named.
    pub goes_on_in_all: u64,
}

/// Some people, the first of them by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct People {
    pub count: u64,
    /// "Ann Lee <ann@partner.example>"
    pub names: Vec<String>,
}

impl People {
    /// "2 developers: Ann Lee <…>, Bob Ray <…>"; "3 developers: …, and 1 more".
    pub fn described(&self) -> String {
        let all = counted(self.count, "developer");
        if self.names.is_empty() { all } else { format!("{all}: {}", listed(&self.names, self.count)) }
    }
}

impl VisibilityPreview {
    /// What happens, as sentences.
    pub fn consequences(&self) -> Vec<String> {
        let mut told = vec![match self.to {
            Visibility::Public => "Everybody sees it, signed in or not.".to_owned(),
            Visibility::SignedIn => "Every developer with an account sees it.".to_owned(),
            Visibility::Private => format!("These see it: admins, and {}.", self.see.described()),
        }];
        if self.strangers_lose {
            told.push(
                "People without an account do not see it any more, nor do search engines; links to it lead nowhere for them.".to_owned(),
            );
        }
        match self.lose.count {
            0 => told.push("No developer loses sight of it.".to_owned()),
            _ => told.push(format!("These lose sight of it at once: {}.", self.lose.described())),
        }
        if self.to == Visibility::Private {
            told.push(match self.goes_on_in_all {
                0 => "No application has or awaits access that its owner could not ask for anew.".to_owned(),
                all => format!(
                    "Access that applications have goes on, and requests that wait can still be approved, though their owners could not ask anew: {}. Revoke what is to end.",
                    listed(&self.goes_on, all)
                ),
            });
        }
        told
    }
}

/// "A, B, and 3 more".
pub fn listed(names: &[String], all: u64) -> String {
    let more = all.saturating_sub(names.len() as u64);
    let named = names.join(", ");
    if more == 0 { named } else { format!("{named}, and {more} more") }
}
