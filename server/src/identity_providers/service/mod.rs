//! One file per kind of action; this one only says which method is which.
mod admin;
mod admission;
mod begin;
mod finish;
mod logout;
mod test;

pub use begin::Begun;
pub use finish::{Brought, Entered};

use crate::{db::Conn, identity_providers::store, openid, portal::Portal, settings};
use app::{
    actor::Actor, developers::Developers, error::PortalError, id::IdentityProviderId, identity_providers::*,
    paths,
};

#[async_trait::async_trait]
impl IdentityProviders for Portal {
    async fn sign_in_options(&self) -> Result<SignInOptions, PortalError> {
        let mut conn = self.db.read().await?;
        let providers = store::offered(&mut conn).await?;
        let sso_required = settings::store::load(&mut conn).await?.sso_required;
        Ok(SignInOptions { providers, sso_required })
    }

    async fn identity_providers(&self, actor: &Actor) -> Result<Vec<IdentityProvider>, PortalError> {
        actor.as_admin()?;
        let all = store::list(&mut self.db.read().await?).await?;
        Ok(all.into_iter().map(|kept| self.shown(kept)).collect())
    }

    async fn identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<IdentityProvider, PortalError> {
        actor.as_admin()?;
        Ok(self.shown(existing(&mut self.db.read().await?, id).await?))
    }

    async fn identities_of(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<Vec<Identity>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        existing(&mut conn, id).await?;
        Ok(store::identities_at(&mut conn, id).await?)
    }

    async fn create_identity_provider(
        &self,
        actor: &Actor,
        new: NewIdentityProvider,
    ) -> Result<IdentityProvider, PortalError> {
        admin::create(self, actor, new).await
    }

    async fn update_identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
        new: NewIdentityProvider,
    ) -> Result<IdentityProvider, PortalError> {
        admin::update(self, actor, id, new).await
    }

    async fn identity_provider_deletion(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<ProviderDeletion, PortalError> {
        admin::deletion(self, actor, id).await
    }

    async fn delete_identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<(), PortalError> {
        admin::delete(self, actor, id).await
    }

    async fn test_identity_provider(
        &self,
        actor: &Actor,
        id: IdentityProviderId,
    ) -> Result<ProviderCheck, PortalError> {
        actor.as_admin()?;
        let kept = existing(&mut self.db.read().await?, id).await?;
        Ok(test::run(self, &kept).await)
    }

    async fn own_sign_in_methods(&self, actor: &Actor) -> Result<OwnSignInMethods, PortalError> {
        let developer = self.own_profile(actor).await?;
        let mut conn = self.db.read().await?;
        let now = self.clock.now();
        Ok(OwnSignInMethods {
            proved_recently: actor.signed_in()?.has_proved(now),
            has_password: crate::developers::store::password_hash(&mut conn, developer.id).await?.is_some(),
            identities: store::identities_of(&mut conn, developer.id).await?,
        })
    }
}

impl Portal {
    fn shown(&self, kept: store::Kept) -> IdentityProvider {
        let origin = self.config.server.origin();
        IdentityProvider {
            redirect_uri: format!("{origin}{}", paths::sign_in_callback(&kept.slug)),
            back_channel_logout_uri: format!("{origin}{}", paths::back_channel_logout(&kept.slug)),
            id: kept.id,
            slug: kept.slug,
            settings: kept.settings,
            has_secret: kept.secret.is_some(),
            identities: kept.identities,
            created_at: kept.created_at,
        }
    }

    /// The portal as this provider knows it; an error where the secret cannot be read any more.
    fn client_at(&self, kept: &store::Kept) -> Result<openid::client::Client, String> {
        let unseal = |sealed: &Vec<u8>| {
            self.secrets.unseal(&context(kept.id), sealed).ok_or_else(|| {
                "The client secret that is kept was encrypted under another master key. Enter it again in the provider's settings."
                    .to_owned()
            })
        };
        Ok(openid::client::Client {
            id: kept.settings.client_id.clone(),
            secret: kept.secret.as_ref().map(unseal).transpose()?,
            redirect_uri: self.config.server.url(&paths::sign_in_callback(&kept.slug)),
        })
    }
}

/// What a provider's secret is encrypted for.
fn context(id: IdentityProviderId) -> String {
    format!("identity provider {id}")
}

async fn existing(conn: &mut Conn, id: IdentityProviderId) -> Result<store::Kept, PortalError> {
    store::find(conn, id).await?.ok_or(PortalError::NotFound)
}
