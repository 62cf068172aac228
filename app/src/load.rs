//! From loading to a page: the value, or the page that an error deserves.
//!
//! ```ignore
//! view! { <Load loading=this.0 view=|strategy| view! { <Page><h1>{strategy.name}</h1></Page> }/> }
//! ```
use crate::{
    error::PortalError,
    loading::{Answer, AnswerResource, Loadable, Loading},
    page_info::page_info,
    paths,
    ui::{ButtonKind, LinkButton, Page, PageWidth, Skeleton},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// Shows what was loaded by `view`, which brings its own [`Page`]; an error gets a whole page of its
/// own, with the status that belongs to it. Stands where a page would.
#[component]
pub fn Load<T, V>(loading: Loading<T>, view: impl Fn(T) -> V + Send + Sync + 'static) -> impl IntoView
where
    T: Loadable,
    V: IntoView + 'static,
{
    show(loading.answer(), Arc::new(move |answer| Ok(view(answer.read()?).into_any())))
}

/// The same as a function.
pub fn loaded<T, V>(loading: Loading<T>, view: impl Fn(T) -> V + Send + Sync + 'static) -> impl IntoView
where
    T: Loadable,
    V: IntoView + 'static,
{
    view! { <Load loading view/> }
}

/// The same for every page.
fn show(
    answer: AnswerResource,
    view: Arc<dyn Fn(Answer) -> Result<AnyView, PortalError> + Send + Sync>,
) -> AnyView {
    view! {
        <Transition fallback=|| view! { <Page><Skeleton/></Page> }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match answer.await.and_then(|answer| view(answer)) {
                        Ok(view) => view,
                        Err(error) => view! { <ErrorPage error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// The page for an error: what is wrong, and where to go from here.
#[component]
pub fn ErrorPage(error: PortalError) -> impl IntoView {
    give_status(&error);
    let status = error.status();
    let words = words(&error);
    let location = use_location();
    let here = format!("{}{}", location.pathname.get_untracked(), query(&location.search.get_untracked()));
    let action = match &error {
        PortalError::NotSignedIn => {
            view! { <LinkButton kind=ButtonKind::Primary href=paths::sign_in_and_return(&here)>"Sign in"</LinkButton> }
                .into_any()
        }
        PortalError::NotFound | PortalError::Forbidden => {
            view! { <LinkButton kind=ButtonKind::Primary href=paths::catalog()>"Browse the APIs"</LinkButton> }
                .into_any()
        }
        // A plain link to the same address asks again.
        _ => view! { <a class="button button--primary" href=here rel="external">"Try again"</a> }.into_any(),
    };
    view! {
        <Title text=words.title/>
        <Page width=PageWidth::Narrow>
            <div class="error-page">
                <p class="error-page__code">{status}</p>
                <h1 class="error-page__title">{words.title}</h1>
                <p>{words.text}</p>
                <div class="error-page__actions">{action} {second_action(&error)}</div>
            </div>
        </Page>
    }
}

/// What an address that leads nowhere shows.
#[component]
pub fn NotFound() -> impl IntoView {
    view! { <ErrorPage error=PortalError::NotFound/> }
}

struct Words {
    title: &'static str,
    text: String,
}

fn words(error: &PortalError) -> Words {
    match error {
        PortalError::NotSignedIn => Words {
            title: "Sign in to continue",
            text: "This page is for people with an account. You come back here once you are signed in."
                .to_owned(),
        },
        PortalError::Forbidden => Words {
            title: "This is for another role",
            text: match page_info().signed_in {
                Some(person) => format!(
                    "You are signed in as {} with the role “{}”, which does not include this page. If you need it, ask an admin of this portal.",
                    person.email,
                    person.role.label()
                ),
                None => "Your role does not include this page. If you need it, ask an admin of this portal."
                    .to_owned(),
            },
        },
        PortalError::NotFound => Words {
            title: "There is nothing here",
            text:
                "The address may be mistyped, or what was here has been removed, or it is not visible to you."
                    .to_owned(),
        },
        PortalError::TooMany { .. } => Words { title: "One moment, please", text: error.to_string() },
        PortalError::Transport => Words { title: "The portal cannot be reached", text: error.to_string() },
        PortalError::Unavailable => Words { title: "Back in a moment", text: error.to_string() },
        PortalError::Invalid(_) | PortalError::Refused { .. } | PortalError::TooLarge { .. } => {
            Words { title: "This did not work", text: error.to_string() }
        }
        PortalError::Internal => Words { title: "Something went wrong", text: error.to_string() },
    }
}

fn second_action(error: &PortalError) -> Option<impl IntoView + use<>> {
    let signed_out = page_info().signed_in.is_none();
    match error {
        PortalError::NotSignedIn => {
            Some(view! { <LinkButton href=paths::sign_up()>"Create an account"</LinkButton> }.into_any())
        }
        PortalError::NotFound if signed_out => {
            Some(view! { <LinkButton href=paths::sign_in()>"Sign in"</LinkButton> }.into_any())
        }
        _ => None,
    }
}

fn query(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

#[cfg(feature = "ssr")]
fn give_status(error: &PortalError) {
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        response.set_status(status);
    }
}

#[cfg(not(feature = "ssr"))]
fn give_status(_: &PortalError) {}
