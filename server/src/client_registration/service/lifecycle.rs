//! How the client of an application begins and ends.
use crate::{
    audit::{self, Event},
    auth_strategies,
    client_registration::{
        protocol::{About, Made, Management, NotMade, Registrar, Wanted},
        store::{self, Client, Kept},
    },
    clock::new_id,
    db::{Conn, DbError, Tx},
    identity_providers::policy::is_fit,
    jobs::{self, Job},
    openid::{Provider, TokenRules},
    portal::Portal,
    verify::Scheme,
};
use app::{
    actor::Actor,
    applications::{Application, NewApplication},
    auth_strategies::StrategySettings,
    client_registration::{IssuedClient, RegistrationKind, RegistrationSettings},
    error::PortalError,
    id::{ApplicationId, AuthStrategyId},
};
use uuid::Uuid;

/// A client that exists at the provider, and in no table yet.
pub struct Registered {
    client: Client,
    made: Made,
    registrar: Registrar,
}

impl Registered {
    pub fn client_id(&self) -> &str {
        &self.made.client_id
    }

    pub fn issued(&self) -> IssuedClient {
        IssuedClient {
            client_id: self.made.client_id.clone(),
            client_secret: self.made.client_secret.clone(),
        }
    }
}

/// What a strategy says about its clients.
pub(super) struct Terms {
    pub kept: Kept,
    /// What a token of such a client has to be like.
    pub rules: TokenRules,
    pub auth_methods: Vec<String>,
}

impl Terms {
    pub fn offered_scopes(&self) -> Vec<String> {
        let mut offered = self.rules.scopes.clone();
        offered.extend(self.kept.settings.scopes.iter().cloned());
        offered.dedup();
        offered
    }

    /// Software signs in by itself, or people sign in through it: then it says where they come back to.
    pub fn grant_types(&self, redirect_uris: &[String]) -> Vec<&'static str> {
        let has = |method: &str| self.auth_methods.iter().any(|own| own == method);
        let mut grants = Vec::new();
        if has("client_credentials") || has("bearer") {
            grants.push("client_credentials");
        }
        if has("authorization_code") && !redirect_uris.is_empty() {
            grants.push("authorization_code");
        }
        grants
    }
}

/// Absent where applications of the strategy bring their own clients.
pub(super) async fn terms(conn: &mut Conn, id: AuthStrategyId) -> Result<Option<Terms>, PortalError> {
    let Some(kept) = store::find(conn, id).await? else { return Ok(None) };
    let strategy = auth_strategies::store::find(conn, id).await?.ok_or(PortalError::NotFound)?;
    match (Scheme::of_settings(&strategy.settings), strategy.settings) {
        (Scheme::Tokens(rules), StrategySettings::OpenidConnect { auth_methods, .. }) => {
            Ok(Some(Terms { kept, rules, auth_methods }))
        }
        _ => Ok(None),
    }
}

pub async fn is_registered(conn: &mut Conn, application: ApplicationId) -> Result<bool, DbError> {
    Ok(store::of_application(conn, application).await?.is_some())
}

/// The client of an application that is about to be stored; absent where the strategy registers none. Asks
/// the provider: not within a transaction.
pub async fn register(
    portal: &Portal,
    actor: &Actor,
    new: &NewApplication,
) -> Result<Option<Registered>, PortalError> {
    let Some(terms) = terms(&mut portal.db.read().await?, new.auth_strategy_id).await? else {
        return Ok(None);
    };
    if !new.reference_id.is_empty() {
        return Err(PortalError::field(
            "reference_id",
            "Please leave this empty: the application gets its client's ID, which is registered with it.",
        ));
    }
    let (grant_types, scopes) = (terms.grant_types(&new.redirect_uris), terms.rules.scopes.clone());
    if grant_types.is_empty() {
        return Err(PortalError::field(
            "redirect_uris",
            "Please name at least one address: people sign in through this application and come back there.",
        ));
    }
    let wanted = Wanted {
        name: new.name.clone(),
        description: new.description.clone(),
        redirect_uris: new.redirect_uris.clone(),
        grant_types,
        scopes,
        about: About { developer: developer(actor), ..about(portal, new.auth_strategy_id) },
    };
    let registrar = registrar(portal, new.auth_strategy_id, &terms).await.map_err(not_registered)?;
    make(portal, actor, new.auth_strategy_id, registrar, &wanted).await.map(Some)
}

