use super::{
    answer, form,
    request::{self, Filled, Prepared},
    values::Values,
};
use crate::{
    catalog, gateway,
    portal::Portal,
    rate_limits::Limit,
    specifications::{Found, view::Place},
    verify::{Reason, Refused},
};
use app::{
    actor::Actor,
    applications::{Application, Applications},
    auth_strategies::{StrategyKind, StrategySettings},
    credentials::Refusal,
    error::{Checks, PortalError},
    specifications::operation_title,
    try_it::*,
};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, Uri},
    response::Response,
};
use std::time::{Duration, Instant};

/// For the whole call, its answer included; the gateway's own limits may be shorter.
const PATIENCE: Duration = Duration::from_secs(60);

#[async_trait::async_trait]
impl TryIt for Portal {
    async fn call_form(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
        application: Option<&str>,
        media_type: Option<&str>,
    ) -> Result<CallForm, PortalError> {
        let found = self.operation_to_try(actor, product, version, operation).await?;
        let own = self.suitable_applications(actor, &found).await?;
        let mut applications = Vec::with_capacity(own.len());
        for application in own {
            let verdict = self.verdicts.ask_as(self, application.id, &found.version).await?;
            let refusal = verdict.refused().map(|(refused, _)| Refusal::from(refused.clone()));
            applications.push(CallApplication { slug: application.slug, name: application.name, refusal });
        }
        let named = applications.iter().find(|own| Some(own.slug.as_str()) == application);
        let ready = applications.iter().find(|own| own.refusal.is_none());
        let chosen = named.or(ready).or(applications.first()).map(|own| own.slug.clone());
        let (parameters, body) = fields(&found, media_type);
        Ok(CallForm {
            operation: found.row.slug.clone(),
            title: operation_title(
                &found.row.summary,
                found.row.operation_id.as_deref(),
                &found.row.method,
                &found.row.path,
            ),
            method: found.row.method.clone(),
            path: found.row.path.clone(),
            base_url: found.base_url(self),
            parameters,
            body,
            applications,
            application: chosen,
            key_header: key_headers(&found).into_iter().next(),
            blocked: self.why_nobody_can(&found).await?,
            version: found.version,
        })
    }

    async fn send_call(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
        input: CallInput,
    ) -> Result<CallAnswer, PortalError> {
        let developer = actor.signed_in()?.developer_id;
        let found = self.operation_to_try(actor, product, version, operation).await?;
        let media_type = Some(input.media_type.as_str()).filter(|media_type| !media_type.is_empty());
        let (parameters, body) = fields(&found, media_type);
        let mut checks = Checks::new();
        if asks_first(&found.row.method) {
            let sentence = "Please confirm: this call changes or deletes something.";
            checks.require(input.confirmed, field::CONFIRMED, sentence);
        }
        if input.application.is_none() {
            check_key(&input.key, &mut checks);
        }
        let base_url = found.base_url(self).unwrap_or_default();
        let filled = Filled {
            found: &found,
            root: Place::new(&found.detail, ""),
            parameters: &parameters,
            body: body.as_ref(),
            base_url: &base_url,
            anyway: input.anyway,
        };
        let prepared = request::prepare(&filled, &Values(&input.fields), checks)?;
        self.limit_for(actor, Limit::TryIt, &developer.to_string()).await?;
        let (curl, url) = (prepared.curl.clone(), format!("{base_url}{}", prepared.target));
        let started = Instant::now();
        let sent = async {
            let response = match &input.application {
                Some(slug) => self.send_as(actor, &found, slug, prepared).await?,
                None => self.send_with_key(&found, input.key.trim(), prepared).await?,
            };
            Ok::<_, PortalError>(answer::read(response).await)
        };
        let read = tokio::time::timeout(PATIENCE, sent).await.map_err(|_| {
            PortalError::refused("slow", "There was no answer within a minute, and the call was given up. Whether it had an effect is not known.")
        })??;
        Ok(CallAnswer {
            status: read.status.as_u16(),
            reason: read.status.canonical_reason().unwrap_or_default().to_owned(),
            at: self.clock.now(),
            milliseconds: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
            from_gateway: read.from_gateway,
            method: found.row.method,
            url,
            headers: read.headers,
            bytes: read.bytes,
            complete: read.complete,
            body: read.body,
            media_type: read.media_type,
            curl,
        })
    }
}

impl Portal {
    /// Webhooks are called by the provider.
    async fn operation_to_try(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
    ) -> Result<Found, PortalError> {
        let mut conn = self.db.read().await?;
        let found = Found::operation(&mut conn, actor, product, version, operation).await?;
        if found.is_called() { Ok(found) } else { Err(PortalError::NotFound) }
    }

