use leptos::prelude::*;

use super::{Icon, IconName};

/// How loudly a button speaks. One primary button a page, at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    #[default]
    Secondary,
    Primary,
    /// No frame, for actions repeated in rows.
    Quiet,
    /// Something is lost for good.
    Danger,
    /// The first step towards a loss, asked again on its own page.
    DangerQuiet,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    Small,
    #[default]
    Medium,
    Large,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonType {
    #[default]
    Submit,
    Button,
    Reset,
}

impl ButtonType {
    const fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Button => "button",
            Self::Reset => "reset",
        }
    }
}

fn button_class(kind: ButtonKind, size: ButtonSize) -> String {
    let kind = match kind {
        ButtonKind::Secondary => "",
        ButtonKind::Primary => " button--primary",
        ButtonKind::Quiet => " button--quiet",
        ButtonKind::Danger => " button--danger",
        ButtonKind::DangerQuiet => " button--danger-quiet",
    };
    let size = match size {
        ButtonSize::Small => " button--small",
        ButtonSize::Medium => "",
        ButtonSize::Large => " button--large",
    };
    format!("button{kind}{size}")
}

/// A button. It submits its form unless `type` says otherwise.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] r#type: ButtonType,
    /// Sent with the form, to tell two submit buttons apart.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] icon: Option<IconName>,
    /// The request is under way: the button turns a wheel and takes no second press.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Prefer [`BlockedButton`], which says why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=button_class(kind, size)
            type=r#type.name()
            name=name
            value=value
            disabled=move || disabled.get() || pending.get()
            aria-busy=move || pending.get().then_some("true")
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=button_class(kind, size) href=href>
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </a>
    }
}

/// A button that cannot be pressed now, and the reason beside it.
#[component]
pub fn BlockedButton(
    #[prop(into)] reason: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="blocked-button">
            <button class=button_class(kind, size) type="button" disabled>
                {children()}
            </button>
            <span class="blocked-button__reason">{reason}</span>
        </span>
    }
}
