//! What every page of one application has in common.
use super::model::{Application, ApplicationCard};
use crate::area::use_params_map;
use crate::{
    auth_strategies::StrategyKind,
    paths,
    ui::{Crumb, Page, PageHeader, Tab, Tabs, Tag},
};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Overview,
    Access,
    Keys,
    Tokens,
    Usage,
    Calls,
    Settings,
}

impl Part {
    /// What its tab is called.
    fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Access => "Access",
            Self::Keys => "API keys",
            Self::Tokens => "Access tokens",
            Self::Usage => "Usage",
            Self::Calls => "Calls",
            Self::Settings => "Settings",
        }
    }
}

/// The application named by the address.
pub fn slug_in_address() -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.read().get("application").unwrap_or_default())
}

#[component]
pub fn ApplicationLayout(card: ApplicationCard, part: Part, children: Children) -> impl IntoView {
    let Application { name, slug, description, auth_strategy, owner, .. } = card.application;
    let kind = auth_strategy.kind();
    let crumbs = vec![Crumb::new("My Apps", paths::applications())];
    let window = match part {
        Part::Overview => name.clone(),
        _ => format!("{} · {name}", part.label()),
    };
    let tab = move |tab: Part, href: String| view! { <Tab href current=part == tab>{tab.label()}</Tab> };
    let proofs = match kind {
        StrategyKind::KeyAuth => tab(Part::Keys, paths::application_keys(&slug)),
        StrategyKind::OpenidConnect => tab(Part::Tokens, paths::application_tokens(&slug)),
    };
    let badges = move || {
        let team = owner.team().map(str::to_owned).map(|team| view! { <Tag>"Team: " {team}</Tag> });
        view! { {team} <Tag>{kind.label()}</Tag> }
    };
    view! {
        <Page>
            <PageHeader title=name window lead=description crumbs badges/>
            <Tabs label="Application">
                {tab(Part::Overview, paths::application(&slug))}
                {tab(Part::Access, paths::application_access(&slug))}
                {proofs}
                {tab(Part::Usage, paths::application_usage(&slug, "", "", ""))}
                {tab(Part::Calls, paths::application_calls(&slug, false))}
                {tab(Part::Settings, paths::edit_application(&slug))}
            </Tabs>
            {children()}
        </Page>
    }
}
