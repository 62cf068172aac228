//! Whose account a proven profile opens, in one transaction with all that follows from it.
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::Tx,
    developers::{self, Newcomer},
    identity_providers::{
        letters,
        profile::{Email, Profile},
        store,
    },
    portal::Portal,
    sessions::{self, Proof},
    settings, teams,
};
use app::{
    actor::{Actor, SignedIn, Who},
    developers::{Developer, DeveloperState},
    error::PortalError,
    id::{DeveloperId, IdentityId},
    identity_providers::ProviderSettings,
    sessions::SessionToken,
};
use serde_json::json;

/// Two sign-ins of one person at once must not both find that they are new.
const ONE_AT_A_TIME: &str = "identity_providers.identities";

impl Portal {
    /// `again` is who has to be the one that signed in.
    pub(super) async fn admit(
        &self,
        actor: &Actor,
        kept: &store::Kept,
        profile: &Profile,
        again: Option<DeveloperId>,
        device: Option<&str>,
    ) -> Result<SessionToken, PortalError> {
        let mut tx = self.db.begin().await?;
        tx.take_turns(ONE_AT_A_TIME).await?;
        let known = store::find_identity(&mut tx, &kept.settings.issuer, &profile.subject).await?;
        if again.is_some() && known.map(|(_, developer)| developer) != again {
            return Err(PortalError::refused(
                "somebody_else",
                format!("{} says that this is somebody else than who is signed in here.", kept.settings.name),
            ));
        }
        let (identity, developer) = match known {
            Some((identity, developer)) => (identity, existing(&mut tx, developer).await?),
            None => self.first_time(&mut tx, actor, kept, profile).await?,
        };
        let acting = acting(actor, &developer);
        let notes = self.sync(&mut tx, &acting, kept, profile, &developer).await?;
        let address = profile.email.as_ref().map(|email| email.address.as_str());
        let note = (!notes.is_empty()).then(|| notes.join(" "));
        store::seen(&mut tx, identity, self.clock.now(), address, note.as_deref()).await?;
        let developer = existing(&mut tx, developer.id).await?;
        let session = match sessions::may_come_in(&developer) {
            Ok(()) => {
                let proof = Proof { identity: Some(identity), provider_session: profile.session.as_deref() };
                Ok(sessions::start(&mut tx, self, &acting, &developer, device, proof).await?)
            }
            // Whoever waits for approval has an account all the same.
            Err(refusal) => Err(refusal),
        };
        tx.commit().await?;
        self.jobs.wake();
        session
    }

    async fn first_time(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        kept: &store::Kept,
        profile: &Profile,
    ) -> Result<(IdentityId, Developer), PortalError> {
        let email = proven(&kept.settings, profile.email.as_ref())?;
        let developer = match developers::store::find_by_email(tx, email).await? {
            // Who never confirmed has proved nothing: neither taken over nor in the way.
            Some(known) if known.state != DeveloperState::Unconfirmed => {
                letters::connected(tx, self, &known, &kept.settings.name).await?;
                known
            }
            _ => self.newcomer(tx, actor, &kept.settings, profile, email).await?,
        };
        let now = self.clock.now();
        let id = IdentityId(new_id(now));
        let new = store::NewIdentity {
            id,
            provider: kept.id,
            issuer: &kept.settings.issuer,
            subject: &profile.subject,
            developer: developer.id,
        };
        store::insert_identity(tx, now, new).await?;
        let event = Event::new("identity.connected", "developer", developer.id, &developer.email)
            .change(json!({ "issuer": kept.settings.issuer, "subject": profile.subject }));
        audit::record(tx, now, actor, event).await?;
        Ok((id, developer))
    }

    async fn newcomer(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        settings: &ProviderSettings,
        profile: &Profile,
        email: &str,
    ) -> Result<Developer, PortalError> {
        if !settings.admits_new {
            return Err(PortalError::refused(
                "no_account",
                format!(
                    "{} is for people who have an account here already, and there is none for {email}. Ask the people who run this portal.",
                    settings.name
                ),
            ));
        }
        let automatic = settings::store::load(tx).await?.auto_approve_developers;
        let rule = match (settings.approves(email), automatic) {
            (true, _) => Some(format!("the settings of {}", settings.name)),
            (false, true) => Some("the portal's settings".to_owned()),
            (false, false) => None,
        };
        let new = Newcomer {
            email,
            full_name: profile.full_name.as_deref().unwrap_or(email),
            approved_by: rule.as_deref(),
        };
        developers::admit(tx, self, actor, new).await
    }

    /// Brings name, address and teams in line; what could not be read is told in sentences.
    async fn sync(
        &self,
        tx: &mut Tx,
        acting: &Actor,
        kept: &store::Kept,
        profile: &Profile,
        developer: &Developer,
    ) -> Result<Vec<String>, PortalError> {
        let mut notes = profile.groups.notes.clone();
        // The address follows only where nobody else vouches for it: with a password or a second provider,
        // it is that one's matter as well.
        let single = developers::store::password_hash(tx, developer.id).await?.is_none()
            && store::identities_of(tx, developer.id).await?.len() == 1;
        let email = profile.email.as_ref().filter(|email| single && email.proven);
        let email = email.map(|email| email.address.as_str());
        let name = profile.full_name.as_deref();
        if !developers::sync_profile(tx, self, acting, developer, name, email).await? {
            notes.push(
                "The new e-mail address belongs to another account here, so the old one stays.".to_owned(),
            );
        }
        if let Some(groups) = &profile.groups.names {
            let issuer = &kept.settings.issuer;
            teams::sync_groups(tx, self, acting, developer.id, issuer, groups).await?;
        }
        Ok(notes)
    }
}

/// Who signs in is who acts.
fn acting(actor: &Actor, developer: &Developer) -> Actor {
    let person = SignedIn {
        developer_id: developer.id,
        full_name: developer.full_name.clone(),
        email: developer.email.clone(),
        role: developer.role,
        authenticated_at: None,
    };
    Actor { who: Who::Developer(person), ..actor.clone() }
}

/// The same answer whether or not there is an account with that address.
fn proven<'e>(settings: &ProviderSettings, email: Option<&'e Email>) -> Result<&'e str, PortalError> {
    let name = &settings.name;
    match email {
        Some(Email { address, proven: true }) => Ok(address),
        Some(Email { address, proven: false }) => Err(PortalError::refused(
            "email_unverified",
            format!(
                "{name} does not say that {address} is verified to be yours, so it opens no account here. Confirm the address there and sign in again; if you have a password here, sign in with that."
            ),
        )),
        None => Err(PortalError::refused(
            "email_missing",
            format!(
                "{name} did not tell your e-mail address, so no account can be found or made. Ask the people who run it to let this portal know it."
            ),
        )),
    }
}

async fn existing(tx: &mut Tx, id: DeveloperId) -> Result<Developer, PortalError> {
    developers::store::find(tx, id).await?.ok_or(PortalError::Internal)
}
