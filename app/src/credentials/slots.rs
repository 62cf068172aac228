//! Places on the application's pages.
use crate::applications::Application;
use leptos::prelude::*;

/// The keys of an application: list, generate, rotate, revoke.
#[component]
pub fn ApplicationCredentials(application: Application) -> impl IntoView {
    let _ = application;
}

/// "Call it": one panel for each API the application is registered for.
#[component]
pub fn ApplicationCalls(application: Application) -> impl IntoView {
    let _ = application;
}
