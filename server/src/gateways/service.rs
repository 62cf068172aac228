use super::{Address, Target, render, store};
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::DbError,
    portal::Portal,
    secrets::{GATEWAY_TOKEN_PREFIX, Purpose, random_token},
};
use app::{
    actor::Actor,
    auth_strategies::StrategySettings,
    catalog::{Catalog, ProductVersion},
    error::PortalError,
    gateways::{
        Gateway, GatewayConfiguration, GatewayKind, GatewaySetUp, Gateways, IssuedGateway, NewGateway,
    },
    id::GatewayId,
};

#[async_trait::async_trait]
impl Gateways for Portal {
    async fn gateways(&self, actor: &Actor) -> Result<Vec<Gateway>, PortalError> {
        actor.as_admin()?;
        let mut all = store::list(&mut self.db.read().await?).await?;
        for gateway in &mut all {
            self.add_unwritten(gateway);
        }
        Ok(all)
    }

    async fn create_gateway(&self, actor: &Actor, new: NewGateway) -> Result<IssuedGateway, PortalError> {
        actor.as_admin()?;
        new.validate()?;
        let now = self.clock.now();
        let id = GatewayId(new_id(now));
        let secret = random_token(GATEWAY_TOKEN_PREFIX);
        let hash = self.secrets.hash(Purpose::Gateway, &secret);
        let mut tx = self.db.begin().await?;
        store::insert(&mut tx, id, now, &new, hash, &secret[secret.len() - 4..], &actor.name())
            .await
            .map_err(name_taken)?;
        audit::record(&mut tx, now, actor, Event::new("gateway.created", "gateway", id, new.name.trim()))
            .await?;
        let gateway = store::find(&mut tx, id).await?.ok_or(PortalError::Internal)?;
        tx.commit().await?;
        Ok(IssuedGateway { gateway, secret })
    }

    async fn gateway(&self, actor: &Actor, id: GatewayId) -> Result<Gateway, PortalError> {
        actor.as_admin()?;
        let mut found = store::find(&mut self.db.read().await?, id).await?.ok_or(PortalError::NotFound)?;
        self.add_unwritten(&mut found);
        Ok(found)
    }

    async fn delete_gateway(&self, actor: &Actor, id: GatewayId) -> Result<(), PortalError> {
        actor.as_admin()?;
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let gateway = store::find(&mut tx, id).await?.ok_or(PortalError::NotFound)?;
        store::delete(&mut tx, id).await?;
        audit::record(&mut tx, now, actor, Event::new("gateway.deleted", "gateway", id, &gateway.name))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    async fn gateway_set_up(
        &self,
        actor: &Actor,
        id: GatewayId,
        target: &str,
    ) -> Result<GatewaySetUp, PortalError> {
        let gateway = self.gateway(actor, id).await?;
        let targets = store::targets(&mut self.db.read().await?).await?;
        let chosen = match target {
            "" => targets.first().cloned(),
            named => {
                Some(targets.iter().find(|one| one.key() == named).cloned().ok_or(PortalError::NotFound)?)
            }
        };
        let configuration = match &chosen {
            Some(chosen) => {
                let version = self.version(actor, &chosen.product_slug, &chosen.version_slug).await?;
                Some(self.configuration(gateway.kind, &version)?)
            }
            None => None,
        };
        Ok(GatewaySetUp { gateway, targets, chosen, configuration })
    }
}

impl Portal {
    fn add_unwritten(&self, gateway: &mut Gateway) {
        gateway.last_asked_at = self.verdicts.usage().asked_by(gateway.id).or(gateway.last_asked_at);
    }

    fn configuration(
        &self,
        kind: GatewayKind,
        version: &ProductVersion,
    ) -> Result<GatewayConfiguration, PortalError> {
        let server = &self.config.server;
        let portal = server.internal_url.as_ref().unwrap_or(&server.public_url);
        let key_headers = match version.auth_strategy.as_ref().map(|strategy| &strategy.settings) {
            Some(StrategySettings::KeyAuth { header_names }) => header_names.clone(),
            _ => Vec::new(),
        };
        let target = Target {
            portal: Address::parse(portal.origin()).ok_or(PortalError::Internal)?,
            verify_path: app::paths::verify(&version.product_slug, &version.slug),
            product: version.product_slug.clone(),
            version: version.slug.clone(),
            upstream: version.upstream_url.as_deref().and_then(Address::parse),
            key_headers,
        };
        Ok(render(kind, &target))
    }
}

fn name_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("name", "Another gateway has this name."),
        other => other.into(),
    }
}
