use crate::{
    count::counted,
    id::{DeveloperId, TeamId},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Whose an application is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Owner {
    Developer { id: DeveloperId, full_name: String, email: String },
    Team { id: TeamId, slug: String, name: String },
}

impl Owner {
    pub fn name(&self) -> &str {
        match self {
            Self::Developer { full_name, .. } => full_name,
            Self::Team { name, .. } => name,
        }
    }

    pub fn team(&self) -> Option<&str> {
        match self {
            Self::Developer { .. } => None,
            Self::Team { name, .. } => Some(name),
        }
    }

    /// "Ann Lee <ann@partner.example>" or "the team “Logistics”".
    pub fn described(&self) -> String {
        match self {
            Self::Developer { full_name, email, .. } => format!("{full_name} <{email}>"),
            Self::Team { name, .. } => format!("the team “{name}”"),
        }
    }
}

/// Whose an application is to be: `developer:…` or `team:its-slug`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum NewOwner {
    Developer(DeveloperId),
    Team(String),
}

impl fmt::Display for NewOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Developer(id) => write!(f, "developer:{id}"),
            Self::Team(slug) => write!(f, "team:{slug}"),
        }
    }
}

impl FromStr for NewOwner {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || "Please choose a new owner.".to_owned();
        let (kind, name) = text.split_once(':').ok_or_else(unknown)?;
        match kind {
            "developer" => name.parse().map(Self::Developer).map_err(|_| unknown()),
            "team" if !name.is_empty() => Ok(Self::Team(name.to_owned())),
            _ => Err(unknown()),
        }
    }
}

impl NewOwner {
    /// As it was typed; what names nobody is a team that does not exist.
    pub fn named(text: &str) -> Self {
        text.parse().unwrap_or_else(|_| Self::Team(text.to_owned()))
    }
}

impl TryFrom<String> for NewOwner {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<NewOwner> for String {
    fn from(owner: NewOwner) -> Self {
        owner.to_string()
    }
}

/// Somebody whom an application can be handed over to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TransferTarget {
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub to: NewOwner,
    pub name: String,
    /// "A team of 3" or an e-mail address.
    pub about: String,
}

/// What handing an application over changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TransferPreview {
    pub application: String,
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub to: NewOwner,
    /// "the team “Logistics”".
    pub from_name: String,
    pub to_name: String,
    /// Names of those who can use and change it from then on, and could not before.
    pub gain: Vec<String>,
    /// Names of those who cannot any more.
    pub lose: Vec<String>,
    /// Whether the asker is among them.
    pub asker_loses: bool,
    pub live_credentials: u64,
    pub registrations: u64,
    /// Whether calls would be refused, since nobody of the new owners has an approved account.
    pub stops: bool,
}

impl TransferPreview {
    /// What changes, as sentences.
    pub fn consequences(&self) -> Vec<String> {
        let mut all = vec![format!(
            "“{}” belongs to {} from then on, not to {}.",
            self.application, self.to_name, self.from_name
        )];
        if !self.gain.is_empty() {
            all.push(format!("{} can use and change it, and see its keys' names.", list(&self.gain)));
        }
        if !self.lose.is_empty() {
            all.push(format!("{} cannot see it any more.", list(&self.lose)));
        }
        if self.asker_loses {
            all.push("You lose it yourself: somebody else has to give it back.".to_owned());
        }
        all.push(match (self.live_credentials, self.registrations) {
            (0, 0) => "It has no keys and no access, so no call changes.".to_owned(),
            _ if self.stops => {
                "Its calls are refused from then on: nobody there has an approved account.".to_owned()
            }
            (keys, 0) => format!("Nothing stops: {} on as before.", go(keys, "key")),
            (0, registrations) => {
                format!("Nothing stops: {} on as before.", go(registrations, "registration"))
            }
            (keys, registrations) => format!(
                "Nothing stops: {} and {} go on as before.",
                counted(keys, "key"),
                counted(registrations, "registration")
            ),
        });
        if self.live_credentials > 0 && !self.lose.is_empty() {
            all.push("Who has copied a key still holds it. Rotate the keys if that matters.".to_owned());
        }
        all
    }
}

/// "Ann, Ben and 3 others".
fn list(names: &[String]) -> String {
    const SHOWN: usize = 5;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        many if many.len() <= SHOWN => {
            format!("{} and {}", many[..many.len() - 1].join(", "), many[many.len() - 1])
        }
        many => format!("{} and {} others", many[..SHOWN].join(", "), many.len() - SHOWN),
    }
}

/// "1 key goes", "2 keys go".
fn go(count: u64, noun: &str) -> String {
    format!("{} {}", counted(count, noun), if count == 1 { "goes" } else { "go" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_owners_survive_their_text() {
        for text in ["developer:018f2f3e-0000-7000-8000-000000000001", "team:logistics-ab12"] {
            assert_eq!(text.parse::<NewOwner>().map(|owner| owner.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "team:", "developer:x", "gateway:x"] {
            assert!(text.parse::<NewOwner>().is_err(), "{text}");
        }
    }

    #[test]
    fn names_are_listed_as_people_say_them() {
        let names = |count: usize| (0..count).map(|n| format!("N{n}")).collect::<Vec<_>>();
        assert_eq!(list(&names(1)), "N0");
        assert_eq!(list(&names(3)), "N0, N1 and N2");
        assert_eq!(list(&names(7)), "N0, N1, N2, N3, N4 and 2 others");
    }
}
