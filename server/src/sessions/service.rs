use super::store;
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::{Conn, DbError, Tx},
    developers,
    portal::Portal,
    rate_limits::Limit,
    secrets::{Purpose, random_token},
    settings,
};
use app::{
    actor::{Actor, Role, SignedIn},
    developers::{Developer, DeveloperState, NewDeveloper, check_email, normal_email, password},
    error::{Checks, PortalError},
    id::{IdentityId, SessionId},
    sessions::*,
    time::Timestamp,
};
use chrono::TimeDelta;

/// How often a session's last use is written down.
const TOUCH_AFTER: TimeDelta = TimeDelta::minutes(1);
/// What is kept of a browser's description of itself.
const DEVICE_MAX: usize = 200;

#[async_trait::async_trait]
impl Sessions for Portal {
    async fn sign_in(
        &self,
        actor: &Actor,
        email: &str,
        password: &str,
        device: Option<&str>,
    ) -> Result<SessionToken, PortalError> {
        let email = normal_email(email);
        self.limit(actor, Limit::SignInFrom).await?;
        self.limit_for(actor, Limit::SignInAs, &email).await?;
        let (developer, hash) = known(&mut self.db.read().await?, &email).await?;
        // Hashing a megabyte of password is work that nobody asked us to do.
        let sent = if password.chars().count() <= password::MAX { password } else { "" };
        let matches = self.passwords.verify(sent, hash.as_deref()).await?;
        let (Some(developer), true) = (developer, matches) else {
            self.record_refusal(actor, &email).await?;
            return Err(wrong());
        };
        may_come_in(&developer)?;
        if developer.role != Role::Admin
            && settings::store::load(&mut self.db.read().await?).await?.sso_required
        {
            self.record_refusal(actor, &email).await?;
            return Err(sso_required());
        }
        if let Some(hash) = hash.filter(|hash| self.passwords.wants_rehash(hash)) {
            self.rehash(&developer, password, &hash).await?;
        }
        self.open_session(actor, &developer, device).await
    }

    async fn session_owner(&self, token: &SessionToken) -> Result<Option<SignedIn>, PortalError> {
        let now = self.clock.now();
        let hash = self.secrets.hash(Purpose::Session, &token.0);
        let Some(session) = store::owned(&mut self.db.read().await?, hash).await? else { return Ok(None) };
        let idle = now - session.seen_at;
        if session.expires_at <= now || idle >= self.idle_limit(session.owner.role) {
            return Ok(None);
        }
        if idle >= TOUCH_AFTER {
            let mut tx = self.db.begin_housekeeping().await?;
            store::touch(&mut tx, session.session_id, now).await?;
            tx.commit().await?;
        }
        Ok(Some(session.owner))
    }

