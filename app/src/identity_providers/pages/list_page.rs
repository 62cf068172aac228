use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    identity_providers::{IdentityProvider, server_fns::list_identity_providers},
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Cell, CellKind, Column, DataTable, EmptyState, HeadCell, IconName, LinkButton,
        PageHeader, Row, StatusBadge, Tone,
    },
};
use leptos::prelude::*;

pub struct ProvidersRoute(Loading<Vec<IdentityProvider>>);

impl AreaPage for ProvidersRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| list_identity_providers()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |all| view! { <Providers all/> })}
        }
        .into_any()
    }
}

#[component]
fn Providers(all: Vec<IdentityProvider>) -> impl IntoView {
    let new = || {
        view! {
            <LinkButton href=paths::admin_new_identity_provider() kind=ButtonKind::Primary icon=IconName::Plus>
                "New identity provider"
            </LinkButton>
        }
    };
    let list = if all.is_empty() {
        view! {
            <EmptyState title="People sign in by password" icon=IconName::Person action=new>
                <p>
                    "Connect the identity provider that your company already has (OpenID Connect: Entra ID, Okta, Auth0, Keycloak, Google, …), and its people sign in with one press: no further password, their names and teams kept up to date, and no way in once they are gone there."
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Table all/> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Identity providers"
                lead="Where people prove who they are, beside or instead of a password here."
                actions=new
            />
            {list}
        </AdminPage>
    }
}

#[component]
fn Table(all: Vec<IdentityProvider>) -> impl IntoView {
    let columns =
        vec![Column::new("Name"), Column::new("Issuer"), Column::new("Status"), Column::numeric("People")];
    let rows = all
        .into_iter()
        .map(|provider| {
            let (status, tone, label) = match provider.settings.enabled {
                true => ("enabled", Tone::Success, "Offered"),
                false => ("disabled", Tone::Neutral, "Switched off"),
            };
            view! {
                <Row>
                    <HeadCell>
                        <a href=paths::admin_identity_provider(provider.id)>{provider.settings.name}</a>
                    </HeadCell>
                    <Cell label="Issuer"><code translate="no">{provider.settings.issuer}</code></Cell>
                    <Cell label="Status"><StatusBadge status tone label/></Cell>
                    <Cell label="People" kind=CellKind::Numeric>{provider.identities}</Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="Identity providers" columns>{rows}</DataTable> }
}
