//! The page for who comes when the portal has too much to do, or whose request does not arrive. Written once and
//! ahead, since these are no moments to ask a router or a database: the same for everybody, at whatever address.
use crate::{
    paths,
    ui::{Page, PageWidth, SiteFooter, SiteHeader, SkipLink},
};
use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overload {
    /// Too much is asked at once (503).
    Busy,
    /// The same, for who sent a form (503).
    BusyForForms,
    /// The rest of what was sent does not come (408).
    Slow,
}

impl Overload {
    pub const ALL: [Self; 3] = [Self::Busy, Self::BusyForForms, Self::Slow];

    pub fn status(self) -> u16 {
        match self {
            Self::Busy | Self::BusyForForms => 503,
            Self::Slow => 408,
        }
    }

    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Busy | Self::BusyForForms => "busy",
            Self::Slow => "too_slow",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Busy | Self::BusyForForms => "The portal is busy",
            Self::Slow => "This did not arrive",
        }
    }

    /// What is wrong, and what to do next.
    pub fn text(self) -> &'static str {
        match self {
            Self::Busy => "The portal has more to do than it can just now. Please try again in a moment.",
            Self::BusyForForms => {
                "The portal has more to do than it can just now, and nothing was changed. Go back in your browser, \
                 where what you typed still stands, and send it again in a moment."
            }
            Self::Slow => {
                "The rest of what was sent took too long to arrive, and nothing was changed. Please check the \
                 connection and send it again."
            }
        }
    }

    /// The whole document. `style` is the address of the style sheet, below the base path, if there is one.
    pub fn page(self, portal_name: &str, style: Option<&str>) -> String {
        // Marks for who takes a page over, which nobody does here; and in a title they would be read.
        Owner::new().with(|| self.view(portal_name, style).to_html()).replace("<!>", "")
    }

    fn view(self, portal_name: &str, style: Option<&str>) -> impl IntoView {
        let base = paths::base();
        let name = portal_name.to_owned();
        let style = style.map(|file| view! { <link rel="stylesheet" href=format!("{base}{file}")/> });
        // An address of no letters is the one that was asked for.
        let again = (self == Self::Busy).then(|| {
            view! {
                <div class="error-page__actions">
                    <a class="button button--primary" href="">"Try again"</a>
                </div>
            }
        });
        view! {
            <!DOCTYPE html>
            <html lang="en">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <title>{format!("{} · {name}", self.title())}</title>
                    <link rel="icon" href=format!("{base}/favicon.svg") type="image/svg+xml"/>
                    {style}
                </head>
                <body>
                    <SkipLink/>
                    <SiteHeader name=name.clone() home=paths::catalog()>
                        <li><a class="nav-link" href=paths::catalog()>"Catalog"</a></li>
                        <li><a class="nav-link" href=paths::applications()>"My Apps"</a></li>
                    </SiteHeader>
                    <Page width=PageWidth::Narrow>
                        <div class="error-page">
                            <p class="error-page__code">{self.status()}</p>
                            <h1 class="error-page__title">{self.title()}</h1>
                            <p>{self.text()}</p>
                            {again}
                        </div>
                    </Page>
                    <SiteFooter owner=name/>
                </body>
            </html>
        }
    }
}
