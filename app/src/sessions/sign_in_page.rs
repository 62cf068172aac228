use super::model::SIGN_IN_FORM;
use crate::area::AreaPage;
use crate::{
    error::PortalError,
    identity_providers::{SignInOptions, server_fns::get_sign_in_options},
    load::loaded,
    loading::Loading,
    page_info::page_info,
    paths,
    ui::{Button, ButtonKind, Disclosure, InputType, Notice, Page, PageWidth, TextInput, Tone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub struct SignInRoute(Loading<SignInOptions>);

impl AreaPage for SignInRoute {
    fn data() -> Self {
        Self(Loading::new(|| (), |()| get_sign_in_options()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="Sign in"/>
            {loaded(this.0, |options| view! {
                <Page width=PageWidth::Form>
                    <div class="lone-page">
                        <SignIn options/>
                    </div>
                </Page>
            })}
        }
        .into_any()
    }
}

/// A plain form: the answer is a new page, made for who is signed in then.
#[component]
fn SignIn(options: SignInOptions) -> impl IntoView {
    let info = page_info();
    let sent = info.submission.filter(|sent| sent.function == SIGN_IN_FORM);
    let query = use_query_map().get_untracked();
    let held = |field: &str| sent.as_ref().and_then(|sent| sent.value(field)).map(str::to_owned);
    let return_to = held("return_to").or_else(|| query.get("return_to")).unwrap_or_default();
    let error = sent.as_ref().and_then(|sent| sent.outcome.clone().err());
    let password_error = error.as_ref().and_then(|error| error.for_field("password"));
    let refusal = error.filter(|error| !matches!(error, PortalError::Invalid(_)));
    let password_form = view! {
        <PasswordForm
            return_to=return_to.clone()
            email=held("email").unwrap_or_default()
            error=password_error.clone()
            quiet=!options.providers.is_empty()
        />
    };
    let happened = query.get("after").and_then(|after| what_happened(&after));
    view! {
        <header>
            <h1 class="lone-page__title">"Sign in"</h1>
            <p class="lone-page__lead">"To your applications, their keys and your access to APIs."</p>
        </header>
        {happened.map(|text| view! { <Notice tone=Tone::Success alert=true><p>{text}</p></Notice> })}
        {refusal.map(|error| view! { <Notice tone=Tone::Warning alert=true><p>{error.to_string()}</p></Notice> })}
        {(!options.providers.is_empty()).then(|| view! { <ProviderButtons options=options.clone() return_to=return_to.clone()/> })}
        {if options.sso_required {
            // Opened again where it was just refused.
            view! { <Disclosure summary="Sign in by password (admins only)" open=password_error.is_some()>{password_form}</Disclosure> }.into_any()
        } else {
            password_form.into_any()
        }}
        {info.demo.then(|| view! { <DemoSignIns return_to/> })}
        {(!options.sso_required).then(|| view! {
            <p class="lone-page__more">"No account yet? " <a href=paths::sign_up()>"Sign up"</a></p>
        })}
    }
}

/// Links, not forms: a policy that lets forms go only to this portal would hold the redirect up.
#[component]
fn ProviderButtons(options: SignInOptions, return_to: String) -> impl IntoView {
    let buttons = options
        .providers
        .into_iter()
        .map(|provider| {
            let href = paths::sign_in_with(&provider.slug, &return_to);
            view! {
                <a class="button button--primary" href=href rel="external nofollow">
                    "Sign in with " {provider.name}
                </a>
            }
        })
        .collect_view();
    let or = (!options.sso_required).then(|| view! { <p class="sign-in-providers__or">"or by password"</p> });
    view! {
        <div class="sign-in-providers">{buttons}</div>
        {or}
    }
}

#[component]
fn PasswordForm(return_to: String, email: String, error: Option<String>, quiet: bool) -> impl IntoView {
    let kind = if quiet { ButtonKind::Secondary } else { ButtonKind::Primary };
    view! {
        <form class="form" method="post" action=paths::post_sign_in()>
            <input type="hidden" name="return_to" value=return_to/>
            <TextInput name="email" label="E-mail" r#type=InputType::Email autocomplete="username" value=email/>
            <TextInput name="password" label="Password" r#type=InputType::Password autocomplete="current-password"
                error=error/>
            <Button kind>"Sign in"</Button>
        </form>
        <p><a href=paths::forgot_password()>"Forgot your password?"</a></p>
    }
}

fn what_happened(after: &str) -> Option<&'static str> {
    Some(match after {
        "password-changed" => {
            "Your password is changed and every browser is signed out. Sign in with the new one."
        }
        "password-reset" => "Your new password is set. You can sign in with it now.",
        "signed-out-everywhere" => "Every browser is signed out, this one included.",
        "account-deleted" => "Your account and everything in it is deleted.",
        _ => return None,
    })
}

const DEMO_PASSWORD: &str = "a long walk by the sea";
const DEMO_PEOPLE: [(&str, &str); 3] = [
    ("dev@demo.example", "Sign in as a developer"),
    ("approver@demo.example", "Sign in as an approver"),
    ("admin@demo.example", "Sign in as an admin"),
];

/// One click each; shown in demonstration mode only.
#[component]
fn DemoSignIns(return_to: String) -> impl IntoView {
    let people = DEMO_PEOPLE
        .into_iter()
        .map(|(email, label)| {
            view! {
                <form method="post" action=paths::post_sign_in()>
                    <input type="hidden" name="return_to" value=return_to.clone()/>
                    <input type="hidden" name="email" value=email/>
                    <input type="hidden" name="password" value=DEMO_PASSWORD/>
                    <Button>{label}</Button>
                </form>
            }
        })
        .collect_view();
    view! {
        <section class="demo-sign-ins" aria-label="Demo sign-ins">
            <p>"This is a demonstration. Look around as anybody; the password of all three is “" {DEMO_PASSWORD} "”."</p>
            <div class="demo-sign-ins__people">{people}</div>
        </section>
    }
}
