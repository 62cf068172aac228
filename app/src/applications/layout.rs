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
    let proofs = match kind {
        StrategyKind::KeyAuth => {
            view! { <Tab href=paths::application_keys(&slug) current=part == Part::Keys>"API keys"</Tab> }
        }
        StrategyKind::OpenidConnect => {
            view! { <Tab href=paths::application_tokens(&slug) current=part == Part::Tokens>"Access tokens"</Tab> }
        }
    };
    let badges = move || {
        let team = owner.team().map(str::to_owned).map(|team| view! { <Tag>"Team: " {team}</Tag> });
        view! { {team} <Tag>{kind.label()}</Tag> }
    };
    view! {
        <Page>
            <PageHeader title=name lead=description crumbs badges/>
            <Tabs label="Application">
                <Tab href=paths::application(&slug) current=part == Part::Overview>"Overview"</Tab>
                <Tab href=paths::application_access(&slug) current=part == Part::Access>"Access"</Tab>
                {proofs}
                <Tab href=paths::application_usage(&slug, "", "", "") current=part == Part::Usage>"Usage"</Tab>
                <Tab href=paths::application_calls(&slug, false) current=part == Part::Calls>"Calls"</Tab>
                <Tab href=paths::edit_application(&slug) current=part == Part::Settings>"Settings"</Tab>
            </Tabs>
            {children()}
        </Page>
    }
}
