//! Small facts about products and versions.
use super::version::*;
use crate::{
    auth_strategies::StrategySettings,
    paths,
    specifications::SpecificationFamily,
    ui::{Avatar, Notice, StatusBadge, Tag, Time, Tone, day_text},
};
use leptos::prelude::*;

#[component]
pub fn LifecycleBadge(lifecycle: Lifecycle) -> impl IntoView {
    let stage = lifecycle.stage();
    let tone = match stage {
        LifecycleStage::Draft => Tone::Neutral,
        LifecycleStage::Published => Tone::Success,
        LifecycleStage::Deprecated => Tone::Warning,
        LifecycleStage::Retired => Tone::Danger,
    };
    view! { <StatusBadge status=stage.as_str() tone label=stage.label()/> }
}

/// What the lifecycle means for somebody who calls, where it means something.
#[component]
pub fn LifecycleNotice(lifecycle: Lifecycle) -> impl IntoView {
    match lifecycle {
        Lifecycle::Published { .. } => ().into_any(),
        Lifecycle::Draft => view! {
            <Notice title="A draft">
                <p>"Only admins see this version. Developers find it once it is published."</p>
            </Notice>
        }
        .into_any(),
        Lifecycle::Deprecated { sunset_at: Some(at), .. } => view! {
            <Notice tone=Tone::Warning title=format!("Deprecated: ends on {}", day_text(at))>
                <p>
                    "Calls keep working until " <Time at/>
                    ". Plan the move to a newer version before then."
                </p>
            </Notice>
        }
        .into_any(),
        Lifecycle::Deprecated { sunset_at: None, .. } => view! {
            <Notice tone=Tone::Warning title="Deprecated">
                <p>"Calls keep working for now, and no end date is set. New work should use a newer version."</p>
            </Notice>
        }
        .into_any(),
        Lifecycle::Retired { retired_at } => view! {
            <Notice tone=Tone::Danger title="Retired">
                <p>"Every call has been refused since " <Time at=retired_at/> ". Only admins see this version."</p>
            </Notice>
        }
        .into_any(),
    }
}

/// The product's icon, or its initials.
#[component]
pub fn ProductIcon(slug: String, title: String, has_icon: bool) -> impl IntoView {
    if has_icon {
        view! { <img class="product-icon" src=paths::product_icon(&slug) alt="" width="44" height="44" loading="lazy"/> }
            .into_any()
    } else {
        view! { <Avatar name=title square=true large=true/> }.into_any()
    }
}

/// How calls to a version prove themselves, in a sentence for the person who will write them.
pub fn strategy_sentence(version: &ProductVersion) -> String {
    match version.auth_strategy.as_ref().map(|strategy| &strategy.settings) {
        None => "The provider has not said yet how calls prove themselves.".to_owned(),
        // Of brokers, the document says where keys and tokens go.
        Some(settings) if version.specification == Some(SpecificationFamily::AsyncApi) => match settings {
            StrategySettings::KeyAuth { .. } => {
                "An application proves itself with an API key, which you generate under My Apps. The server's protocol decides how it is carried.".to_owned()
            }
            StrategySettings::OpenidConnect { issuer, .. } => format!(
                "An application proves itself with an access token of {issuer}, issued to its client there. The server's protocol decides how it is carried."
            ),
        },
        Some(StrategySettings::KeyAuth { header_names }) => {
            let headers = header_names.join(" or ");
            format!(
                "Each call carries an API key in the header {headers}. You generate the key under My Apps."
            )
        }
        Some(StrategySettings::OpenidConnect { issuer, scopes, .. }) => {
            let granted = match scopes.as_slice() {
                [] => String::new(),
                [one] => format!(", with the scope {one}"),
                several => format!(", with the scopes {}", several.join(" ")),
            };
            format!(
                "Each call carries “Authorization: Bearer” and an access token of {issuer}, issued to your application's client there{granted}."
            )
        }
    }
}

/// "API keys" or "OpenID Connect".
pub fn strategy_label(version: &ProductVersion) -> &'static str {
    version.auth_strategy.as_ref().map_or("Not set", |strategy| strategy.kind().label())
}

#[component]
pub fn Labels(labels: std::collections::BTreeMap<String, String>) -> impl IntoView {
    let tags = labels
        .into_iter()
        .map(|(key, value)| view! { <li><Tag>{key} ": " {value}</Tag></li> })
        .collect_view();
    view! { <ul class="cluster product-card__labels" aria-label="Labels">{tags}</ul> }
}
