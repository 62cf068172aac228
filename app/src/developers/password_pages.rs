use super::{
    confirm_page::{Proof, proof_in_address},
    model::{EmailProof, LinkPurpose, password},
    server_fns::{RequestPasswordReset, ResetPassword},
    sign_up_page::{LonePage, MailsAreKept},
};
use crate::area::AreaPage;
use crate::{
    paths,
    ui::{
        ButtonKind, InputType, LinkButton, TextInput,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

/// What makes a password good, before it is refused.
#[component]
pub fn PasswordRules() -> impl IntoView {
    view! {
        <ul class="password-rules">
            <li>{format!("At least {} characters; a sentence you remember works well.", password::MIN)}</li>
            <li>"No rules about digits or capitals; it only must not be easy to guess."</li>
        </ul>
    }
}

pub struct ForgotPasswordRoute;

impl AreaPage for ForgotPasswordRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<RequestPasswordReset>();
        view! {
            <Title text="Forgotten password"/>
            <LonePage title="Forgotten your password?" lead="We send you a link to choose a new one.">
                <Form form class="form">
                    <FormNotice form/>
                    <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="username"
                        value=form.value("email", "") error=form.error("email")/>
                    <SubmitButton form>"Send the link"</SubmitButton>
                </Form>
                <p class="lone-page__more"><a href=paths::sign_in()>"Back to sign-in"</a></p>
            </LonePage>
        }
        .into_any()
    }
}

pub struct ForgotPasswordSentRoute;

impl AreaPage for ForgotPasswordSentRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Look into your mail"/>
            <LonePage title="Look into your mail" lead="If there is an account with this address, we have sent a link to it. It works for one hour.">
                <MailsAreKept/>
                <p>"Nothing there after a few minutes? Look into the spam folder, or "
                    <a href=paths::forgot_password()>"check the address and try again"</a>"."</p>
            </LonePage>
        }
        .into_any()
    }
}

pub struct ResetPasswordRoute(String, Proof);

impl AreaPage for ResetPasswordRoute {
    fn data() -> Self {
        let (token, proof) = proof_in_address(LinkPurpose::Reset);
        Self(token, proof)
    }

    fn view(this: Self) -> AnyView {
        let ResetPasswordRoute(token, proof) = this;
        view! {
            <crate::load::Load loading=proof view=move |proof| match proof {
                Some(proof) => view! { <ChooseNewPassword token=token.clone() proof/> }.into_any(),
                None => view! { <UnusableLink/> }.into_any(),
            }/>
        }
        .into_any()
    }
}

#[component]
fn ChooseNewPassword(token: String, proof: EmailProof) -> impl IntoView {
    let form = use_form::<ResetPassword>();
    view! {
        <Title text="Choose a new password"/>
        <LonePage title="Choose a new password" lead="Every browser that is signed in to your account is signed out.">
            <Form form class="form" reload=true>
                <FormNotice form/>
                <input type="hidden" name="token" value=token/>
                <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="username" readonly=true value=proof.email/>
                <TextInput name="password" label="New password" r#type=InputType::Password autocomplete="new-password"
                    error=form.error("password")/>
                <PasswordRules/>
                <SubmitButton form>"Set new password"</SubmitButton>
            </Form>
        </LonePage>
    }
}

#[component]
fn UnusableLink() -> impl IntoView {
    view! {
        <Title text="This link does not work any more"/>
        <LonePage title="This link does not work any more" lead="Links to choose a new password work once, and for one hour.">
            <LinkButton kind=ButtonKind::Primary href=paths::forgot_password()>"Have a new link sent"</LinkButton>
            <p>"If you have set your new password already, " <a href=paths::sign_in()>"sign in"</a> " with it."</p>
        </LonePage>
    }
}
