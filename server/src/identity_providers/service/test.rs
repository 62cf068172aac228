//! "Test this provider": every step of a sign-in that needs no person.
use crate::{
    identity_providers::{policy, store},
    openid::{
        Metadata, Provider, ProviderProblem,
        client::{Ask, Client, authorization_url, next_address, shown},
        configuration_url,
    },
    portal::Portal,
    secrets::random_token,
};
use app::{
    identity_providers::{ProviderCheck, ProviderSettings, ProviderStep},
    openid::StepOutcome,
};

/// In their order.
const TITLES: [&str; 7] = [
    "Its configuration can be read",
    "The configuration is that of this issuer",
    "Its keys can be read",
    "It has what a sign-in needs",
    "It has the scopes that are asked for",
    "It knows the client and the redirect URI",
    "It accepts the client's secret",
];

/// The steps so far. Once one has failed, those that build on it are not tested.
#[derive(Default)]
struct Steps(Vec<ProviderStep>);

impl Steps {
    fn add(&mut self, outcome: StepOutcome, detail: impl Into<String>) {
        let (title, detail) = (TITLES[self.0.len()].to_owned(), detail.into());
        self.0.push(ProviderStep { title, outcome, detail: (!detail.is_empty()).then_some(detail) });
    }

    fn passed(&mut self, detail: impl Into<String>) {
        self.add(StepOutcome::Passed, detail);
    }

    fn failed(&mut self, detail: impl Into<String>) {
        self.add(StepOutcome::Failed, detail);
    }

    fn judged(&mut self, verdict: Result<String, String>) {
        match verdict {
            Ok(detail) => self.passed(detail),
            Err(detail) => self.failed(detail),
        }
    }

    fn done(mut self) -> ProviderCheck {
        while self.0.len() < TITLES.len() {
            self.add(StepOutcome::Skipped, "");
        }
        let passed = self.0.iter().all(|step| step.outcome == StepOutcome::Passed);
        ProviderCheck { passed, steps: self.0 }
    }
}

pub async fn run(portal: &Portal, kept: &store::Kept) -> ProviderCheck {
    let mut steps = Steps::default();
    let settings = &kept.settings;
    let provider = Provider::fetch(&portal.outbound, &settings.issuer, portal.clock.now()).await;
    let Some(provider) = discovered(&mut steps, settings, provider) else { return steps.done() };
    let metadata = &provider.metadata;
    let endpoints = has_what_is_needed(settings, metadata);
    let may_go_on = endpoints.is_ok();
    steps.judged(endpoints);
    if !may_go_on {
        return steps.done();
    }
    steps.judged(has_scopes(settings, metadata));
    match portal.client_at(kept) {
        Ok(client) => {
            steps.judged(knows_client(portal, settings, metadata, &client).await);
            steps.judged(accepts_secret(portal, metadata, &client).await);
        }
        Err(why) => {
            let public = portal.shown(kept.clone());
            let client =
                Client { id: settings.client_id.clone(), secret: None, redirect_uri: public.redirect_uri };
            steps.judged(knows_client(portal, settings, metadata, &client).await);
            steps.failed(why);
        }
    }
    steps.done()
}

fn discovered(
    steps: &mut Steps,
    settings: &ProviderSettings,
    found: Result<Provider, ProviderProblem>,
) -> Option<Provider> {
    let url = configuration_url(&settings.issuer);
    match found {
        Ok(provider) => {
            steps.passed(url);
            steps.passed(provider.metadata.issuer.clone());
            steps.passed(match provider.keys.len() {
                1 => format!("One key at {}", provider.metadata.jwks_uri),
                many => format!("{many} keys at {}", provider.metadata.jwks_uri),
            });
            return Some(provider);
        }
        Err(ProviderProblem::OtherIssuer { told, .. }) => {
            steps.passed(url);
            steps.failed(format!(
                "It says that its issuer is {}. If that is the right provider, enter its issuer exactly so, down to the last slash.",
                shown(&told)
            ));
        }
        Err(ProviderProblem::Keys { url: keys, why }) => {
            steps.passed(url);
            steps.passed(settings.issuer.clone());
            steps.failed(format!("{keys}: {why}."));
        }
        Err(problem) => steps.failed(format!(
            "{problem}. Is the issuer right? {url} has to answer with its configuration; where the provider stands in your own network, its address has to be among those that the portal may reach (outbound.allow in the configuration)."
        )),
    }
    None
}

