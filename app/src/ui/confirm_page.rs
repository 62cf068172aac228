use leptos::prelude::*;
use leptos_meta::Title;

use super::{Button, ButtonKind, LinkButton, PageWidth};

/// "Delete this application?" as a page of its own, since a dialog needs script.
///
/// The children are the form; it ends with [`ConfirmActions`].
#[component]
pub fn ConfirmPage(
    /// The question.
    #[prop(into)]
    title: String,
    #[prop(optional, into)] lead: Option<String>,
    /// Above the list, such as "What stops working".
    #[prop(default = "What happens".into(), into)]
    heading: String,
    consequences: Vec<String>,
    children: Children,
) -> impl IntoView {
    let consequences = consequences.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <Title text=title.clone()/>
        <super::Page width=PageWidth::Narrow>
            <div class="confirm-page">
                <header>
                    <h1 class="confirm-page__title">{title}</h1>
                    {lead.map(|lead| view! { <p class="confirm-page__lead">{lead}</p> })}
                </header>
                <section class="confirm-page__box">
                    <h2 class="confirm-page__heading">{heading}</h2>
                    <ul class="confirm-page__consequences">{consequences}</ul>
                </section>
                {children()}
            </div>
        </super::Page>
    }
}

/// The way through and the way back.
#[component]
pub fn ConfirmActions(
    /// Says what happens: "Delete application", never "OK".
    #[prop(into)]
    confirm: String,
    #[prop(default = "Keep it".into(), into)] cancel: String,
    #[prop(into)] cancel_href: String,
    #[prop(default = ButtonKind::Danger)] kind: ButtonKind,
    #[prop(optional, into)] pending: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="confirm-page__actions">
            <Button kind pending>
                {confirm}
            </Button>
            <LinkButton href=cancel_href>{cancel}</LinkButton>
        </div>
    }
}
