use super::store;
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
    error::PortalError,
    gateways::{Gateway, GatewayTarget, Gateways, IssuedGateway, NewGateway, NginxConfiguration},
    id::GatewayId,
};

/// The file that is shipped and tested; the page fills in addresses.
const NGINX: &str = include_str!("../../../docs/gateways/nginx.conf");

/// The line of it that removes the key; a strategy may name several headers.
const KEY_HEADER: &str = "        proxy_set_header apikey                  \"\";";

#[async_trait::async_trait]
impl Gateways for Portal {
    async fn gateways(&self, actor: &Actor) -> Result<Vec<Gateway>, PortalError> {
        actor.as_admin()?;
        let mut all = store::list(&mut self.db.read().await?).await?;
        for gateway in &mut all {
            gateway.last_asked_at = self.verdicts.usage().asked_by(gateway.id).or(gateway.last_asked_at);
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
        store::find(&mut self.db.read().await?, id).await?.ok_or(PortalError::NotFound)
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

    async fn gateway_targets(&self, actor: &Actor) -> Result<Vec<GatewayTarget>, PortalError> {
        actor.as_admin()?;
        Ok(store::targets(&mut self.db.read().await?).await?)
    }

    async fn nginx_configuration(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<NginxConfiguration, PortalError> {
        use app::catalog::Catalog;
        actor.as_admin()?;
        let version = self.version(actor, product, version).await?;
        let verify = format!(
            "{}{}",
            self.config.server.origin(),
            app::paths::verify(&version.product_slug, &version.slug)
        );
        let key_headers: Vec<String> = match version.auth_strategy.map(|strategy| strategy.settings) {
            Some(StrategySettings::KeyAuth { header_names }) => {
                header_names.iter().map(|name| format!("        proxy_set_header {name:<22} \"\";")).collect()
            }
            _ => Vec::new(),
        };
        let upstream = version.upstream_url.as_deref().unwrap_or("http://127.0.0.1:3000");
        let text = NGINX
            .replace("http://127.0.0.1:8080/gateway/verify/weather/2.0", &verify)
            .replace(KEY_HEADER, &key_headers.join("\n"))
            .replace("http://127.0.0.1:3000", upstream.trim_end_matches('/'));
        Ok(NginxConfiguration { text })
    }
}

fn name_taken(error: DbError) -> PortalError {
    match error {
        DbError::Unique => PortalError::field("name", "Another gateway has this name."),
        other => other.into(),
    }
}
