//! An import on its way. With WASM the page follows by itself; without, the browser reloads it.
use super::server_fns::get_import;
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    load::loaded,
    loading::Loading,
    paths,
    specifications::{Import, ImportState},
    ui::{ButtonKind, Crumb, LinkButton, Notice, PageHeader, Progress, Tone},
};
use leptos::prelude::*;
use std::time::Duration;

const LOOK_AGAIN: Duration = Duration::from_millis(700);

pub struct ImportRoute(Loading<Import>);

impl AreaPage for ImportRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), get_import))
    }

    fn view(this: Self) -> AnyView {
        let import = this.0;
        // Runs in the browser only.
        Effect::new(move |_| {
            let under_way = import.value().is_some_and(|import| {
                matches!(import.state, ImportState::Waiting | ImportState::Running { .. })
            });
            if under_way {
                set_timeout(move || import.again(), LOOK_AGAIN);
            }
        });
        view! {
            {loaded(import, |import| view! { <Under import/> })}
        }
        .into_any()
    }
}

#[component]
fn Under(import: Import) -> impl IntoView {
    let version = paths::admin_version(&import.product_slug, &import.version_slug);
    let crumbs = vec![
        Crumb::new("Products", paths::admin_products()),
        Crumb::new(import.product_slug.clone(), paths::admin_product(&import.product_slug)),
        Crumb::new(import.version_slug.clone(), version.clone()),
    ];
    let lead = format!("{}, {} KB", import.file_name, import.source_bytes.div_ceil(1024));
    let matter = match import.state {
        ImportState::Waiting => waiting("Waiting for its turn", None, String::new()).into_any(),
        ImportState::Running { stage, done, total } => {
            let percent = (total > 0).then(|| u8::try_from(done * 100 / total).unwrap_or(100).min(100));
            let detail = if total > 1 { format!("{done} of {total}") } else { String::new() };
            waiting(&stage, percent, detail).into_any()
        }
        ImportState::Ready { specification_id } => {
            let look = move || {
                view! { <LinkButton href=paths::admin_specification(specification_id) kind=ButtonKind::Primary>"Look at it"</LinkButton> }
            };
            view! {
                <Notice tone=Tone::Success title="The document is read" alert=true actions=look>
                    <p>"Readers do not see it yet. Look at what it contains, then use it."</p>
                </Notice>
            }
            .into_any()
        }
        ImportState::Failed { reason } => {
            let again =
                move || view! { <LinkButton href=version.clone()>"Choose another document"</LinkButton> };
            view! {
                <Notice tone=Tone::Danger title="The document cannot be used" alert=true actions=again>
                    <p>{reason}</p>
                    <p>"Nothing was changed: readers see what they saw before."</p>
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        <AdminPage>
            <PageHeader title="Import" lead crumbs/>
            {matter}
        </AdminPage>
    }
}

fn waiting(label: &str, percent: Option<u8>, detail: String) -> impl IntoView + use<> {
    view! {
        <Progress label=label.to_owned() percent detail/>
        <noscript inner_html="<meta http-equiv=\"refresh\" content=\"2\">"></noscript>
        <p class="muted">
            "You may leave this page; the import goes on. " <a href="" rel="external">"Look again"</a>
        </p>
    }
}
