//! Search from anywhere: Ctrl-K or ⌘K opens it over the page. Without WASM the button leads to the
//! search page. What the dialog holds is a part of its own, loaded when it first opens.
use super::{QUERY_MAX, model::*, results, search};
use crate::{
    paths,
    ui::{Icon, IconName, MethodBadge, QueryForm},
};
use leptos::{
    ev::{self, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys,
};

/// Results in the dialog; the page has the rest.
const SHOWN: usize = 8;
/// Results that are asked for: those not shown answer at once when another letter is typed.
const ASKED: u32 = 32;
const LIST: &str = "search-options";

/// Stands in the header.
#[component]
pub fn SearchButton() -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let (was_opened, set_opened) = signal(false);
    let open = move || {
        let Some(element) = dialog.get_untracked().filter(|element| !element.open()) else { return };
        // Once is enough: a second time would make the content anew, under the fingers of who types.
        if !was_opened.get_untracked() {
            set_opened.set(true);
        }
        let _ = element.show_modal();
        if let Some(input) = find::<web_sys::HtmlInputElement>(&element, "input") {
            input.select();
        }
    };
    let on_click = move |event: MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if !elsewhere {
            event.prevent_default();
            open();
        }
    };
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key())
                && !event.alt_key()
                && event.key().eq_ignore_ascii_case("k")
            {
                event.prevent_default();
                open();
            }
        });
        on_cleanup(move || listening.remove());
    });
    view! {
        <a class="search-button" href=paths::search() aria-keyshortcuts="Control+K Meta+K" on:click=on_click>
            <Icon name=IconName::Search/>
            <span class="search-button__label">"Search"</span>
            <kbd class="search-button__keys" aria-hidden="true">"Ctrl K"</kbd>
        </a>
        <dialog class="search-dialog" node_ref=dialog aria-label="Search">
            {move || was_opened.get().then(|| Suspend::new(async move { search_dialog(dialog).await }))}
        </dialog>
    }
}

