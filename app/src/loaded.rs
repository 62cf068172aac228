//! What a page shows of what it has loaded, or in its place.
use crate::{
    app::NotFound,
    error::PortalError,
    paths,
    ui::{ButtonKind, EmptyState, IconName, LinkButton, Notice, Page, PageWidth, Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// `view` of what was loaded; where the portal refused, the page that says why and what to do.
pub fn loaded<T, V>(
    resource: Resource<Result<T, PortalError>>,
    view: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let address = own_address();
    view! {
        <Suspense>
            {move || {
                let (view, address) = (view.clone(), address.clone());
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => view(value).into_any(),
                        Err(error) => refused(error, &address),
                    }
                })
            }}
        </Suspense>
    }
}

/// Path and query of the page being shown, for coming back to it.
fn own_address() -> String {
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) }
}

fn refused(error: PortalError, address: &str) -> AnyView {
    match error {
        PortalError::NotSignedIn => sign_in_first(address),
        PortalError::NotFound | PortalError::Forbidden => {
            view! { <Page width=PageWidth::Narrow><NotFound/></Page> }.into_any()
        }
        other => view! {
            <Page width=PageWidth::Narrow>
                <Notice tone=Tone::Danger title="This page cannot be shown now">
                    <p>{other.to_string()}</p>
                </Notice>
            </Page>
        }
        .into_any(),
    }
}

fn sign_in_first(address: &str) -> AnyView {
    let sign_in = paths::sign_in_and_return(address);
    view! {
        <Page width=PageWidth::Narrow>
            <EmptyState
                title="Sign in to continue"
                icon=IconName::Person
                action=move || {
                    view! {
                        <LinkButton href=sign_in kind=ButtonKind::Primary>"Sign in"</LinkButton>
                        <LinkButton href=paths::sign_up()>"Sign up"</LinkButton>
                    }
                }
            >
                <p>"This page is for signed-in developers. Afterwards you are brought back here."</p>
            </EmptyState>
        </Page>
    }
    .into_any()
}
