use super::fields::StrategyFields;
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    auth_strategies::{
        AuthStrategy, StrategyKind, StrategyUse,
        server_fns::{UpdateAuthStrategy, get_auth_strategy_and_uses},
    },
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        BlockedButton, ButtonKind, Crumb, LinkButton, PageHeader, Section, Tag,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct EditAuthStrategyRoute(Loading<(AuthStrategy, Vec<StrategyUse>)>);

impl AreaPage for EditAuthStrategyRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), get_auth_strategy_and_uses))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<UpdateAuthStrategy>();
        view! {
            {loaded(this.0, move |(strategy, uses)| view! { <Strategy form strategy uses/> })}
        }
        .into_any()
    }
}

#[component]
fn Strategy(
    form: FormHandle<UpdateAuthStrategy>,
    strategy: AuthStrategy,
    uses: Vec<StrategyUse>,
) -> impl IntoView {
    let kind = strategy.settings.kind();
    let crumbs = vec![Crumb::new("Auth strategies", paths::admin_auth_strategies())];
    let deletion = match strategy.can_delete() {
        Ok(()) => {
            let href = paths::admin_delete_auth_strategy(strategy.id);
            view! { <LinkButton href kind=ButtonKind::DangerQuiet>"Delete this auth strategy…"</LinkButton> }
                .into_any()
        }
        Err(reason) => view! {
            <BlockedButton kind=ButtonKind::DangerQuiet reason=reason.to_string()>"Delete"</BlockedButton>
        }
        .into_any(),
    };
    let applications = strategy.applications;
    let registration = (kind == StrategyKind::OpenidConnect).then(|| {
        let href = paths::admin_client_registration(strategy.id);
        view! {
            <Section title="Client registration" lead="Creating an application can create its client at the identity provider.">
                <LinkButton href>"Client registration"</LinkButton>
            </Section>
        }
    });
    view! {
        <AdminPage>
            <PageHeader
                title=strategy.name.clone()
                crumbs
                badges=move || view! { <Tag>{kind.label()}</Tag> }
            />
            <Section title="Settings" lead="A change holds for every version and application that uses it, from the next call on.">
                <Form form class="form">
                    <FormNotice form/>
                    <input type="hidden" name="id" value=strategy.id.to_string()/>
                    <StrategyFields form kind name=strategy.name.clone() settings=Some(strategy.settings)/>
                    <div class="form__actions"><SubmitButton form>"Save"</SubmitButton></div>
                </Form>
            </Section>
            {registration}
            <Section title="Used by"><Uses uses applications/></Section>
            <Section title="Delete">{deletion}</Section>
        </AdminPage>
    }
}

#[component]
fn Uses(uses: Vec<StrategyUse>, applications: u64) -> impl IntoView {
    if uses.is_empty() && applications == 0 {
        return view! { <p class="muted">"Nothing uses it yet. Choose it in the settings of a version."</p> }
            .into_any();
    }
    let versions = uses
        .into_iter()
        .map(|one| {
            let href = paths::admin_version(&one.product_slug, &one.version_slug);
            view! {
                <li>
                    <a href=href>{one.product_title} " " {one.version_name}</a> " (" {one.lifecycle.label()} ")"
                </li>
            }
        })
        .collect_view();
    let counted = match applications {
        1 => "1 application".to_owned(),
        many => format!("{many} applications"),
    };
    view! {
        <ul>{versions}</ul>
        <p class="muted">{counted} " of developers were created with it."</p>
    }
    .into_any()
}
