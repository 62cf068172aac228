//! What has to hold before anybody is let in, or kept out.
use super::store;
use crate::{db::Conn, openid::Metadata};
use app::{
    actor::Actor,
    error::{Checks, PortalError},
    identity_providers::{IdentityProvider, ProviderSettings},
};

/// Requiring providers takes one that has proved to work for who requires it.
pub async fn can_require(conn: &mut Conn, actor: &Actor) -> Result<(), PortalError> {
    let proved = match actor.developer_id() {
        Some(id) => store::has_enabled_identity(conn, id).await?,
        None => store::count_enabled(conn).await? > 0,
    };
    if proved {
        return Ok(());
    }
    Err(PortalError::refused(
        "no_proved_provider",
        "Sign in with one of the identity providers yourself first: that proves that it works. Then require it.",
    ))
}

/// While signing in with a provider is required, one has to be left.
pub fn keeps_a_way_in(
    sso_required: bool,
    provider: &IdentityProvider,
    enabled: i64,
) -> Result<(), PortalError> {
    if !sso_required || !provider.settings.enabled || enabled > 1 {
        return Ok(());
    }
    Err(PortalError::refused(
        "last_identity_provider",
        "Signing in with an identity provider is required, and this is the only one. Allow passwords again under Settings first.",
    ))
}

/// Whoever is known here is known by issuer and subject.
pub fn keeps_its_issuer(before: &IdentityProvider, after: &ProviderSettings) -> Result<(), PortalError> {
    if before.identities == 0 || before.settings.issuer == after.issuer {
        return Ok(());
    }
    let mut checks = Checks::new();
    checks.refuse(
        "issuer",
        "People have signed in with this issuer already, and are known by it. Create another identity provider instead.",
    );
    checks.done()
}

/// The answer came from the provider that was asked (RFC 9207): a mixed-up one would be handed the code.
pub fn answered_by(metadata: &Metadata, told: Option<&str>) -> Result<(), String> {
    match told {
        Some(issuer) if issuer == metadata.issuer => Ok(()),
        Some(_) => Err("The answer came from another provider than the one that was asked.".to_owned()),
        None if metadata.authorization_response_iss_parameter_supported => {
            Err("The answer does not say which provider it is from, although it should.".to_owned())
        }
        None => Ok(()),
    }
}

/// Endpoints of a provider that speaks https do so too; anything else is no place to send people to.
pub fn is_fit(issuer: &str, endpoint: &str) -> bool {
    endpoint.starts_with("https://") || (issuer.starts_with("http://") && endpoint.starts_with("http://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metadata(names_itself: bool) -> Metadata {
        serde_json::from_value(json!({ "issuer": "https://a", "jwks_uri": "https://a/jwks",
            "authorization_response_iss_parameter_supported": names_itself }))
        .expect("metadata")
    }

    #[test]
    fn only_the_provider_that_was_asked_may_answer() {
        for names_itself in [true, false] {
            assert!(answered_by(&metadata(names_itself), Some("https://a")).is_ok());
            assert!(answered_by(&metadata(names_itself), Some("https://b")).is_err());
        }
        assert!(answered_by(&metadata(true), None).is_err());
        assert!(answered_by(&metadata(false), None).is_ok());
    }

    #[test]
    fn people_are_sent_to_web_addresses_only() {
        assert!(is_fit("https://a", "https://a/auth") && is_fit("http://localhost", "http://localhost/auth"));
        for wrong in ["http://a/auth", "javascript:alert(1)", "data:text/html,x", "/auth"] {
            assert!(!is_fit("https://a", wrong), "{wrong}");
        }
    }
}
