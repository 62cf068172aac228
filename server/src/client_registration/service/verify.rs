//! "Verify client registration": a client is registered, changed and removed again.
use super::lifecycle::{Terms, give_back, registered, registrar};
use crate::{
    client_registration::protocol::{About, Made, NotMade, Registrar, Wanted},
    portal::Portal,
};
use app::{
    client_registration::RegistrationKind,
    id::AuthStrategyId,
    identity_providers::{ProviderCheck, ProviderStep},
    openid::StepOutcome,
};

/// In their order.
const TITLES: [&str; 4] = [
    "It is known where clients are registered",
    "A client can be registered",
    "It can be changed",
    "It can be removed again",
];
const BRIDGE_TITLES: [&str; 4] = [
    "It is known where clients are registered",
    "A client can be registered",
    "It can get another secret",
    "It can be removed again",
];

struct Steps {
    titles: [&'static str; 4],
    done: Vec<ProviderStep>,
}

impl Steps {
    fn add(&mut self, outcome: StepOutcome, detail: String) {
        let title = self.titles[self.done.len()].to_owned();
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
        while self.done.len() < self.titles.len() {
            self.add(StepOutcome::Skipped, String::new());
        }
        let passed = self.done.iter().all(|step| step.outcome == StepOutcome::Passed);
        ProviderCheck { passed, steps: self.done }
    }
}

pub async fn run(portal: &Portal, strategy: AuthStrategyId, terms: &Terms) -> ProviderCheck {
    let titles = match terms.kept.settings.kind {
        RegistrationKind::Rfc7591 => TITLES,
        RegistrationKind::Http => BRIDGE_TITLES,
    };
    let mut steps = Steps { titles, done: Vec::new() };
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
        scopes: terms.required_scopes.clone(),
        about: About {
            portal: portal.config.server.url("/"),
            auth_strategy: strategy.to_string(),
            ..About::default()
        },
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
    let changed = change(portal, &registrar, &made, &wanted).await;
    // The client is removed in any case; a change that exchanged the token is what it is removed with.
    let made = match &changed {
        Ok(Some(renewed)) => Made { management: Some(renewed.clone()), ..made },
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

async fn change(
    portal: &Portal,
    registrar: &Registrar,
    made: &Made,
    wanted: &Wanted,
) -> Result<Option<crate::client_registration::protocol::Management>, String> {
    match registrar.kind {
        RegistrationKind::Rfc7591 => {
            let management = made.management.as_ref();
            registrar.update(&portal.outbound, &made.client_id, management, wanted).await
        }
        RegistrationKind::Http => {
            let secret = registrar.new_secret(&portal.outbound, &made.client_id).await?;
            match secret == made.client_secret {
                true => Err("the “new” secret is the old one".to_owned()),
                false => Ok(None),
            }
        }
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
    }
}
