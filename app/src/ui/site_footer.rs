use leptos::prelude::*;

#[component]
pub fn SiteFooter(
    /// Whose portal this is.
    #[prop(into)]
    owner: String,
    /// Links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <p>{owner}</p>
                {children
                    .map(|children| {
                        view! {
                            <nav class="site-footer__links" aria-label="Footer">
                                {children()}
                            </nav>
                        }
                    })}
            </div>
        </footer>
    }
}