fn has_what_is_needed(settings: &ProviderSettings, metadata: &Metadata) -> Result<String, String> {
    for (name, endpoint) in [
        ("authorization_endpoint", &metadata.authorization_endpoint),
        ("token_endpoint", &metadata.token_endpoint),
    ] {
        if !endpoint.as_deref().is_some_and(|endpoint| policy::is_fit(&settings.issuer, endpoint)) {
            return Err(format!("Its configuration names no usable {name}."));
        }
    }
    let methods = metadata.code_challenge_methods_supported.as_deref();
    if methods.is_some_and(|methods| !methods.iter().any(|method| method == "S256")) {
        return Err(
            "It says that it does not know PKCE with S256, without which a code could be stolen.".to_owned()
        );
    }
    let mut found = vec!["Pages to sign in at and to get tokens from"];
    if methods.is_some() {
        found.push("PKCE");
    }
    if metadata.authorization_response_iss_parameter_supported {
        found.push("answers that name their issuer");
    }
    if metadata.backchannel_logout_supported {
        found.push("back-channel logout");
    }
    Ok(format!("{}.", found.join(", ")))
}

fn has_scopes(settings: &ProviderSettings, metadata: &Metadata) -> Result<String, String> {
    let Some(offered) = &metadata.scopes_supported else {
        return Ok("It does not say which it has.".to_owned());
    };
    let asked = settings.all_scopes();
    let missing: Vec<&str> =
        asked.iter().filter(|scope| !offered.iter().any(|own| own == *scope)).copied().collect();
    if missing.is_empty() {
        return Ok(asked.join(" "));
    }
    Err(format!("It does not know {}. It has: {}.", missing.join(" "), shown(&offered.join(" "))))
}

/// Asks as a browser would, but for nobody: a provider that knows client and address sends back there, with
/// an error; one that does not must not send anybody anywhere.
async fn knows_client(
    portal: &Portal,
    settings: &ProviderSettings,
    metadata: &Metadata,
    client: &Client,
) -> Result<String, String> {
    let endpoint = metadata.authorization_endpoint.as_deref().unwrap_or_default();
    let (state, nonce, verifier) = (random_token(""), random_token(""), random_token(""));
    let ask = Ask {
        scopes: settings.all_scopes().join(" "),
        state: &state,
        nonce: &nonce,
        verifier: &verifier,
        prompt: Some("none"),
    };
    let address = authorization_url(endpoint, client, &ask);
    let (status, location) =
        next_address(&portal.outbound, &address).await.map_err(|problem| format!("{problem}."))?;
    let back = location.filter(|location| location.starts_with(&client.redirect_uri));
    let Some(back) = back else {
        return Err(format!(
            "It answered with {status} and did not send back to {}. Register exactly this redirect URI for the client “{}”, and check that client ID.",
            client.redirect_uri, client.id
        ));
    };
    match error_of(&back) {
        None => Ok("It would send people back here.".to_owned()),
        Some(error) if error.ends_with("_required") => Ok("It would ask people to sign in.".to_owned()),
        Some(error) => Err(format!("It sent back here with the error “{}”.", shown(&error))),
    }
}

fn error_of(address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    pairs.into_iter().find(|(name, _)| name == "error").map(|(_, value)| value)
}

/// A code that nobody was given: a provider that knows the secret refuses the code and not the client.
async fn accepts_secret(portal: &Portal, metadata: &Metadata, client: &Client) -> Result<String, String> {
    let made_up = random_token("");
    match client.redeem(&portal.outbound, metadata, "made-up", &made_up).await {
        Err(problem) if problem.is_about_code() => Ok(match client.secret {
            Some(_) => String::new(),
            None => "It takes the client without a secret.".to_owned(),
        }),
        Err(problem) if problem.is_about_client() => Err(match client.secret {
            Some(_) => "It refuses the client: the secret is wrong or has expired, or the client may not use “client_secret_basic” or “client_secret_post”, or codes (“authorization_code”).".to_owned(),
            None => "It refuses the client: it wants a secret. Enter it in the settings.".to_owned(),
        }),
        Err(problem) => Err(format!("{problem}.")),
        Ok(_) => Err("It gave tokens for a code that nobody was given.".to_owned()),
    }
}
