//! "Verify client registration": a client is registered, changed and removed again.
use super::lifecycle::{Terms, about, give_back, registered, registrar};
use crate::{
    client_registration::protocol::{Changed, Made, NotMade, Registrar, Wanted},
    openid::{PEOPLES_PATIENCE, check_access_token, client::Client},
    portal::Portal,
};
use app::{
    client_registration::RegistrationKind,
    id::AuthStrategyId,
    identity_providers::{ProviderCheck, ProviderStep},
    openid::StepOutcome,
};

/// In their order.
const TITLES: [&str; 5] = [
    "It is known where clients are registered",
    "A client can be registered",
    "A call with its token would be accepted",
    "It can be changed",
    "It can be removed again",
];

struct Steps {
    done: Vec<ProviderStep>,
}

impl Steps {
    fn add(&mut self, outcome: StepOutcome, detail: String) {
        let title = TITLES[self.done.len()].to_owned();
        self.done.push(ProviderStep { title, outcome, detail: (!detail.is_empty()).then_some(detail) });
    }

    /// Whether it may go on.
    fn judged(&mut self, verdict: Result<String, String>) -> bool {
        match verdict {
            Ok(detail) => self.add(StepOutcome::Passed, detail),
            Err(detail) => {
                self.add(StepOutcome::Failed, detail);
                return false;
            }
        }
        true
    }

    fn check(mut self) -> ProviderCheck {
        while self.done.len() < TITLES.len() {
            self.add(StepOutcome::Skipped, String::new());
        }
        let passed = self.done.iter().all(|step| step.outcome == StepOutcome::Passed);
        ProviderCheck { passed, steps: self.done }
    }
}

pub async fn run(portal: &Portal, strategy: AuthStrategyId, terms: &Terms) -> ProviderCheck {
    let mut steps = Steps { done: Vec::new() };
    let found = registrar(portal, strategy, terms).await;
    let told = found.as_ref().map(|registrar| registrar.endpoint.clone());
    steps.judged(told.map_err(|why| {
        format!("{why}. Where the provider stands in your own network, its address has to be among those that the portal may reach (outbound.allow in the configuration).")
    }));
    let Ok(registrar) = found else { return steps.check() };
    let redirect_uris = match terms.grant_types(&[]).is_empty() {
        true => vec!["https://portal.invalid/callback".to_owned()],
        false => Vec::new(),
    };
    let wanted = Wanted {
        name: format!("Test of {}", &*portal.config.portal.name),
        description: "Made to see whether clients can be registered; it may be deleted.".to_owned(),
        grant_types: terms.grant_types(&redirect_uris),
        redirect_uris,
        scopes: terms.rules.scopes.clone(),
        about: about(portal, strategy),
    };
    let made = match registrar.create(&portal.outbound, &wanted).await {
        Ok(made) => made,
        Err(problem) => {
            let advice = advice(&registrar, &problem);
            steps.judged(Err(format!("{}. {advice}", problem.why())));
            if let NotMade::Unclear { left: Some(left), .. } = problem {
                give_back(portal, registered(portal, strategy, registrar, left, &wanted)).await;
            }
            return steps.check();
        }
    };
    steps.judged(Ok(format!("It got the ID {}.", made.client_id)));
    match wanted.grant_types.contains(&"client_credentials") {
        true => {
            steps.judged(call(portal, &registrar, terms, &made).await);
        }
        false => {
            let detail = "People sign in through these clients: let an application sign somebody in, and check that token on its page.";
            steps.add(StepOutcome::Skipped, detail.to_owned());
        }
    }
    let changed = change(portal, &registrar, &made, &wanted).await;
    // The client is removed in any case; a change that exchanged the token is what it is removed with.
    let made = match &changed {
        Ok(Changed { management: Some(renewed), .. }) => Made { management: Some(renewed.clone()), ..made },
        _ => made,
    };
    steps.judged(changed.map(|_| String::new()));
    let removed = registrar.remove(&portal.outbound, &made.client_id, made.management.as_ref()).await;
    let left = removed.is_err();
    steps.judged(removed.map(|()| String::new()).map_err(|why| {
        format!(
            "{why}. The client {} may still be there; the portal goes on asking for its removal.",
            made.client_id
        )
    }));
    if left {
        give_back(portal, registered(portal, strategy, registrar, made, &wanted)).await;
    }
    steps.check()
}

/// Asks for a token as the client would, and judges it as a verdict would.
async fn call(portal: &Portal, registrar: &Registrar, terms: &Terms, made: &Made) -> Result<String, String> {
    let issuer = &terms.rules.issuer;
    let provider = portal.issuers.provider(portal, issuer, PEOPLES_PATIENCE).await;
    let provider = provider.map_err(|problem| format!("{issuer}: {problem}"))?;
    let request = registrar.token_request(&terms.rules.scopes);
    let request: Vec<_> = request.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let client = Client {
        id: made.client_id.clone(),
        secret: Some(made.client_secret.clone()),
        redirect_uri: String::new(),
    };
    let token = client.token_of_its_own(&portal.outbound, &provider.metadata, &request).await;
    let token = token.map_err(|problem| format!("The provider gives it no token: {problem}."))?;
    let accepted = check_access_token(portal, &terms.rules, &token, PEOPLES_PATIENCE).await;
    let accepted = accepted.map_err(|rejected| rejected.sentence)?;
    match accepted.client == made.client_id {
        true => Ok(String::new()),
        false => Err(format!(
            "Its token says that it is the client “{}”: the auth strategy names another claim than the one that holds the client's ID.",
            accepted.client
        )),
    }
}

/// What a developer would do: another secret where clients keep their ID, else another setting.
async fn change(
    portal: &Portal,
    registrar: &Registrar,
    made: &Made,
    wanted: &Wanted,
) -> Result<Changed, String> {
    let management = made.management.as_ref();
    match registrar.new_secret(&portal.outbound, &made.client_id, wanted).await? {
        Some(secret) if secret == made.client_secret => Err("the “new” secret is the old one".to_owned()),
        Some(_) => Ok(Changed::default()),
        None => registrar.update(&portal.outbound, &made.client_id, management, wanted).await,
    }
}

fn advice(registrar: &Registrar, problem: &NotMade) -> &'static str {
    match (problem, registrar.kind, &registrar.secret) {
        (NotMade::Unclear { left: None, .. }, ..) => {
            "It may have made a client all the same, which nothing is known of here: look at the provider."
        }
        (NotMade::Unclear { .. }, ..) => "Without it, clients can be neither used nor removed by the portal.",
        (NotMade::Refused(_), RegistrationKind::Rfc7591, None) => {
            "Most providers want an initial access token: create one there, and enter it above."
        }
        (NotMade::Refused(_), RegistrationKind::Rfc7591, Some(_)) => {
            "Is the initial access token right and still valid, and may clients have these grant types and scopes?"
        }
        (NotMade::Refused(_), RegistrationKind::Http, _) => "Is the bridge's key right?",
        (NotMade::Refused(_), ..) => {
            "Is what was entered above right, and may it do what is said beside the kind of provider?"
        }
    }
}
