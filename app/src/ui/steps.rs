use leptos::prelude::*;

/// One step of a wizard. Steps that can be gone back to have a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    pub href: Option<String>,
}

impl Step {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }

    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }
}

/// How far a wizard is; one URL a step.
#[component]
pub fn Steps(
    /// Which task the steps belong to.
    #[prop(into)]
    label: String,
    steps: Vec<Step>,
    /// Index of the open step.
    current: usize,
) -> impl IntoView {
    let summary = steps
        .get(current)
        .map(|step| format!("Step {} of {}: {}", current + 1, steps.len(), step.label))
        .unwrap_or_default();
    let steps = steps
        .into_iter()
        .enumerate()
        .map(|(index, Step { label, href })| {
            let state = match index.cmp(&current) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "current",
                std::cmp::Ordering::Greater => "ahead",
            };
            let label = match href.filter(|_| state == "done") {
                Some(href) => view! { <a href=href>{label}</a> }.into_any(),
                None => label.into_any(),
            };
            let done = (state == "done").then(|| view! { <span class="visually-hidden">" (done)"</span> });
            view! {
                <li class="steps__step" data-state=state aria-current=(state == "current").then_some("step")>
                    <span class="steps__label">{label} {done}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="steps" aria-label=label>
            <ol class="steps__list">{steps}</ol>
            <p class="steps__summary" aria-hidden="true">
                {summary}
            </p>
        </nav>
    }
}
