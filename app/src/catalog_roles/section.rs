//! Roles for the catalog, as a part of the page of a product, a team or a person.
use super::{
    model::{CatalogRole, RoleGrant},
    server_fns::GrantCatalogRole,
};
use crate::{
    applications::Owner,
    developers::Person,
    paths,
    teams::TeamCard,
    ui::{
        ButtonKind, ButtonSize, Cell, CellKind, Column, DataTable, HeadCell, InputType, LinkButton, Row,
        Section, Select, SelectOption, TextInput, Time,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub type GrantForms = FormHandle<GrantCatalogRole>;

pub fn grant_forms() -> GrantForms {
    use_form::<GrantCatalogRole>()
}

/// Whom or what the page is about.
#[derive(Clone)]
pub enum GrantsTo {
    /// To a product, by slug; any of these teams, or a person, can be given a role.
    Product(String, Vec<TeamCard>),
    /// What a team may do, by slug.
    Team(String),
    /// What a developer may do, by address.
    Developer(String),
}

#[component]
pub fn CatalogRolesSection(
    about: GrantsTo,
    grants: Vec<RoleGrant>,
    form: GrantForms,
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
) -> impl IntoView {
    let of_product = matches!(about, GrantsTo::Product(..));
    let visibility = match &about {
        GrantsTo::Product(slug, ..) => Some(paths::admin_product_visibility(slug, "")),
        _ => None,
    };
    let actions =
        move || visibility.map(|href| view! { <LinkButton href>"Change who may see it…"</LinkButton> });
    let list = (!grants.is_empty()).then(|| {
        let mut columns = vec![Column::new(if of_product { "Who" } else { "For" }), Column::new("Role")];
        if of_product {
            columns.push(Column::new("For"));
        }
        columns.extend([Column::new("Since"), Column::hidden("Actions")]);
        let rows = grants.into_iter().map(|grant| view! { <GrantRow grant of_product/> }).collect_view();
        view! { <DataTable caption="Catalog roles" columns>{rows}</DataTable> }
    });
    view! {
        <Section title lead id="catalog-roles" actions>
            <div class="stack">
                {list}
                <NewGrant about form/>
            </div>
        </Section>
    }
}

#[component]
fn GrantRow(grant: RoleGrant, of_product: bool) -> impl IntoView {
    let scope = grant.scope();
    let whom = grant.holder.described();
    let named = format!("the role of {whom} for {scope}");
    let holder = match grant.holder.clone() {
        Owner::Developer { id, full_name, email } => {
            view! { <Person full_name email href=paths::admin_developer(id)/> }.into_any()
        }
        Owner::Team { slug, name, .. } => {
            view! { <a href=paths::admin_team(&slug)>{name}</a> " (team)" }.into_any()
        }
    };
    let product = match &grant.product {
        Some(product) => {
            let (href, title) = (paths::admin_product(&product.slug), product.title.clone());
            view! { <a href=href>{title}</a> }.into_any()
        }
        None => scope.into_any(),
    };
    let (head, scope) = match of_product {
        true => (holder, Some(view! { <Cell label="For">{product}</Cell> })),
        false => (product, None),
    };
    view! {
        <Row>
            <HeadCell>{head}</HeadCell>
            <Cell label="Role">{grant.role.label()}</Cell>
            {scope}
            <Cell label="Since"><Time at=grant.granted_at day=true/></Cell>
            <Cell label="Actions" kind=CellKind::Actions>
                <LinkButton href=paths::admin_withdraw_catalog_role(grant.id) kind=ButtonKind::DangerQuiet size=ButtonSize::Small>
                    "Withdraw…" <span class="visually-hidden">{named}</span>
                </LinkButton>
            </Cell>
        </Row>
    }
}

#[component]
fn NewGrant(about: GrantsTo, form: GrantForms) -> impl IntoView {
    let whom = match about {
        GrantsTo::Product(product, teams) => {
            let mut options = vec![SelectOption::new("", "No team: a person, by address")];
            options.extend(teams.into_iter().map(|card| SelectOption::new(card.team.slug, card.team.name)));
            view! {
                <input type="hidden" name="product" value=product/>
                <Select name="team" label="Team" options value=form.value("team", "") error=form.error("team") optional=true scope="grant"/>
                <TextInput name="email" label="Or a person's e-mail" r#type=InputType::Email autocomplete="off" optional=true scope="grant"
                    value=form.value("email", "") error=form.error("email")/>
            }
            .into_any()
        }
        GrantsTo::Team(slug) => view! {
            <input type="hidden" name="team" value=slug/>
            <ProductField form/>
        }
        .into_any(),
        GrantsTo::Developer(email) => view! {
            <input type="hidden" name="email" value=email/>
            <ProductField form/>
        }
        .into_any(),
    };
    let roles = CatalogRole::ALL.map(|role| SelectOption::new(role.as_str(), role.label())).to_vec();
    view! {
        <Form form class="form">
            <FormNotice form/>
            {whom}
            <Select name="role" label="Catalog role" hint="Viewers find and read it. Consumers may request access for applications too." options=roles
                value=form.value("role", "consumer") error=form.error("role") scope="grant"/>
            <SubmitButton form class="button--secondary">"Grant role"</SubmitButton>
        </Form>
    }
}

#[component]
fn ProductField(form: GrantForms) -> impl IntoView {
    view! {
        <TextInput name="product" label="Product" hint="The last part of its address, such as “weather”. Left empty: every product, also those to come." mono=true optional=true scope="grant"
            value=form.value("product", "") error=form.error("product")/>
    }
}
