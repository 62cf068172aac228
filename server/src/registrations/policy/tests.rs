use super::*;
use app::{
    applications::Owner,
    auth_strategies::{StrategySettings, StrategySummary},
    catalog::Lifecycle,
    id::{ApplicationId, AuthStrategyId, DeveloperId, ProductId, VersionId},
    teams::TeamRole,
    time::Timestamp,
};
use uuid::Uuid;

fn at() -> Timestamp {
    "2026-11-21T10:42:00Z".parse().expect("a time")
}

fn strategy(number: u128) -> StrategySummary {
    StrategySummary {
        id: AuthStrategyId(Uuid::from_u128(number)),
        name: format!("Keys {number}"),
        settings: StrategySettings::KeyAuth { header_names: vec!["apikey".to_owned()] },
    }
}

fn application() -> Application {
    Application {
        id: ApplicationId(Uuid::from_u128(1)),
        slug: "shop-1".to_owned(),
        owner: Owner::Developer {
            id: DeveloperId(Uuid::from_u128(1)),
            full_name: "Ann".to_owned(),
            email: "ann@partner.example".to_owned(),
        },
        standing: TeamRole::Owner,
        name: "Shop".to_owned(),
        description: String::new(),
        reference_id: "shop".to_owned(),
        auth_strategy: strategy(1),
        created_at: at(),
        updated_at: at(),
    }
}

fn version() -> ProductVersion {
    ProductVersion {
        id: VersionId(Uuid::from_u128(1)),
        product_id: ProductId(Uuid::from_u128(1)),
        product_slug: "weather".to_owned(),
        product_title: "Weather".to_owned(),
        name: "2.0".to_owned(),
        slug: "2.0".to_owned(),
        lifecycle: Lifecycle::Published { published_at: at() },
        auth_strategy: Some(strategy(1)),
        registration_enabled: true,
        auto_approve: false,
        upstream_url: None,
        specification: None,
        operations: 0,
        created_at: at(),
    }
}

fn portal(auto: bool) -> PortalSettings {
    PortalSettings { auto_approve_registrations: auto, ..PortalSettings::default() }
}

fn refusal(verdict: Verdict) -> String {
    match verdict {
        Verdict::Refuse(error) => error.code().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_portal_switch_wins_over_the_version() {
    let automatic = ProductVersion { auto_approve: true, ..version() };
    assert_eq!(decide(&application(), &version(), None, portal(false)), Verdict::AwaitApproval);
    assert_eq!(decide(&application(), &automatic, None, portal(false)), Verdict::AutoApprove(BY_VERSION));
    assert_eq!(decide(&application(), &version(), None, portal(true)), Verdict::AutoApprove(BY_PORTAL));
    assert_eq!(decide(&application(), &automatic, None, portal(true)), Verdict::AutoApprove(BY_PORTAL));
}

#[test]
fn what_cannot_be_registered_for_is_refused_even_where_approval_is_automatic() {
    let closed = ProductVersion { registration_enabled: false, ..version() };
    assert_eq!(refusal(decide(&application(), &closed, None, portal(true))), "registration_disabled");
    let open = ProductVersion { auth_strategy: None, ..version() };
    assert_eq!(refusal(decide(&application(), &open, None, portal(true))), "no_auth_strategy");
    let other = ProductVersion { auth_strategy: Some(strategy(2)), ..version() };
    assert_eq!(refusal(decide(&application(), &other, None, portal(true))), "strategy_mismatch");
    let draft = ProductVersion { lifecycle: Lifecycle::Draft, ..version() };
    assert_eq!(refusal(decide(&application(), &draft, None, portal(true))), "not_found");
}

#[test]
fn every_status_stands_in_the_way_with_a_word_of_its_own() {
    let words = RegistrationStatus::ALL
        .map(|status| refusal(decide(&application(), &version(), Some(status), portal(true))));
    assert_eq!(words, ["already_requested", "already_approved", "rejected", "revoked"]);
}