    /// What stands in the way of every application.
    async fn why_nobody_can(&self, found: &Found) -> Result<Option<Refusal>, PortalError> {
        let version = &found.version;
        let title = format!("{} {}", version.product_title, version.name);
        let mut conn = self.db.read().await?;
        let upstream = catalog::store::version_by_id(&mut conn, version.id).await?;
        let refused = match version.auth_strategy.as_ref().map(|strategy| &strategy.settings) {
            _ if !version.lifecycle.stage().is_callable() => {
                Reason::VersionRetired.refuse(format!("{title} answers no calls."))
            }
            None => Reason::StrategyMissing
                .refuse(format!("{title} has no auth strategy, so nothing can call it through the portal.")),
            Some(settings) => {
                let proof = match settings.kind() {
                    StrategyKind::KeyAuth => "key",
                    StrategyKind::OpenidConnect => "token",
                };
                let has_upstream = upstream.is_some_and(|version| version.upstream_url.is_some());
                return Ok((!has_upstream).then(|| Refusal {
                    code: "upstream_missing".to_owned(),
                    reason: "It cannot be tried from here: the provider has not said where calls go."
                        .to_owned(),
                    advice: format!("Call it with a {proof} of your own through the provider's gateway."),
                }));
            }
        };
        Ok(Some(refused.into()))
    }

    async fn suitable_applications(
        &self,
        actor: &Actor,
        found: &Found,
    ) -> Result<Vec<Application>, PortalError> {
        let (Some(strategy), Ok(_)) = (&found.version.auth_strategy, actor.signed_in()) else {
            return Ok(Vec::new());
        };
        // The portal cannot make tokens: those of an identity provider are pasted.
        if strategy.kind() == StrategyKind::OpenidConnect {
            return Ok(Vec::new());
        }
        let own = self.own_applications(actor).await?.into_iter().map(|card| card.application);
        Ok(own.filter(|application| application.auth_strategy.id == strategy.id).collect())
    }

    /// With a credential that exists for this call only.
    async fn send_as(
        &self,
        actor: &Actor,
        found: &Found,
        application: &str,
        prepared: Prepared,
    ) -> Result<Response, PortalError> {
        let own = self.suitable_applications(actor, found).await?;
        let application = own.into_iter().find(|own| own.slug == application).ok_or_else(|| {
            PortalError::field(
                field::APPLICATION,
                "This is not an application of yours that can call this API.",
            )
        })?;
        let request = request(found, prepared)?;
        let about = gateway::about(self, &request);
        let verdict = self.verdicts.call_as(self, application.id, &found.version, &about).await?;
        if let Some((Refused { sentence, advice, .. }, _)) = verdict.refused() {
            return Err(PortalError::field(field::APPLICATION, format!("{sentence} {advice}")));
        }
        Ok(gateway::pass(self, request, &verdict).await)
    }

    /// As it would come from outside: the gateway judges the key.
    async fn send_with_key(
        &self,
        found: &Found,
        key: &str,
        prepared: Prepared,
    ) -> Result<Response, PortalError> {
        let unusable = || PortalError::field(field::KEY, "This cannot be sent in a header.");
        let mut request = request(found, prepared)?;
        if let Some(name) = key_headers(found).first() {
            let before = if takes_tokens(found) { "Bearer " } else { "" };
            let name = HeaderName::try_from(name.as_str()).map_err(|_| PortalError::Internal)?;
            let mut value = HeaderValue::from_str(&format!("{before}{key}")).map_err(|_| unusable())?;
            value.set_sensitive(true);
            request.headers_mut().insert(name, value);
        }
        Ok(gateway::handle(self, request).await)
    }
}

fn request(found: &Found, prepared: Prepared) -> Result<Request, PortalError> {
    let version = &found.version;
    let address = format!("/{}/{}{}", version.product_slug, version.slug, prepared.target);
    let unusable =
        || PortalError::refused("address", "The address that the document describes cannot be called.");
    let mut request = Request::new(Body::from(prepared.body));
    *request.method_mut() = found.row.method.parse().map_err(|_| unusable())?;
    *request.uri_mut() = address.parse::<Uri>().map_err(|_| unusable())?;
    *request.headers_mut() = prepared.headers;
    request.extensions_mut().insert(gateway::Tried);
    Ok(request)
}

fn check_key(key: &str, checks: &mut Checks) {
    checks.line(field::KEY, key, 1, 4096);
}

/// Where a key is looked for; tokens are sent as `Authorization: Bearer`.
fn key_headers(found: &Found) -> Vec<String> {
    match found.version.auth_strategy.as_ref().map(|strategy| &strategy.settings) {
        Some(StrategySettings::KeyAuth { header_names }) => header_names.clone(),
        Some(StrategySettings::OpenidConnect { .. }) => vec!["Authorization".to_owned()],
        None => Vec::new(),
    }
}

fn takes_tokens(found: &Found) -> bool {
    found
        .version
        .auth_strategy
        .as_ref()
        .is_some_and(|strategy| strategy.kind() == StrategyKind::OpenidConnect)
}

fn fields(found: &Found, media_type: Option<&str>) -> (Vec<CallField>, Option<CallBody>) {
    let root = Place::new(&found.detail, "");
    let parameters = form::parameters(&found.row.path, &root, &found.parts, &key_headers(found));
    (parameters, form::body(&root, &found.parts, media_type))
}
