//! What becomes of teams when people go, or when they are deleted.
use crate::count::access_that_ends;
use serde::{Deserialize, Serialize};

/// What becomes of a team when one of its members goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Succession {
    pub team: String,
    pub applications: u64,
    /// Approved members who stay.
    pub stay: u64,
    /// Who becomes an owner, where the last one goes.
    pub successor: Option<String>,
}

impl Succession {
    pub fn sentence(&self) -> String {
        let Self { team, applications, stay, successor } = self;
        let what = match applications {
            0 => String::new(),
            1 => " with its application".to_owned(),
            count => format!(" with its {count} applications"),
        };
        match (stay, successor) {
            (0, _) if *applications == 0 => {
                format!("The team “{team}” stays without anybody in it.")
            }
            (0, _) => format!(
                "The team “{team}”{what} stays, but nobody is left in it: calls of its applications are refused until an admin adds somebody."
            ),
            (_, Some(name)) => {
                format!("The team “{team}”{what} goes on as before; {name} becomes its owner.")
            }
            (_, None) => format!("The team “{team}”{what} goes on as before."),
        }
    }
}

/// What deleting a team takes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamDeletion {
    pub name: String,
    pub members: u64,
    /// Names of its applications.
    pub applications: Vec<String>,
    pub live_credentials: u64,
    pub approved_registrations: u64,
}

impl TeamDeletion {
    pub fn consequences(&self) -> Vec<String> {
        let mut all = vec![match self.members {
            1 => "The team; nobody else is in it.".to_owned(),
            count => {
                format!("The team of {count} people. They keep their accounts and what they own themselves.")
            }
        }];
        if self.applications.is_empty() {
            all.push("It has no applications, so no call stops working.".to_owned());
            return all;
        }
        all.push(format!("Its applications: {}.", self.applications.join(", ")));
        all.extend(access_that_ends(self.live_credentials, self.approved_registrations));
        all.push("To keep an application, hand it over to a member or another team first.".to_owned());
        all
    }
}