fn find<T: JsCast>(within: &web_sys::Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

#[lazy]
fn search_dialog(dialog: NodeRef<html::Dialog>) -> AnyView {
    view! { <SearchBox dialog/> }.into_any()
}

/// A combobox over a listbox (ARIA Authoring Practices): the focus stays in the field.
#[component]
fn SearchBox(dialog: NodeRef<html::Dialog>) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let answer = RwSignal::new(None::<Answered>);
    let active = RwSignal::new(None::<usize>);
    let hits = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().map(|answer| answer.hits_for(&query.read()))).unwrap_or_default()
    });
    let shown = move || hits.with(Vec::len);
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let ask = asking(query, answer, active);
    let on_key = move |event: KeyboardEvent| {
        let count = shown();
        let moved = match (event.key().as_str(), active.get_untracked()) {
            (_, _) if count == 0 => return,
            ("ArrowDown", None) => 0,
            ("ArrowDown", Some(at)) => (at + 1) % count,
            ("ArrowUp", None | Some(0)) => count - 1,
            ("ArrowUp", Some(at)) => at - 1,
            ("Enter", Some(at)) => {
                event.prevent_default();
                follow(at);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(Some(moved));
        reveal(moved);
    };
    let input = NodeRef::<html::Input>::new();
    input.on_load(|input| {
        let _ = input.focus();
    });
    let status = move || {
        answer.with(|answer| match answer.as_ref().map(|answered| &answered.answer) {
            Some(Ok(answer)) => results::count(answer),
            Some(Err(error)) => error.clone(),
            None => String::new(),
        })
    };
    view! {
        <div on:submit=move |_| close()>
            <QueryForm action=paths::search() class="search-dialog__form" search="Everything">
                <Icon name=IconName::Search/>
                <input
                    class="search-dialog__input"
                    node_ref=input
                    type="text"
                    name="q"
                    maxlength=QUERY_MAX
                    placeholder="Search APIs, operations and documents"
                    role="combobox"
                    aria-label="Search for"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-expanded=move || (shown() > 0).to_string()
                    aria-activedescendant=move || active.get().map(option_id)
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    on:input=move |event| {
                        active.set(None);
                        query.set(event_target_value(&event));
                        ask();
                    }
                    on:keydown=on_key
                />
                <button class="search-dialog__close" type="button" on:click=move |_| close()>"Close"</button>
            </QueryForm>
        </div>
        <div class="search-dialog__list" id=LIST role="listbox" aria-label="Results" on:click=move |_| close()>
            {move || options(hits.get(), active)}
        </div>
        <p class="search-dialog__status">
            <span role="status">{status}</span>
            {move || (shown() > 0).then(|| view! { <span>"↑ ↓ to choose, Enter to open; Enter alone shows all"</span> })}
        </p>
    }
}

/// What was found, and for which words.
#[derive(Clone, PartialEq)]
struct Answered {
    query: String,
    answer: Result<SearchAnswer, String>,
}

impl Answered {
    /// The best hits. Where more words have been typed since, those that show all of them come at once, until
    /// the server has answered.
    fn hits_for(&self, query: &str) -> Vec<SearchHit> {
        let Ok(answer) = &self.answer else { return Vec::new() };
        let hits = answer.hits.items.iter();
        if query != self.query {
            let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
            let mut narrowed: Vec<&SearchHit> = hits.clone().filter(|hit| shows(hit, &words)).collect();
            narrowed.sort_by_key(|hit| !has_all(&hit.title, &words));
            if !narrowed.is_empty() {
                return narrowed.into_iter().take(SHOWN).cloned().collect();
            }
        }
        hits.take(SHOWN).cloned().collect()
    }
}

fn shows(hit: &SearchHit, words: &[String]) -> bool {
    let call = hit.operation.as_ref().map(|operation| format!("{} {}", operation.method, operation.path));
    has_all(&format!("{} {} {}", hit.title, call.unwrap_or_default(), results::place(hit)), words)
}

fn has_all(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// Asks for what is typed, one question at a time: when the answer comes and more has been typed,
/// that is asked next, so the last answer is that to the last question.
fn asking(
    query: RwSignal<String>,
    answer: RwSignal<Option<Answered>>,
    active: RwSignal<Option<usize>>,
) -> impl Fn() + Copy {
    let (is_asking, set_asking) = signal(false);
    move || {
        if is_asking.get_untracked() {
            return;
        }
        set_asking.set(true);
        spawn_local(async move {
            loop {
                let words = query.get_untracked();
                let found = if words.trim().is_empty() {
                    None
                } else {
                    Some(search(words.clone(), String::new(), String::new(), 1, ASKED).await)
                };
                active.set(None);
                answer.set(found.map(|found| Answered {
                    query: words.clone(),
                    answer: found.map_err(|error| error.to_string()),
                }));
                if query.with_untracked(|query| *query == words) {
                    break;
                }
            }
            set_asking.set(false);
        });
    }
}

/// The options in the order in which the arrows reach them: group by group.
fn options(hits: Vec<SearchHit>, active: RwSignal<Option<usize>>) -> impl IntoView {
    let mut number = 0_usize..;
    results::by_kind(hits)
        .into_iter()
        .map(|(kind, hits)| {
            let hits =
                hits.into_iter().filter_map(|hit| Some(option(hit, number.next()?, active))).collect_view();
            view! {
                <div class="search-dialog__group" role="group" aria-label=kind.heading()>
                    <p class="search-dialog__heading" aria-hidden="true">{kind.heading()}</p>
                    {hits}
                </div>
            }
        })
        .collect_view()
}

fn option(hit: SearchHit, number: usize, active: RwSignal<Option<usize>>) -> impl IntoView {
    let place = match &hit.callable_with {
        Some(application) => {
            format!("{} · you can call this with {}", results::place(&hit), application.name)
        }
        None => results::place(&hit),
    };
    let place = if results::is_deprecated(&hit) { format!("{place} · deprecated") } else { place };
    let call = hit.operation.map(|operation| {
        view! {
            <span class="search-option__call">
                <MethodBadge method=operation.method/>
                <code translate="no">{operation.path}</code>
            </span>
        }
    });
    view! {
        <a
            class="search-option"
            role="option"
            id=option_id(number)
            href=hit.href
            tabindex="-1"
            aria-selected=move || (active.get() == Some(number)).to_string()
        >
            <span class="search-option__title">{hit.title}</span>
            {call}
            <span class="search-option__place">{place}</span>
        </a>
    }
}

fn option_id(number: usize) -> String {
    format!("search-option-{number}")
}

fn element(number: usize) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(&option_id(number))?.dyn_into().ok()
}

fn follow(number: usize) {
    if let Some(option) = element(number) {
        option.click();
    }
}

fn reveal(number: usize) {
    if let Some(option) = element(number) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
