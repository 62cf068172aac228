use super::{check::TestProvider, crumbs, fields::ProviderFields};
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    identity_providers::{
        Identity, IdentityProvider,
        server_fns::{UpdateIdentityProvider, get_identity_provider},
    },
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Cell, Column, DataTable, Definition, DefinitionList, HeadCell, KeyValue, LinkButton,
        Notice, PageHeader, Row, Section, Time, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct ProviderRoute {
    loading: Loading<(IdentityProvider, Vec<Identity>)>,
    form: FormHandle<UpdateIdentityProvider>,
}

impl AreaPage for ProviderRoute {
    fn data() -> Self {
        let form = use_form::<UpdateIdentityProvider>();
        Self { loading: Loading::of_id(|| (), get_identity_provider), form }
    }

    fn view(this: Self) -> AnyView {
        let form = this.form;
        view! {
            {loaded(this.loading, move |(provider, people)| view! { <Provider form provider people/> })}
        }
        .into_any()
    }
}

#[component]
fn Provider(
    form: FormHandle<UpdateIdentityProvider>,
    provider: IdentityProvider,
    people: Vec<Identity>,
) -> impl IntoView {
    let id = provider.id;
    let saved = form.result();
    view! {
        <AdminPage>
            <PageHeader title=provider.settings.name.clone() crumbs=crumbs()/>
            <Registered provider=provider.clone()/>
            <TestProvider id/>
            <Section
                title="Settings"
                lead="Whoever runs this provider can sign in as everybody whose address it vouches for: connect only those that you trust like your own."
            >
                {move || saved.get().map(|_| view! { <Notice tone=Tone::Success alert=true><p>"Saved."</p></Notice> })}
                <Form form class="form">
                    <FormNotice form/>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <ProviderFields form known=Some(provider)/>
                    <div class="form__actions"><SubmitButton form>"Save"</SubmitButton></div>
                </Form>
            </Section>
            <Section title="People" lead="Who has signed in with it, last ones first.">
                <People people/>
            </Section>
            <Section title="Delete">
                <LinkButton href=paths::admin_delete_identity_provider(id) kind=ButtonKind::DangerQuiet>
                    "Delete this identity provider…"
                </LinkButton>
            </Section>
        </AdminPage>
    }
}

/// What the provider has to know of the portal.
#[component]
fn Registered(provider: IdentityProvider) -> impl IntoView {
    view! {
        <Section title="At the provider" lead="Register these for the portal's client there, letter by letter.">
            <DefinitionList>
                <Definition term="Redirect URI (also: callback or sign-in URL)">
                    <KeyValue value=provider.redirect_uri copy=true/>
                </Definition>
                <Definition term="Back-channel logout URI, if it offers that">
                    <KeyValue value=provider.back_channel_logout_uri copy=true/>
                </Definition>
            </DefinitionList>
            <p class="muted">
                "With back-channel logout, who is signed out or taken out there is signed out here at the same moment. Without it, at the latest when their session ends; signing in again is refused either way."
            </p>
        </Section>
    }
}

#[component]
fn People(people: Vec<Identity>) -> impl IntoView {
    if people.is_empty() {
        return view! { <p class="muted">"Nobody yet."</p> }.into_any();
    }
    let columns = vec![Column::new("Developer"), Column::new("There"), Column::new("Last sign-in")];
    let rows = people
        .into_iter()
        .map(|identity| {
            let note = identity.note.map(|note| view! { <p class="muted">{note}</p> });
            let email = identity.email.map(|email| view! { " · " {email} });
            view! {
                <Row>
                    <HeadCell>{identity.full_name}</HeadCell>
                    <Cell label="There"><code translate="no">{identity.subject}</code> {email} {note}</Cell>
                    <Cell label="Last sign-in"><Time at=identity.last_sign_in_at/></Cell>
                </Row>
            }
        })
        .collect_view();
    view! { <DataTable caption="People who signed in" columns>{rows}</DataTable> }.into_any()
}
