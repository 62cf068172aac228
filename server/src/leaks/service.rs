//! What becomes of a secret that was found.
use super::{
    finder::{Finder, Kind},
    letters, store,
};
use crate::{
    access_tokens,
    audit::{self, Event},
    credentials,
    db::Conn,
    developers, gateways,
    portal::Portal,
    secrets::Purpose,
};
use app::{
    access_tokens::AccessToken, actor::Actor, credentials::Credential, error::PortalError, gateways::Gateway,
};
use serde::Serialize;
use serde_json::json;

/// What whoever reports a token is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// It is, or was, a secret of this portal's.
    TruePositive,
    FalsePositive,
}

/// Longer addresses are cut where they are shown.
const PLACE: usize = 300;

/// A secret of this portal's, and what it belongs to.
#[derive(Debug)]
pub enum Leak {
    Key { application: credentials::store::Owner, credential: Credential },
    Token { token: AccessToken, email: String },
    Gateway(Gateway),
}

impl Leak {
    /// Whether something would still be let through with it.
    pub fn is_live(&self) -> bool {
        match self {
            Self::Key { credential, .. } => credential.status.is_live(),
            Self::Token { .. } | Self::Gateway(_) => true,
        }
    }

    /// "the API key “Production” (ptk_…9f3A) of “Storm watch”".
    pub fn described(&self) -> String {
        match self {
            Self::Key { application, credential } => {
                let (name, shape) = (&credential.name, credential.shape());
                format!("the API key “{name}” ({shape}) of “{}”", application.name)
            }
            Self::Token { token, email } => {
                format!("the access token “{}” (…{}) of {email}", token.name, token.last_four)
            }
            Self::Gateway(gateway) => {
                format!("the token of the gateway “{}” (…{})", gateway.name, gateway.last_four)
            }
        }
    }
}

impl Portal {
    pub fn finder(&self) -> Finder {
        Finder::new(self.key_format.clone())
    }

    /// What a secret is, if it is one of this portal's.
    pub async fn find_leak(&self, secret: &str) -> Result<Option<Leak>, PortalError> {
        let Some(kind) = self.finder().kind(secret) else { return Ok(None) };
        self.leak(&mut self.db.read().await?, kind, secret).await
    }

    /// Somebody has found a secret at `place`: keys and tokens are revoked from the answer on, and those whom
    /// they belong to get a mail. Said again, it changes nothing and nobody gets another mail.
    pub async fn take_leak(
        &self,
        actor: &Actor,
        secret: &str,
        place: &str,
        source: &str,
    ) -> Result<Label, PortalError> {
        // Checksums keep what is none of ours away from the database.
        let Some(kind) = self.finder().kind(secret) else { return Ok(Label::FalsePositive) };
        let hash = self.leak_hash(kind, secret);
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        tx.take_turns("leaks").await?;
        let Some(leak) = self.leak(&mut tx, kind, secret).await? else {
            // A token that was revoked by an earlier report has no row of its own any more.
            let known = store::is_known(&mut tx, hash).await?;
            return Ok(if known { Label::TruePositive } else { Label::FalsePositive });
        };
        let place: String = place.chars().filter(|c| !c.is_control()).take(PLACE).collect();
        let is_news = store::insert(&mut tx, now, hash, kind.as_str(), &place).await?;
        let found_at = if place.is_empty() { "in a public place".to_owned() } else { format!("at {place}") };
        let reason = format!("found {found_at}");
        match &leak {
            Leak::Key { application, credential } if leak.is_live() => {
                credentials::store::revoke(&mut tx, credential.id, now, &actor.name()).await?;
                let event = Event::new("credential.revoked", "credential", credential.id, &credential.name)
                    .change(json!({ "application": application.slug, "key": credential.shape(), "source": source }))
                    .reason(Some(&reason));
                audit::record(&mut tx, now, actor, event).await?;
                letters::key(&mut tx, self, application, credential, &found_at).await?;
            }
            Leak::Key { .. } => return finish(tx, is_news).await,
            Leak::Token { token, email } => {
                access_tokens::store::delete(&mut tx, token.id).await?;
                let event = Event::new("access_token.revoked", "access_token", token.id, &token.name)
                    .change(json!({ "source": source }))
                    .reason(Some(&reason));
                audit::record(&mut tx, now, actor, event).await?;
                letters::token(&mut tx, self, token, email, &found_at).await?;
            }
            // Without it a gateway refuses every call: people decide when.
            Leak::Gateway(gateway) if is_news => {
                let event = Event::new("gateway.leaked", "gateway", gateway.id, &gateway.name)
                    .change(json!({ "source": source }))
                    .reason(Some(&reason));
                audit::record(&mut tx, now, actor, event).await?;
                for email in developers::store::admin_emails(&mut tx).await? {
                    letters::gateway(&mut tx, self, gateway, &email, &found_at).await?;
                }
            }
            Leak::Gateway(_) => return finish(tx, is_news).await,
        }
        tx.commit().await?;
        self.jobs.wake();
        Ok(Label::TruePositive)
    }

    fn leak_hash(&self, kind: Kind, secret: &str) -> [u8; 32] {
        let purpose = match kind {
            Kind::ApiKey => Purpose::Credential,
            Kind::AccessToken => Purpose::AccessToken,
            Kind::GatewayToken => Purpose::Gateway,
        };
        self.secrets.hash(purpose, secret)
    }

    async fn leak(&self, conn: &mut Conn, kind: Kind, secret: &str) -> Result<Option<Leak>, PortalError> {
        let hash = self.leak_hash(kind, secret);
        Ok(match kind {
            Kind::ApiKey => credentials::store::by_hash(conn, hash, self.clock.now())
                .await?
                .map(|(application, credential)| Leak::Key { application, credential }),
            Kind::AccessToken => access_tokens::store::by_hash(conn, hash)
                .await?
                .map(|(token, email)| Leak::Token { token, email }),
            Kind::GatewayToken => match gateways::store::by_hash(conn, hash).await? {
                Some(id) => gateways::store::find(conn, id).await?.map(Leak::Gateway),
                None => None,
            },
        })
    }
}

/// Where nothing is to be revoked, only that it was reported is kept.
async fn finish(tx: crate::db::Tx, is_news: bool) -> Result<Label, PortalError> {
    if is_news {
        tx.commit().await?;
    }
    Ok(Label::TruePositive)
}
