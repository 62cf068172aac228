use super::{
    badge::Person,
    model::{Developer, NewDeveloper},
    password_pages::PasswordRules,
    server_fns::{ChangePassword, RenameSelf, get_account},
};
use crate::area::AreaPage;
use crate::{
    account_page::AccountPage,
    identity_providers::{OwnSignInMethods, SignInMethods},
    load::Load,
    loading::Loading,
    paths,
    sessions::Proved,
    ui::{
        ButtonKind, Definition, DefinitionList, InputType, LinkButton, PageHeader, Section, TextInput, Time,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct AccountRoute(Loading<(Developer, OwnSignInMethods)>);

impl AreaPage for AccountRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| get_account()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Load loading=this.0 view=|(developer, own)| view! { <Profile developer own/> }/>
        }
        .into_any()
    }
}

#[component]
fn Profile(developer: Developer, own: OwnSignInMethods) -> impl IntoView {
    let form = use_form::<RenameSelf>();
    view! {
        <AccountPage>
            <PageHeader title="Your account"/>
            <div class="profile">
                <Person full_name=developer.full_name.clone() email=developer.email.clone()/>
            </div>
            <DefinitionList rows=true>
                <Definition term="Role">{developer.role.label()}</Definition>
                <Definition term="Member since"><Time at=developer.created_at day=true/></Definition>
            </DefinitionList>
            <Section title="Name" lead="How approvers and the audit trail name you.">
                // The header shows the name too, so the whole page is made anew.
                <Form form class="form" reload=true>
                    <FormNotice form/>
                    <TextInput name="full_name" label="Full name" autocomplete="name" limit=NewDeveloper::FULL_NAME_MAX as u32
                        value=form.value("full_name", developer.full_name) error=form.error("full_name")/>
                    <SubmitButton form>"Save"</SubmitButton>
                </Form>
            </Section>
            <SignInMethods own/>
            <Section title="Your data" lead="Everything that is kept here of you, as a file.">
                <LinkButton href=paths::account_data()>"Download your data…"</LinkButton>
            </Section>
            <div class="danger-zone">
                <div>
                    <h2>"Delete your account"</h2>
                    <p class="danger-zone__text">"With your applications, their keys and their access to APIs. You see what is lost before you decide."</p>
                </div>
                <LinkButton kind=ButtonKind::DangerQuiet href=paths::delete_account()>"Delete account…"</LinkButton>
            </div>
        </AccountPage>
    }
}

pub struct ChangePasswordRoute(Loading<(Developer, OwnSignInMethods)>);

impl AreaPage for ChangePasswordRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| get_account()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Load loading=this.0 view=|(developer, own)| if own.has_password {
                view! { <ChangeForm email=developer.email/> }.into_any()
            } else {
                view! { <NoPassword/> }.into_any()
            }/>
        }
        .into_any()
    }
}

#[component]
fn NoPassword() -> impl IntoView {
    view! {
        <AccountPage>
            <PageHeader title="You have no password" lead="You sign in with an identity provider, and need none. If you want one as well, a link to choose it can be sent to you."/>
            <p><LinkButton href=paths::forgot_password()>"Send me a link"</LinkButton></p>
        </AccountPage>
    }
}

#[component]
fn ChangeForm(email: String) -> impl IntoView {
    let form = use_form::<ChangePassword>();
    view! {
        <AccountPage>
            <PageHeader title="Change your password" lead="Every browser is signed out afterwards, this one included; sign in again with the new password."/>
            <Form form class="form" reload=true>
                <FormNotice form/>
                // For password managers: whose password this is.
                <input type="hidden" name="username" autocomplete="username" value=email/>
                <TextInput name="current_password" label="Current password" r#type=InputType::Password
                    autocomplete="current-password" error=form.error("current_password")/>
                <TextInput name="new_password" label="New password" r#type=InputType::Password
                    autocomplete="new-password" error=form.error("new_password")/>
                <PasswordRules/>
                <SubmitButton form>"Change password"</SubmitButton>
            </Form>
        </AccountPage>
    }
}

pub struct OwnDataRoute(Loading<(Developer, OwnSignInMethods)>);

impl AreaPage for OwnDataRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| get_account()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Load loading=this.0 view=|(_, own)| view! {
                <AccountPage>
                    <PageHeader title="Your data" lead="Your profile, how you sign in and where you are signed in, your access tokens, teams and applications with their keys and access, and what was recorded of you. Secrets are not in it: they are not known here."/>
                    <Proved own return_to=paths::account_data()>
                        // No page: the browser has to ask for it itself.
                        <p><a class="button button--primary" href=paths::own_data() rel="external" download="my-data.json">"Download as JSON"</a></p>
                    </Proved>
                </AccountPage>
            }/>
        }
        .into_any()
    }
}
