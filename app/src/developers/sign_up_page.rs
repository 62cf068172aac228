use super::{
    model::NewDeveloper,
    server_fns::{SignUp, sign_up_is_open},
};
use crate::area::AreaPage;
use crate::{
    load::Load,
    loading::Loading,
    page_info::page_info,
    paths,
    ui::{
        InputType, LinkButton, Notice, Page, PageWidth, TextInput, Tone,
        form::{Form, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;
use leptos_meta::Title;

pub struct SignUpRoute(Loading<bool>);

impl AreaPage for SignUpRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| sign_up_is_open()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="Sign up"/>
            <Load loading=this.0 view=|open| view! {
                <LonePage title="Create an account" lead="With an account you create applications, request access to APIs and get keys to call them.">
                    {if open { view! { <SignUpForm/> }.into_any() } else { view! { <Closed/> }.into_any() }}
                    <p class="lone-page__more">"Already have an account? " <a href=paths::sign_in()>"Sign in"</a></p>
                </LonePage>
            }/>
        }
        .into_any()
    }
}

/// A page that stands alone: one question, one answer.
#[component]
pub fn LonePage(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <Page width=PageWidth::Form>
            <div class="lone-page">
                <header>
                    <h1 class="lone-page__title">{title}</h1>
                    {lead.map(|lead| view! { <p class="lone-page__lead">{lead}</p> })}
                </header>
                {children()}
            </div>
        </Page>
    }
}

#[component]
fn SignUpForm() -> impl IntoView {
    let form = use_form::<SignUp>();
    view! {
        <Form form class="form">
            <FormNotice form/>
            <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="email"
                hint="We send a link to this address; it leads to choosing a password."
                value=form.value("email", "") error=form.error("email")/>
            <TextInput name="full_name" label="Full name" autocomplete="name"
                limit=NewDeveloper::FULL_NAME_MAX as u32
                value=form.value("full_name", "") error=form.error("full_name")/>
            <SubmitButton form>"Sign up"</SubmitButton>
        </Form>
    }
}

#[component]
fn Closed() -> impl IntoView {
    view! {
        <Notice tone=Tone::Info title="Sign-up is closed at the moment">
            <p>"New accounts are not taken now. Everybody may still read the public APIs, and people with an account sign in as before."</p>
        </Notice>
        <LinkButton href=paths::catalog()>"Browse the APIs"</LinkButton>
    }
}

pub struct SignUpSentRoute;

impl AreaPage for SignUpSentRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <Title text="Look into your mail"/>
            <LonePage title="Look into your mail" lead="We have sent you a link. Open it to confirm your address and to choose a password; it works for 24 hours.">
                <MailsAreKept/>
                <p>"Nothing there after a few minutes? Look into the spam folder, or "
                    <a href=paths::new_confirmation_link()>"have it sent again"</a>"."</p>
                <p class="muted">"If this address has an account already, the mail says so instead."</p>
            </LonePage>
        }
        .into_any()
    }
}

/// Without a mail server, mails wait for the admin.
#[component]
pub fn MailsAreKept() -> impl IntoView {
    (!page_info().mail_leaves).then(|| {
        view! {
            <Notice tone=Tone::Warning title="This portal does not send mail yet">
                <p>"No mail server is configured. An admin finds the mail, with its link, under "
                    <a href=paths::admin_mails()>"Mail"</a>" in the administration."</p>
            </Notice>
        }
    })
}