/// Where the provider takes registrations.
pub(super) async fn registrar(
    portal: &Portal,
    strategy: AuthStrategyId,
    terms: &Terms,
) -> Result<Registrar, String> {
    let RegistrationSettings { kind, endpoint, client_id, .. } = &terms.kept.settings;
    let (kind, issuer) = (*kind, &terms.rules.issuer);
    let asks = kind.signs_in() || endpoint.is_empty() && kind == RegistrationKind::Rfc7591;
    let metadata = match asks {
        true => {
            let provider = Provider::fetch(&portal.outbound, issuer, portal.clock.now()).await;
            Some(provider.map_err(|problem| format!("{issuer}: {problem}"))?.metadata)
        }
        false => None,
    };
    let endpoint = match (endpoint.as_str(), kind) {
        ("", RegistrationKind::Okta) => format!("{}/oauth2/v1/clients", origin(issuer)),
        ("", RegistrationKind::Auth0) => format!("{}/api/v2", origin(issuer)),
        ("", RegistrationKind::EntraId) => "https://graph.microsoft.com/v1.0".to_owned(),
        ("", _) => {
            let endpoint = metadata.as_ref().and_then(|metadata| metadata.registration_endpoint.clone());
            let endpoint = endpoint.ok_or("its configuration names no registration_endpoint")?;
            if !is_fit(issuer, &endpoint) {
                return Err(format!("its registration endpoint {endpoint} is not reached over https"));
            }
            endpoint
        }
        // As it stands: a slash at the end may belong to it.
        (endpoint, RegistrationKind::Rfc7591) => endpoint.to_owned(),
        (endpoint, _) => endpoint.trim_end_matches('/').to_owned(),
    };
    Ok(Registrar {
        kind,
        issuer: issuer.clone(),
        endpoint,
        secret: secret(portal, strategy, &terms.kept)?,
        client_id: client_id.clone(),
        audiences: terms.rules.audiences.clone(),
        metadata,
    })
}

/// Scheme, host and port of an address.
fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find('/').map_or(address, |path| &address[..host + path])
}

/// What bridges are proved to by; for what needs no other endpoint.
fn secret(portal: &Portal, strategy: AuthStrategyId, kept: &Kept) -> Result<Option<String>, String> {
    let unseal = |sealed: &Vec<u8>| {
        portal.secrets.unseal(&secret_context(strategy), sealed).ok_or_else(|| {
            "its token or key was kept under another master key: an admin has to enter it again".to_owned()
        })
    };
    kept.secret.as_ref().map(unseal).transpose()
}

pub(super) fn secret_context(strategy: AuthStrategyId) -> String {
    format!("client registration {strategy}")
}

fn token_context(client: Uuid) -> String {
    format!("registered client {client}")
}

pub(super) async fn make(
    portal: &Portal,
    actor: &Actor,
    strategy: AuthStrategyId,
    registrar: Registrar,
    wanted: &Wanted,
) -> Result<Registered, PortalError> {
    match registrar.create(&portal.outbound, wanted).await {
        Ok(made) => Ok(registered(portal, strategy, registrar, made, wanted)),
        Err(problem) => {
            tracing::warn!(%strategy, why = problem.why(), "a client was not registered");
            let why = problem.why().to_owned();
            if let NotMade::Unclear { left, .. } = problem {
                match left {
                    Some(left) => {
                        give_back(portal, registered(portal, strategy, registrar, left, wanted)).await
                    }
                    None => tell_of_unclear(portal, actor, strategy, &wanted.name, &why).await,
                }
            }
            Err(not_registered(why))
        }
    }
}

pub(super) fn registered(
    portal: &Portal,
    strategy: AuthStrategyId,
    registrar: Registrar,
    made: Made,
    wanted: &Wanted,
) -> Registered {
    let now = portal.clock.now();
    let id = new_id(now);
    let token = made.management.as_ref().map(|own| portal.secrets.seal(&token_context(id), &own.token));
    let client = Client {
        id,
        auth_strategy_id: strategy,
        client_id: made.client_id.clone(),
        management_uri: made.management.as_ref().map(|own| own.uri.clone()),
        management_token: token,
        redirect_uris: wanted.redirect_uris.clone(),
        scopes: wanted.scopes.clone(),
        registered_at: now,
    };
    Registered { client, made, registrar }
}

