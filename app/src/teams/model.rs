use crate::{
    catalog::slugify,
    developers::{check_email, normal_email},
    error::{Checks, PortalError},
    id::{DeveloperId, InvitationId, TeamId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a member may do. Both use and change the team's applications, with their keys and access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    Member,
    /// Also decides who belongs to the team, and deletes or hands over its applications.
    Owner,
}

impl TeamRole {
    pub const ALL: [Self; 2] = [Self::Member, Self::Owner];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Owner => "owner",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Member => "Member",
            Self::Owner => "Owner",
        }
    }
}

/// A group of developers who own applications together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Team {
    pub id: TeamId,
    /// The address form: the name and a few random characters.
    pub slug: String,
    pub name: String,
    pub description: String,
    pub created_at: DateTime<Utc>,
}

/// A team in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamCard {
    #[serde(flatten)]
    pub team: Team,
    /// The asker's own; absent for admins who are no member.
    pub role: Option<TeamRole>,
    pub members: u64,
    /// Approved members who decide. Without any, an admin has to name one.
    pub owners: u64,
    pub applications: u64,
}

/// A team with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamDetail {
    pub team: Team,
    /// The asker's own; absent for admins who are no member.
    pub role: Option<TeamRole>,
    /// Whether the asker decides who belongs to the team.
    pub manages: bool,
    pub members: Vec<TeamMember>,
    /// For those who manage the team; what has run out is not among them.
    pub invitations: Vec<TeamInvitation>,
    pub applications: Vec<TeamApplication>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamMember {
    pub developer_id: DeveloperId,
    pub full_name: String,
    pub email: String,
    pub role: TeamRole,
    /// Whether their account is approved.
    pub approved: bool,
    pub joined_at: DateTime<Utc>,
    /// The identity provider whose groups put them here, and take them out again.
    pub synced_from: Option<String>,
}

/// An application of the team, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamApplication {
    pub slug: String,
    pub name: String,
}

/// Somebody who was asked to join, as those who manage the team see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TeamInvitation {
    pub id: InvitationId,
    pub email: String,
    pub role: TeamRole,
    /// Their name.
    pub invited_by: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// An invitation, as the one who is invited sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ReceivedInvitation {
    pub id: InvitationId,
    pub team: String,
    pub role: TeamRole,
    pub invited_by: String,
    pub expires_at: DateTime<Utc>,
}

/// What a mailed invitation turns out to be for whoever opens it, without using it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OpenedInvitation {
    pub invitation: ReceivedInvitation,
    /// `a…@partner.example`: who holds the link need not be the one whom it was written to.
    pub masked_email: String,
    /// Whether the asker is signed in with this very address.
    pub for_asker: bool,
}

/// One's teams, and those that one is invited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OwnTeams {
    pub teams: Vec<TeamCard>,
    pub invitations: Vec<ReceivedInvitation>,
}

/// What a team is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewTeam {
    /// 1 to 255 characters.
    pub name: String,
    /// At most 255 characters.
    #[serde(default)]
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// At most 250 characters; need not belong to an account yet.
    pub email: String,
    pub role: TeamRole,
}

/// Teams that one developer may own.
pub const OWN_TEAMS_MAX: i64 = 50;
/// Members and open invitations of one team, together.
pub const MEMBERS_MAX: i64 = 500;
/// Days for which an invitation is open.
pub const INVITATION_DAYS: i64 = 14;
pub const TEXT_MAX: usize = 255;

impl NewTeam {
    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        checks.line("name", &self.name, 1, TEXT_MAX);
        checks.length("description", &self.description, 0, TEXT_MAX);
        checks.done()
    }

    /// As it is stored.
    pub fn trimmed(self) -> Self {
        Self { name: self.name.trim().to_owned(), description: self.description.trim().to_owned() }
    }
}

impl NewInvitation {
    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        check_email(&mut checks, &self.email);
        checks.done()
    }

    /// The address in its stored form.
    pub fn normal_email(&self) -> String {
        normal_email(&self.email)
    }
}

/// The part of a slug that is made from the name: at most 48 characters, `team` where none is left.
pub fn slug_base(name: &str) -> String {
    let mut base = slugify(name);
    base.truncate(48);
    let base = base.trim_matches('-');
    if base.is_empty() { "team".to_owned() } else { base.to_owned() }
}

/// `a…@partner.example`.
pub fn masked_email(email: &str) -> String {
    match email.split_once('@') {
        Some((local, domain)) => {
            format!("{}…@{domain}", local.chars().next().map(String::from).unwrap_or_default())
        }
        None => "…".to_owned(),
    }
}

impl TeamDetail {
    /// Whether the team would still have an owner without this member, or with them as a mere member.
    pub fn keeps_an_owner_without(&self, developer: DeveloperId) -> Result<(), PortalError> {
        let owners = || self.members.iter().filter(|member| member.role == TeamRole::Owner);
        if owners().any(|member| member.developer_id != developer)
            || owners().all(|member| member.developer_id != developer)
        {
            return Ok(());
        }
        let detail = if self.members.len() == 1 {
            "You are the only one in this team. Invite somebody and make them an owner, or delete the team."
        } else {
            "A team needs an owner. Make another member an owner first."
        };
        Err(PortalError::refused("last_owner", detail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked() {
        assert_eq!(masked_email("ann.lee@partner.example"), "a…@partner.example");
        assert_eq!(masked_email("nonsense"), "…");
    }

    #[test]
    fn names_without_letters_have_a_slug_too() {
        assert_eq!(slug_base("Logistics & Co"), "logistics-co");
        assert_eq!(slug_base("物流"), "team");
    }
}
