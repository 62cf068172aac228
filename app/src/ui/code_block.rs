use leptos::prelude::*;

use super::{CopyButton, highlighted};

/// Code to read and take away.
#[component]
pub fn CodeBlock(
    #[prop(into)] code: Signal<String>,
    /// Above the code: a file name, "cURL", "Response".
    #[prop(into)]
    label: String,
    /// Colours: "json", "python", …
    #[prop(optional, into)]
    language: String,
    /// Long lines break instead of scrolling.
    #[prop(optional)]
    wrap: bool,
    #[prop(default = true)] copy: bool,
) -> impl IntoView {
    let copy_button = copy.then(|| {
        let what = label.clone();
        view! { <CopyButton what /> }
    });
    view! {
        <figure class=if wrap { "code-block code-block--wrap" } else { "code-block" }>
            <figcaption class="code-block__bar">{label.clone()} {copy_button}</figcaption>
            <pre class="code-block__pre" tabindex="0" role="region" aria-label=label>
                <code class="code-block__code" inner_html=move || highlighted(&code.read(), &language)></code>
            </pre>
        </figure>
    }
}
