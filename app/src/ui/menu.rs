use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::{Avatar, Icon, IconName};

/// The signed-in person's menu: a `<details>`, so it opens without script.
///
/// The children are `menu__item` links and buttons; see [`MenuLink`].
#[component]
pub fn AccountMenu(
    #[prop(into)] name: String,
    /// Below the name: the address.
    #[prop(into)]
    detail: String,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    view! {
        <details class="menu" node_ref=details on:keydown=on_key>
            <summary class="menu__button">
                <Avatar name=name.clone() />
                <span class="visually-hidden">"Account of " {name.clone()}</span>
                <Icon name=IconName::ChevronDown />
            </summary>
            <div class="menu__panel" on:click=move |_| close()>
                <div class="menu__header">
                    <span class="menu__name">{name}</span>
                    <span class="menu__detail">{detail}</span>
                </div>
                {children()}
            </div>
        </details>
    }
}

#[component]
pub fn MenuLink(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! {
        <a class="menu__item" href=href>
            {children()}
        </a>
    }
}
