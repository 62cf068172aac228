use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardKind {
    #[default]
    Plain,
    /// Set back, for what stands beside the matter.
    Sunken,
    /// A table or list from edge to edge.
    Flush,
}

/// A panel with an optional title, actions and footer.
#[component]
pub fn Card(
    #[prop(optional)] kind: CardKind,
    #[prop(optional, into)] title: Option<String>,
    #[prop(optional, into)] actions: Option<ViewFnOnce>,
    #[prop(optional, into)] footer: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let class = match kind {
        CardKind::Plain => "card",
        CardKind::Sunken => "card card--sunken",
        CardKind::Flush => "card card--flush",
    };
    let header = (title.is_some() || actions.is_some()).then(|| {
        view! {
            <div class="card__header">
                {title.map(|title| view! { <h2 class="card__title">{title}</h2> })}
                {actions.map(|actions| view! { <div class="card__actions">{actions.run()}</div> })}
            </div>
        }
    });
    view! {
        <section class=class>
            {header} <div class="card__body">{children()}</div>
            {footer.map(|footer| view! { <div class="card__footer">{footer.run()}</div> })}
        </section>
    }
}
