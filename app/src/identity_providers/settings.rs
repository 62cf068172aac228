//! What an admin says of a provider.
use crate::error::{Checks, PortalError};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProviderSettings {
    /// 1 to 100 characters, unique: stands on the button of the sign-in page.
    pub name: String,
    /// Its address as its tokens name it, at most 256 characters. Fixed once somebody has signed in.
    pub issuer: String,
    /// The portal's client there: 1 to 255 characters.
    pub client_id: String,
    /// Asked for beside `openid`: at most 50 of 128 characters.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// Which claim holds the full name. A dot leads into an object.
    #[serde(default = "default_name_claim")]
    pub name_claim: String,
    #[serde(default = "default_email_claim")]
    pub email_claim: String,
    /// Which claim holds the groups; empty: teams are left alone.
    #[serde(default)]
    pub groups_claim: String,
    /// Whoever comes without that claim is in no group. Otherwise their teams stay as they are.
    #[serde(default)]
    pub missing_groups_mean_none: bool,
    /// Addresses count as proven although the provider does not say `email_verified`. An address of
    /// which it says that it is not verified never counts.
    #[serde(default)]
    pub trusts_email: bool,
    /// Whether people without an account get one.
    #[serde(default = "yes")]
    pub admits_new: bool,
    /// Whether they are approved at once.
    #[serde(default)]
    pub auto_approve: bool,
    /// Whose address is proven and of one of these domains is approved at once: at most 50.
    #[serde(default)]
    pub approved_domains: Vec<String>,
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn yes() -> bool {
    true
}
fn default_scopes() -> Vec<String> {
    ["email", "profile"].map(str::to_owned).to_vec()
}
fn default_name_claim() -> String {
    "name".to_owned()
}
fn default_email_claim() -> String {
    "email".to_owned()
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewIdentityProvider {
    #[serde(flatten)]
    pub settings: ProviderSettings,
    /// At most 1,000 characters. Absent or empty when changing: the one that is kept stays. A client
    /// without a secret is a public one.
    #[serde(default)]
    pub client_secret: String,
}

impl std::fmt::Debug for NewIdentityProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewIdentityProvider").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl NewIdentityProvider {
    pub const SECRET_MAX: usize = 1_000;

    pub fn validate(&self) -> Result<(), PortalError> {
        let mut checks = Checks::new();
        self.settings.check(&mut checks);
        if !self.client_secret.is_empty() {
            checks.line("client_secret", &self.client_secret, 1, Self::SECRET_MAX);
        }
        checks.done()
    }
}

impl ProviderSettings {
    pub const NAME_MAX: usize = 100;
    pub const ISSUER_MAX: usize = 256;
    pub const CLIENT_ID_MAX: usize = 255;
    pub const SCOPES_MAX: usize = 50;
    pub const WORD_MAX: usize = 128;
    pub const DOMAINS_MAX: usize = 50;
    pub const DOMAIN_MAX: usize = 250;

    fn check(&self, checks: &mut Checks) {
        checks.line("name", &self.name, 1, Self::NAME_MAX);
        check_issuer(checks, &self.issuer);
        checks.line("client_id", &self.client_id, 1, Self::CLIENT_ID_MAX);
        check_list(checks, "scopes", &self.scopes, Self::SCOPES_MAX, Self::WORD_MAX);
        check_claim(checks, "name_claim", &self.name_claim, 1);
        check_claim(checks, "email_claim", &self.email_claim, 1);
        check_claim(checks, "groups_claim", &self.groups_claim, 0);
        check_list(checks, "approved_domains", &self.approved_domains, Self::DOMAINS_MAX, Self::DOMAIN_MAX);
        let domain = |domain: &String| domain.contains('.') && !domain.contains(['@', '*', '/']);
        checks.require(
            self.approved_domains.iter().all(domain),
            "approved_domains",
            "Domains such as acme.example: without @, and without wildcards.",
        );
    }

    /// As it is kept: without blanks around, domains in lower case.
    pub fn trimmed(mut self) -> Self {
        for text in [
            &mut self.name,
            &mut self.issuer,
            &mut self.client_id,
            &mut self.name_claim,
            &mut self.email_claim,
            &mut self.groups_claim,
        ] {
            *text = text.trim().to_owned();
        }
        for domain in &mut self.approved_domains {
            *domain = domain.to_lowercase();
        }
        self
    }

    /// Whether who comes for the first time with this proven address is approved at once.
    pub fn approves(&self, email: &str) -> bool {
        let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        self.auto_approve || domain.is_some_and(|domain| self.approved_domains.contains(&domain))
    }

    /// Every scope that is asked for, `openid` first.
    pub fn all_scopes(&self) -> Vec<&str> {
        let more = self.scopes.iter().map(String::as_str).filter(|scope| *scope != "openid");
        std::iter::once("openid").chain(more).collect()
    }
}

/// Discovery and every token must come over https; a provider on the same machine is for trying.
fn check_issuer(checks: &mut Checks, issuer: &str) {
    checks.line("issuer", issuer, 1, ProviderSettings::ISSUER_MAX);
    let address = issuer.trim();
    let plain = |host: &str| {
        address.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    };
    let right = (address.starts_with("https://") && address.len() > "https://".len())
        || plain("http://127.0.0.1")
        || plain("http://localhost");
    checks.require(
        right && !address.contains(char::is_whitespace) && !address.contains(['?', '#']),
        "issuer",
        "An address such as https://id.example.com, exactly as the provider writes it.",
    );
}

fn check_claim(checks: &mut Checks, field: &str, claim: &str, min: usize) {
    checks.line(field, claim, min, ProviderSettings::WORD_MAX);
    checks.require(!claim.trim().contains(char::is_whitespace), field, "A claim's name has no spaces.");
}

fn check_list(checks: &mut Checks, field: &str, entries: &[String], count: usize, each: usize) {
    if entries.len() > count {
        checks.refuse(field, format!("At most {count}."));
    }
    let fits = |entry: &String| {
        let plain = |c: char| c.is_whitespace() || c.is_control() || c == '"' || c == '\\';
        !entry.is_empty() && entry.chars().count() <= each && !entry.contains(plain)
    };
    if !entries.iter().all(fits) {
        checks.refuse(field, format!("Each at most {each} characters, without spaces."));
    }
}

/// What stands in a new provider's addresses.
pub fn slug_of(name: &str) -> String {
    let letters = name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    let slug = letters.split_whitespace().collect::<Vec<_>>().join("-");
    let slug: String = slug.chars().take(40).collect();
    if slug.is_empty() { "provider".to_owned() } else { slug.trim_matches('-').to_owned() }
}

/// Entries of a form's field: one a line, or with commas or spaces between.
pub fn entries(text: &str) -> Vec<String> {
    let entries = text.split([',', ' ', '\n', '\r', '\t']).filter(|entry| !entry.is_empty());
    entries.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> ProviderSettings {
        ProviderSettings {
            name: "Acme ID".to_owned(),
            issuer: "https://id.acme.example".to_owned(),
            client_id: "portal".to_owned(),
            scopes: default_scopes(),
            name_claim: default_name_claim(),
            email_claim: default_email_claim(),
            groups_claim: String::new(),
            missing_groups_mean_none: false,
            trusts_email: false,
            admits_new: true,
            auto_approve: false,
            approved_domains: Vec::new(),
            enabled: true,
        }
    }

    fn refused(change: impl Fn(&mut ProviderSettings), field: &str) -> bool {
        let mut settings = settings();
        change(&mut settings);
        let new = NewIdentityProvider { settings, client_secret: String::new() };
        new.validate().is_err_and(|error| error.for_field(field).is_some())
    }

    #[test]
    fn issuers_are_addresses_over_https() {
        for wrong in [
            "",
            "https://",
            "http://id.acme.example",
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "javascript:alert(1)",
            "https://id.acme.example?x=1",
            "https://id.acme.example#x",
            "https://id acme.example",
        ] {
            assert!(refused(|settings| settings.issuer = wrong.to_owned(), "issuer"), "{wrong}");
        }
        for right in ["https://id.acme.example/realms/one", "http://127.0.0.1:4000", "http://localhost"] {
            assert!(!refused(|settings| settings.issuer = right.to_owned(), "issuer"), "{right}");
        }
    }

    #[test]
    fn domains_are_named_whole() {
        for wrong in ["@acme.example", "*.acme.example", "acme", "a b.example"] {
            assert!(refused(|s| s.approved_domains = vec![wrong.to_owned()], "approved_domains"), "{wrong}");
        }
        let mut acme = settings();
        acme.approved_domains = vec!["Acme.Example".to_owned()];
        let acme = acme.trimmed();
        assert!(acme.approves("ann@acme.example") && acme.approves("ann@ACME.example"));
        assert!(!acme.approves("ann@sub.acme.example") && !acme.approves("ann@notacme.example"));
        assert!(!acme.approves("acme.example"));
    }

    #[test]
    fn addresses_are_made_of_names() {
        assert_eq!(slug_of("Acme ID (Entra)"), "acme-id-entra");
        assert_eq!(slug_of("物流"), "provider");
    }

    #[test]
    fn openid_is_always_asked_for_once() {
        let mut settings = settings();
        settings.scopes = ["email", "openid"].map(str::to_owned).to_vec();
        assert_eq!(settings.all_scopes(), ["openid", "email"]);
        assert_eq!(entries("email, profile\r\ngroups"), ["email", "profile", "groups"]);
    }
}
