use super::{
    model::{EmailProof, LinkPurpose, NewDeveloper},
    password_pages::PasswordRules,
    server_fns::{ConfirmEmail, ResendConfirmation, read_email_link},
    sign_up_page::LonePage,
};
use crate::area::AreaPage;
use crate::{
    error::PortalError,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, InputType, LinkButton, Notice, TextInput, Tone,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What a link in a mail turned out to be. An unusable one is a page to help, not an error.
pub type Proof = Loading<Option<EmailProof>>;

/// Reads the link in the address without using it up.
pub fn proof_in_address(purpose: LinkPurpose) -> (String, Proof) {
    let token = use_query_map().get_untracked().get("token").unwrap_or_default();
    let asked = token.clone();
    let proof = Loading::new(
        move || asked.clone(),
        move |token| async move {
            match read_email_link(token, purpose).await {
                Ok(proof) => Ok(Some(proof)),
                Err(PortalError::NotFound) => Ok(None),
                Err(error) => Err(error),
            }
        },
    );
    (token, proof)
}

pub struct ConfirmRoute(String, Proof);

impl AreaPage for ConfirmRoute {
    fn data() -> Self {
        let (token, proof) = proof_in_address(LinkPurpose::Confirm);
        Self(token, proof)
    }

    fn view(this: Self) -> AnyView {
        let ConfirmRoute(token, proof) = this;
        view! {
            <crate::load::Load loading=proof view=move |proof| match proof {
                Some(proof) => view! { <ChooseFirstPassword token=token.clone() proof/> }.into_any(),
                None => view! { <UnusableLink/> }.into_any(),
            }/>
        }
        .into_any()
    }
}

#[component]
fn ChooseFirstPassword(token: String, proof: EmailProof) -> impl IntoView {
    let form = use_form::<ConfirmEmail>();
    view! {
        <Title text="Choose a password"/>
        <LonePage title=format!("Welcome, {}", proof.full_name) lead="Your address is confirmed as soon as you choose a password.">
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="token" value=token/>
                // For password managers: whose password this is.
                <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="username" readonly=true value=proof.email/>
                <TextInput name="password" label="Password" r#type=InputType::Password autocomplete="new-password"
                    error=form.error("password")/>
                <PasswordRules/>
                <SubmitButton form>"Confirm and set password"</SubmitButton>
            </Form>
        </LonePage>
    }
}

/// Expired, used or mistyped: nobody has to know which to get on.
#[component]
fn UnusableLink() -> impl IntoView {
    view! {
        <Title text="This link does not work any more"/>
        <LonePage title="This link does not work any more" lead="Links work once, and for 24 hours.">
            <p>"If you have chosen a password already, your address is confirmed: "
                <a href=paths::sign_in()>"sign in"</a>"."</p>
            <p>"Otherwise, have a new link sent to you:"</p>
            <NewLinkForm/>
        </LonePage>
    }
}

#[component]
fn NewLinkForm() -> impl IntoView {
    let form = use_form::<ResendConfirmation>();
    view! {
        <Form form class="form">
            <FormNotice form/>
            <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="email"
                limit=NewDeveloper::EMAIL_MAX as u32
                value=form.value("email", "") error=form.error("email")/>
            <SubmitButton form>"Send a new link"</SubmitButton>
        </Form>
    }
}

pub struct NewLinkRoute;

impl AreaPage for NewLinkRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="A new link"/>
            <LonePage title="Have a new link sent" lead="For people who signed up and have not chosen a password yet.">
                <NewLinkForm/>
            </LonePage>
        }
        .into_any()
    }
}

pub struct ConfirmedRoute;

impl AreaPage for ConfirmedRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let approved = use_query_map().get_untracked().get("approved").is_some();
        view! {
            <Title text="Your address is confirmed"/>
            {if approved { view! { <ComeIn/> }.into_any() } else { view! { <Wait/> }.into_any() }}
        }
        .into_any()
    }
}

#[component]
fn ComeIn() -> impl IntoView {
    view! {
        <LonePage title="You are in" lead="Your address is confirmed and your account is approved.">
            <LinkButton kind=ButtonKind::Primary href=paths::sign_in()>"Sign in"</LinkButton>
        </LonePage>
    }
}

#[component]
fn Wait() -> impl IntoView {
    view! {
        <LonePage title="Almost there" lead="Your address is confirmed and your password is set.">
            <Notice tone=Tone::Info title="Now somebody approves your account">
                <p>"We will write to you as soon as it is decided. There is nothing else you need to do."</p>
            </Notice>
            <LinkButton href=paths::catalog()>"Browse the APIs meanwhile"</LinkButton>
        </LonePage>
    }
}
