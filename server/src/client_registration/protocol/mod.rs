//! What is said to identity providers about clients. Okta, Auth0, Entra ID and Curity are spoken to as their
//! documentation says; none of them was at hand to try it.
mod auth0;
mod bridge;
mod curity;
mod entra_id;
mod exchange;
mod okta;
mod rfc7591;

use crate::{
    openid::{Metadata, client::Client},
    outbound::Outbound,
};
use app::{client_registration::RegistrationKind, id::VersionId};
use http::Method;
use serde_json::Value;

/// The longest client ID: it becomes a reference ID.
const CLIENT_ID_MAX: usize = 255;
const SECRET_MAX: usize = 4096;

/// Where clients are registered, and with what right.
#[derive(Clone)]
pub struct Registrar {
    pub kind: RegistrationKind,
    pub issuer: String,
    /// Without a slash at its end.
    pub endpoint: String,
    /// The initial access token, the bridge's key, Okta's API token, or the secret of the portal's own client.
    pub secret: Option<String>,
    /// The portal's own client, where it signs in to register others.
    pub client_id: String,
    /// Whom tokens of the clients are for.
    pub audiences: Vec<String>,
    /// As the issuer publishes it, where that was needed.
    pub metadata: Option<Metadata>,
}

/// What a client is to be.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub name: String,
    pub description: String,
    pub redirect_uris: Vec<String>,
    pub grant_types: Vec<&'static str>,
    pub scopes: Vec<String>,
    /// Of the portal's own things, for whoever looks at the client there.
    pub about: About,
}

impl Wanted {
    fn signs_people_in(&self) -> bool {
        self.grant_types.contains(&"authorization_code")
    }

    fn signs_in_itself(&self) -> bool {
        self.grant_types.contains(&"client_credentials")
    }
}

#[derive(Debug, Clone, Default)]
pub struct About {
    pub portal: String,
    pub developer: String,
    pub auth_strategy: String,
    pub application: String,
}

/// A client as the provider made it.
#[derive(Clone)]
pub struct Made {
    pub client_id: String,
    pub client_secret: String,
    pub management: Option<Management>,
}

/// RFC 7592.
#[derive(Clone)]
pub struct Management {
    pub uri: String,
    pub token: String,
}

/// What a provider exchanged when it changed a client.
#[derive(Clone, Default)]
pub struct Changed {
    pub management: Option<Management>,
    /// The secret from then on (RFC 7592, section 2.2): it may be another one.
    pub client_secret: Option<String>,
}

/// Why there is no client.
pub enum NotMade {
    /// The provider has made none.
    Refused(String),
    /// It may have made one. What is known of it is what it can be removed by.
    Unclear { why: String, left: Option<Made> },
}

impl NotMade {
    pub fn why(&self) -> &str {
        match self {
            Self::Refused(why) | Self::Unclear { why, .. } => why,
        }
    }
}

impl Made {
    /// Of a client that lacks something, and is to be removed.
    fn incomplete(self, why: String) -> NotMade {
        NotMade::Unclear { why, left: Some(self) }
    }
}

impl Registrar {
    pub async fn create(&self, outbound: &Outbound, wanted: &Wanted) -> Result<Made, NotMade> {
        match self.kind {
            RegistrationKind::Rfc7591 => rfc7591::create(self, outbound, wanted).await,
            RegistrationKind::Okta => okta::create(self, outbound, wanted).await,
            RegistrationKind::Auth0 => auth0::create(self, outbound, wanted).await,
            RegistrationKind::EntraId => entra_id::create(self, outbound, wanted).await,
            RegistrationKind::Curity => curity::create(self, outbound, wanted).await,
            RegistrationKind::Http => bridge::create(self, outbound, wanted).await,
        }
    }

    pub async fn update(
        &self,
        outbound: &Outbound,
        client_id: &str,
        management: Option<&Management>,
        wanted: &Wanted,
    ) -> Result<Changed, String> {
        let nothing = |()| Changed::default();
        match self.kind {
            RegistrationKind::Rfc7591 => rfc7591::update(self, outbound, client_id, management, wanted).await,
            RegistrationKind::Okta => okta::update(self, outbound, client_id, wanted).await.map(nothing),
            RegistrationKind::Auth0 => auth0::update(self, outbound, client_id, wanted).await.map(nothing),
            RegistrationKind::EntraId => {
                entra_id::update(self, outbound, client_id, wanted).await.map(nothing)
            }
            RegistrationKind::Curity => curity::update(self, outbound, client_id, wanted).await,
            RegistrationKind::Http => bridge::update(self, outbound, client_id, wanted).await.map(nothing),
        }
    }