    async fn sign_out(&self, actor: &Actor, token: &SessionToken) -> Result<(), PortalError> {
        let now = self.clock.now();
        let hash = self.secrets.hash(Purpose::Session, &token.0);
        let mut tx = self.db.begin_housekeeping().await?;
        let owned = store::owned(&mut tx, hash).await?;
        if store::end_by_hash(&mut tx, hash).await?
            && let Some(session) = owned
        {
            let event =
                Event::new("session.ended", "developer", session.owner.developer_id, &session.owner.email);
            audit::record(&mut tx, now, actor, event).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn prove_again(
        &self,
        actor: &Actor,
        token: &SessionToken,
        password: &str,
    ) -> Result<(), PortalError> {
        let person = actor.signed_in()?;
        developers::verify_password(self, actor, person.developer_id, "password", password).await?;
        let now = self.clock.now();
        let hash = self.secrets.hash(Purpose::Session, &token.0);
        let mut tx = self.db.begin_housekeeping().await?;
        if !store::prove(&mut tx, hash, person.developer_id, now).await? {
            return Err(PortalError::NotSignedIn);
        }
        let event = Event::new("session.proved_again", "developer", person.developer_id, &person.email);
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn own_sessions(&self, actor: &Actor) -> Result<Vec<Session>, PortalError> {
        let person = actor.signed_in()?;
        let now = self.clock.now();
        let idle_since = now - self.idle_limit(person.role);
        Ok(store::list(&mut self.db.read().await?, person.developer_id, now, idle_since).await?)
    }

    async fn current_session(
        &self,
        actor: &Actor,
        token: &SessionToken,
    ) -> Result<Option<SessionId>, PortalError> {
        let person = actor.signed_in()?;
        let hash = self.secrets.hash(Purpose::Session, &token.0);
        let session = store::owned(&mut self.db.read().await?, hash).await?;
        Ok(session
            .filter(|session| session.owner.developer_id == person.developer_id)
            .map(|session| session.session_id))
    }

    async fn end_session(&self, actor: &Actor, id: SessionId) -> Result<(), PortalError> {
        let person = actor.signed_in()?;
        let now = self.clock.now();
        let mut tx = self.db.begin_housekeeping().await?;
        if !store::end_own(&mut tx, person.developer_id, id).await? {
            return Err(PortalError::NotFound);
        }
        let event = Event::new("session.ended", "developer", person.developer_id, &person.email);
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), PortalError> {
        let person = actor.signed_in()?;
        let now = self.clock.now();
        let mut tx = self.db.begin_housekeeping().await?;
        store::end_all_of(&mut tx, person.developer_id).await?;
        let event = Event::new("session.all_ended", "developer", person.developer_id, &person.email);
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Portal {
    async fn open_session(
        &self,
        actor: &Actor,
        developer: &Developer,
        device: Option<&str>,
    ) -> Result<SessionToken, PortalError> {
        let mut tx = self.db.begin_housekeeping().await?;
        // Somebody may have decided on this developer while the password was hashed.
        let still = developers::store::find(&mut tx, developer.id).await?.ok_or_else(wrong)?;
        may_come_in(&still)?;
        let token = start(&mut tx, self, actor, &still, device, Proof::default()).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Known and unknown addresses are recorded alike; a text that is no address may be a password.
    async fn record_refusal(&self, actor: &Actor, email: &str) -> Result<(), PortalError> {
        let now = self.clock.now();
        let mut checks = Checks::new();
        check_email(&mut checks, email);
        let name = if checks.done().is_ok() { email } else { "(no e-mail address)" };
        let mut tx = self.db.begin_housekeeping().await?;
        audit::record(&mut tx, now, actor, Event::new("session.refused", "email", name, name)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn rehash(&self, developer: &Developer, password: &str, before: &str) -> Result<(), PortalError> {
        let hash = self.passwords.hash(password).await?;
        let mut tx = self.db.begin_housekeeping().await?;
        if developers::store::password_hash(&mut tx, developer.id).await?.as_deref() == Some(before) {
            developers::store::set_password(&mut tx, developer.id, &hash).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    fn idle_limit(&self, role: Role) -> TimeDelta {
        let security = &self.config.security;
        let minutes = match role {
            Role::Developer => security.session_idle_minutes,
            Role::Approver | Role::Admin => security.admin_session_idle_minutes,
        };
        delta(minutes.duration())
    }

    fn absolute_limit(&self, role: Role) -> TimeDelta {
        let security = &self.config.security;
        let hours = match role {
            Role::Developer => security.session_absolute_hours,
            Role::Approver | Role::Admin => security.admin_session_absolute_hours,
        };
        delta(hours.duration())
    }
}

/// What a session rests on, where it is not a password.
#[derive(Debug, Clone, Copy, Default)]
pub struct Proof<'a> {
    pub identity: Option<IdentityId>,
    /// The provider's own session, as it names it.
    pub provider_session: Option<&'a str>,
}

/// Opens a session for who has just proved who they are, in the transaction that let them in.
pub async fn start(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    developer: &Developer,
    device: Option<&str>,
    proof: Proof<'_>,
) -> Result<SessionToken, DbError> {
    let now = portal.clock.now();
    let token = random_token("");
    let device: Option<String> = device.map(|device| device.chars().take(DEVICE_MAX).collect());
    store::forget_expired(tx, now).await?;
    let session = store::NewSession {
        id: SessionId(new_id(now)),
        hash: portal.secrets.hash(Purpose::Session, &token),
        developer_id: developer.id,
        expires_at: now + portal.absolute_limit(developer.role),
        address: actor.address.as_deref(),
        device: device.as_deref(),
        identity: proof.identity,
        provider_session: proof.provider_session,
    };
    store::insert(tx, now, session).await?;
    let event = Event::new("session.started", "developer", developer.id, &developer.email);
    audit::record(tx, now, actor, event).await?;
    Ok(SessionToken(token))
}

fn delta(duration: std::time::Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}

async fn known(conn: &mut Conn, email: &str) -> Result<(Option<Developer>, Option<String>), DbError> {
    let plausible = email.chars().count() <= NewDeveloper::EMAIL_MAX && !email.contains('\0');
    let developer = match plausible {
        true => developers::store::find_by_email(conn, email).await?,
        false => None,
    };
    let hash = match &developer {
        Some(developer) => developers::store::password_hash(conn, developer.id).await?,
        None => None,
    };
    Ok((developer, hash))
}

/// One sentence for a wrong password and for an unknown address.
fn wrong() -> PortalError {
    PortalError::field(
        "password",
        "This e-mail address and password do not belong together. Please check both, or choose a new password.",
    )
}

/// Told only to who knows the password.
fn sso_required() -> PortalError {
    PortalError::refused(
        "sso_required",
        "Passwords open nothing here any more. Please sign in with your company's identity provider: its button is on this page.",
    )
}

/// Told only to who has proved who they are.
pub fn may_come_in(developer: &Developer) -> Result<(), PortalError> {
    match &developer.state {
        DeveloperState::Approved { .. } => Ok(()),
        DeveloperState::Pending { since } => Err(PortalError::refused(
            "developer_pending",
            format!(
                "Your account has been waiting for approval since {}. We will write to you as soon as it is decided.",
                moment(*since)
            ),
        )),
        DeveloperState::Unconfirmed => Err(wrong()),
        DeveloperState::Rejected { decision } => Err(PortalError::refused(
            "developer_rejected",
            with_reason("Your sign-up was declined.", decision.reason.as_deref()),
        )),
        DeveloperState::Revoked { decision } => Err(PortalError::refused(
            "developer_revoked",
            with_reason("Your access was revoked.", decision.reason.as_deref()),
        )),
    }
}

fn moment(at: Timestamp) -> String {
    app::time::readable(at)
}

fn with_reason(sentence: &str, reason: Option<&str>) -> String {
    match reason {
        Some(reason) => format!("{sentence} The reason given: {reason}"),
        None => sentence.to_owned(),
    }
}
