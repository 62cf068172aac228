use super::fields::StrategyFields;
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    auth_strategies::{StrategyKind, server_fns::CreateAuthStrategy},
    paths,
    ui::{
        Crumb, LinkButton, PageHeader, Segment, Segmented,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct NewAuthStrategyRoute;

impl AreaPage for NewAuthStrategyRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<CreateAuthStrategy>();
        let query = use_query_map();
        let kind = Memo::new(move |_| {
            let named = query.read().get("kind").unwrap_or_default();
            StrategyKind::parse(&named).unwrap_or(StrategyKind::KeyAuth)
        });
        let crumbs = vec![Crumb::new("Auth strategies", paths::admin_auth_strategies())];
        view! {
            <AdminPage>
                <PageHeader title="New auth strategy" crumbs lead="The kind is fixed once it is created; everything else can be changed."/>
                <Segmented label="Kind">
                    {[StrategyKind::KeyAuth, StrategyKind::OpenidConnect]
                        .map(|one| {
                            let href = paths::admin_new_auth_strategy_of(one.as_str());
                            let current = Signal::derive(move || kind.get() == one);
                            view! { <Segment href current>{one.label()}</Segment> }
                        })
                        .collect_view()}
                </Segmented>
                <p class="muted">{move || about(kind.get())}</p>
                <Form form class="form">
                    <FormNotice form/>
                    {move || view! { <StrategyFields form kind=kind.get() settings=None/> }}
                    <div class="form__actions">
                        <SubmitButton form>"Create auth strategy"</SubmitButton>
                        <LinkButton href=paths::admin_auth_strategies()>"Cancel"</LinkButton>
                    </div>
                </Form>
            </AdminPage>
        }
        .into_any()
    }
}

fn about(kind: StrategyKind) -> &'static str {
    match kind {
        StrategyKind::KeyAuth => {
            "Developers generate API keys here, and send one in a header of each call. Nothing else is needed."
        }
        StrategyKind::OpenidConnect => {
            "Calls carry an access token of your identity provider. An application is recognised by its client ID there, which is its reference ID here."
        }
    }
}