    /// Another secret for the same client. Absent where there is no such thing: another client takes the place.
    pub async fn new_secret(
        &self,
        outbound: &Outbound,
        client_id: &str,
        wanted: &Wanted,
    ) -> Result<Option<String>, String> {
        match self.kind {
            RegistrationKind::Rfc7591 => Ok(None),
            RegistrationKind::Okta => okta::new_secret(self, outbound, client_id).await.map(Some),
            RegistrationKind::Auth0 => auth0::new_secret(self, outbound, client_id).await.map(Some),
            RegistrationKind::EntraId => entra_id::new_secret(self, outbound, client_id).await.map(Some),
            RegistrationKind::Curity => {
                let changed = curity::update(self, outbound, client_id, wanted).await?;
                changed.client_secret.map(Some).ok_or_else(|| exchange::lacks("client_secret"))
            }
            RegistrationKind::Http => bridge::new_secret(self, outbound, client_id).await.map(Some),
        }
    }

    /// A client that is gone already is removed.
    pub async fn remove(
        &self,
        outbound: &Outbound,
        client_id: &str,
        management: Option<&Management>,
    ) -> Result<(), String> {
        match self.kind {
            RegistrationKind::Rfc7591 => rfc7591::remove(outbound, management).await,
            RegistrationKind::Okta => okta::remove(self, outbound, client_id).await,
            RegistrationKind::Auth0 => auth0::remove(self, outbound, client_id).await,
            RegistrationKind::EntraId => entra_id::remove(self, outbound, client_id).await,
            RegistrationKind::Curity => curity::remove(self, outbound, client_id).await,
            RegistrationKind::Http => bridge::remove(self, outbound, client_id).await,
        }
    }

    /// Where the provider wants to know who may call what: bridges.
    pub async fn tell_of_access(
        &self,
        outbound: &Outbound,
        client_id: &str,
        wanted: &Wanted,
        version: VersionId,
        may_call: bool,
    ) -> Result<(), String> {
        match self.kind.hears_of_access() {
            true => bridge::tell_of_access(self, outbound, client_id, wanted, version, may_call).await,
            false => Ok(()),
        }
    }

    /// What the token endpoint is asked for a token of such a client with, beside the client itself.
    pub fn token_request(&self, scopes: &[String]) -> Vec<(&'static str, String)> {
        let audience = self.audiences.first();
        match (self.kind, audience) {
            (RegistrationKind::EntraId, Some(audience)) => vec![("scope", format!("{audience}/.default"))],
            (RegistrationKind::Auth0, Some(audience)) => vec![("audience", audience.clone())],
            _ if scopes.is_empty() => Vec::new(),
            _ => vec![("scope", scopes.join(" "))],
        }
    }

    /// What this kind of provider is asked with where it takes the portal's token or key.
    fn bearer(&self) -> Option<exchange::Proof> {
        self.secret.as_deref().map(exchange::bearer)
    }

    /// A token of the portal's own client.
    async fn own_token(
        &self,
        outbound: &Outbound,
        wanted: &[(&str, &str)],
    ) -> Result<exchange::Proof, String> {
        let metadata = self.metadata.as_ref().ok_or("nothing is known of where the portal signs in")?;
        let own =
            Client { id: self.client_id.clone(), secret: self.secret.clone(), redirect_uri: String::new() };
        let token = own.token_of_its_own(outbound, metadata, wanted).await;
        let token = token.map_err(|problem| format!("the portal itself is not let in: {problem}"))?;
        Ok(exchange::bearer(&token))
    }
}

/// ID and secret, as every one of them names these.
fn id_and_secret(endpoint: &str, answer: &Value) -> Result<Made, NotMade> {
    let id = exchange::text(answer, "client_id", CLIENT_ID_MAX);
    let secret = exchange::text(answer, "client_secret", SECRET_MAX);
    match (id, secret) {
        (Some(client_id), Some(client_secret)) => Ok(Made { client_id, client_secret, management: None }),
        (Some(client_id), None) => {
            let left = Made { client_id, client_secret: String::new(), management: None };
            Err(left.incomplete(format!("the answer of {endpoint} lacks a usable client_secret")))
        }
        (None, _) => Err(NotMade::Unclear {
            why: format!("the answer of {endpoint} lacks a usable client_id"),
            left: None,
        }),
    }
}

/// Registers by one request, whose answer names ID and secret.
async fn create_at(
    outbound: &Outbound,
    endpoint: &str,
    proof: Option<exchange::Proof>,
    client: Value,
) -> Result<Value, NotMade> {
    let answer = exchange::ask(outbound, Method::POST, endpoint, proof, Some(client)).await;
    exchange::made(endpoint, answer.map_err(|failure| exchange::not_made(endpoint, failure))?)
}
