use leptos::prelude::*;

/// The drawings there are, each on a grid of sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Alert,
    Application,
    ArrowRight,
    Book,
    Check,
    CheckCircle,
    ChevronDown,
    Copy,
    Cross,
    Download,
    External,
    Grid,
    Inbox,
    Info,
    Key,
    List,
    Lock,
    Person,
    Plus,
    Search,
    Settings,
    Stack,
    Stop,
}

impl IconName {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2.2 14.6 13.6H1.4ZM8 6.4v3.2M8 11.6v.1",
            Self::Application => "M2 3.5h12v9H2ZM2 6.3h12M4.2 4.9h.1M6 4.9h.1",
            Self::ArrowRight => "M3 8h10M9 4l4 4-4 4",
            Self::Book => {
                "M8 4c-1.4-1-3.4-1.3-6-1.2v9.6c2.6 0 4.6.2 6 1.2 1.4-1 3.4-1.2 6-1.2V2.8C11.4 2.7 9.4 3 8 4Zm0 0v9.6"
            }
            Self::Check => "m3 8.4 3.2 3.2L13 4.8",
            Self::CheckCircle => "M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM5.3 8.2l1.9 1.9 3.6-3.8",
            Self::ChevronDown => "m4 6.3 4 4 4-4",
            Self::Copy => "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
            Self::Cross => "m4 4 8 8M12 4l-8 8",
            Self::Download => "M8 2v8.2M4.6 7 8 10.4 11.4 7M2.5 13.5h11",
            Self::External => "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4",
            Self::Grid => {
                "M2.5 2.5h4.3v4.3H2.5ZM9.2 2.5h4.3v4.3H9.2ZM2.5 9.2h4.3v4.3H2.5ZM9.2 9.2h4.3v4.3H9.2Z"
            }
            Self::Inbox => "M2 9.2 4 3h8l2 6.2v3.8H2ZM2 9.2h3.4l1 1.8h3.2l1-1.8H14",
            Self::Info => "M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM8 7.4v3.6M8 5v.1",
            Self::Key => {
                "M10.6 9.2a3.6 3.6 0 1 0-3.7-2.9L2 11.2V14h2.8l.4-1.6 1.7-.3.3-1.8 1.2-1.3c.7.2 1.5.3 2.2.2ZM11.3 4.8v.1"
            }
            Self::List => "M5.5 4h8.5M5.5 8h8.5M5.5 12h8.5M2 4h.1M2 8h.1M2 12h.1",
            Self::Lock => "M3.2 7.2h9.6v6.3H3.2ZM5.2 7.2V5a2.8 2.8 0 0 1 5.6 0v2.2",
            Self::Person => {
                "M10.8 5.2a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM2.8 13.8c.4-2.6 2.4-4.2 5.2-4.2s4.8 1.6 5.2 4.2"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Search => "M11.8 7A4.8 4.8 0 1 1 2.2 7a4.8 4.8 0 0 1 9.6 0ZM10.4 10.4 14 14",
            Self::Settings => {
                "M2 4.5h6.2M11.8 4.5H14M2 11.5h2.2M7.8 11.5H14M11.8 4.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0ZM7.8 11.5a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0Z"
            }
            Self::Stack => "m8 2 6 3-6 3-6-3ZM2 8l6 3 6-3M2 11l6 3 6-3",
            Self::Stop => "M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0ZM3.7 3.7l8.6 8.6",
        }
    }
}

/// A drawing beside a word. It is decoration: the word says it all.
#[component]
pub fn Icon(
    name: IconName,
    /// Larger, with thinner lines.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <svg
            class=if large { "icon icon--large" } else { "icon" }
            viewBox="0 0 16 16"
            aria-hidden="true"
            focusable="false"
        >
            <path d=name.path()></path>
        </svg>
    }
}

/// The mark of the portal: a pediment over columns. Shown where a company has set no logo.
#[component]
pub fn PorticoMark() -> impl IntoView {
    view! {
        <svg class="site-header__logo" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true" focusable="false">
            <path d="M16 3 3 10.4V13h26v-2.6ZM16 6.6 22.4 10.3H9.6ZM6 15h3.6v9.5H6ZM14.2 15h3.6v9.5h-3.6ZM22.4 15H26v9.5h-3.6ZM3 26.5h26V29H3Z"></path>
        </svg>
    }
}