/// The provider may have made a client that nothing is known of: whoever looks after it can look.
async fn tell_of_unclear(portal: &Portal, actor: &Actor, strategy: AuthStrategyId, name: &str, why: &str) {
    let told = async {
        let mut tx = portal.db.begin().await?;
        let event =
            Event::new("client_registration.unclear", "auth_strategy", strategy, name).reason(Some(why));
        audit::record(&mut tx, portal.clock.now(), actor, event).await?;
        tx.commit().await
    };
    if let Err(error) = told.await {
        tracing::error!(%error, "an unclear registration is not recorded");
    }
}

/// Part of the transaction that stores its application.
pub async fn remember(
    tx: &mut Tx,
    application: ApplicationId,
    registered: &Registered,
) -> Result<(), DbError> {
    store::insert(tx, &registered.client, Some(application)).await
}

/// Its application is not stored after all. Removed by the queue; where not even the queue can be written to,
/// at once.
pub async fn give_back(portal: &Portal, registered: Registered) {
    let queued = async {
        let mut tx = portal.db.begin().await?;
        store::insert(&mut tx, &registered.client, None).await?;
        jobs::enqueue(&mut tx, portal.clock.now(), &Job::RemoveClients {}).await?;
        tx.commit().await
    };
    match queued.await {
        Ok(()) => portal.jobs.wake(),
        Err(error) => {
            let Registered { client, made, registrar } = registered;
            let removed =
                registrar.remove(&portal.outbound, &client.client_id, made.management.as_ref()).await;
            tracing::error!(%error, removed = removed.is_ok(), client = client.client_id, "a client was left over");
        }
    }
}

/// Part of the transaction that deletes its application.
pub async fn forget_client_of(
    tx: &mut Tx,
    portal: &Portal,
    application: ApplicationId,
) -> Result<(), DbError> {
    if let Some(client) = store::of_application(tx, application).await? {
        store::leave(tx, client.id, application).await?;
        jobs::enqueue(tx, portal.clock.now(), &Job::RemoveClients {}).await?;
    }
    Ok(())
}

/// By what the provider lets a client be managed.
pub(super) fn management(portal: &Portal, client: &Client) -> Option<Management> {
    let sealed = client.management_token.as_ref()?;
    let token = portal.secrets.unseal(&token_context(client.id), sealed)?;
    Some(Management { uri: client.management_uri.clone()?, token })
}

/// The management's token as it is stored.
pub(super) fn sealed(portal: &Portal, client: Uuid, management: &Management) -> Vec<u8> {
    portal.secrets.seal(&token_context(client), &management.token)
}

/// Asks the provider to remove a client that has no application any more.
pub async fn remove(portal: &Portal, client: &Client) -> Result<(), String> {
    let terms = async {
        let mut conn = portal.db.read().await?;
        terms(&mut conn, client.auth_strategy_id).await
    };
    let terms = terms.await.map_err(|error| error.to_string())?;
    let terms = terms.ok_or("its auth strategy registers no clients any more")?;
    let registrar = registrar(portal, client.auth_strategy_id, &terms).await?;
    registrar.remove(&portal.outbound, &client.client_id, management(portal, client).as_ref()).await
}

/// What every client is told of where it comes from.
pub(super) fn about(portal: &Portal, strategy: AuthStrategyId) -> About {
    About { portal: portal.config.server.url("/"), auth_strategy: strategy.to_string(), ..About::default() }
}

fn developer(actor: &Actor) -> String {
    actor.developer_id().map(|id| id.to_string()).unwrap_or_default()
}

/// What a client of this application is to be.
pub(super) fn wanted_for(
    portal: &Portal,
    actor: &Actor,
    application: &Application,
    terms: &Terms,
    redirect_uris: Vec<String>,
    scopes: Vec<String>,
) -> Wanted {
    Wanted {
        name: application.name.clone(),
        description: application.description.clone(),
        grant_types: terms.grant_types(&redirect_uris),
        redirect_uris,
        scopes,
        about: About {
            developer: developer(actor),
            application: application.id.to_string(),
            ..about(portal, application.auth_strategy.id)
        },
    }
}

fn not_registered(why: String) -> PortalError {
    PortalError::refused(
        "client_not_registered",
        format!(
            "The identity provider has not registered a client: {why}. Nothing was created here. Try again in a while; if it stays so, tell an admin of this portal."
        ),
    )
}
