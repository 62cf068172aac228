//! Everything that was found, page by page; narrowed by product in the address.
use super::{model::*, results, results::Results, search};
use crate::{
    area::{PageRoute, component},
    load::Load,
    loading::Loading,
    page_info::signed_in,
    paths,
    ui::{Button, EmptyState, Icon, IconName, Notice, Page, PageHeader, Pagination, QueryForm, Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub const PAGES: &[PageRoute] = &[component("/search", || view! { <SearchPage/> }.into_any())];

#[component]
fn SearchPage() -> impl IntoView {
    let map = use_query_map();
    let asked = Memo::new(move |_| {
        let map = map.read();
        let page = map.get("page").and_then(|page| page.parse().ok()).unwrap_or(1_u32);
        (map.get("q").unwrap_or_default(), map.get("product").unwrap_or_default(), page)
    });
    let answer = Loading::new(
        move || asked.get(),
        |(query, product, page)| search(query, product, String::new(), page, 20),
    );
    view! {
        <Load loading=answer view=move |answer| {
            let (query, product, _) = asked.get_untracked();
            view! { <Found answer query product/> }
        }/>
    }
}

#[component]
fn Found(answer: SearchAnswer, query: String, product: String) -> impl IntoView {
    let summary = (!query.trim().is_empty()).then(|| {
        view! { <p class="search-summary" role="status">{results::count(&answer)}</p> }
    });
    let approximate = (answer.approximate && answer.hits.total > 0).then(|| {
        view! {
            <Notice tone=Tone::Info title="Nothing is called exactly that.">
                <p>"These are spelt a little differently, or have some of the words."</p>
            </Notice>
        }
    });
    let more = answer.more.then(|| {
        view! { <p class="search-summary">"There is more. A further word, or an API chosen above, narrows it down."</p> }
    });
    let nothing = (answer.hits.total == 0).then(|| view! { <Nothing asked=query.clone()/> });
    let (number, pages, total) = (answer.hits.number, answer.hits.pages(), answer.hits.total);
    view! {
        <Page>
            <PageHeader title="Search"/>
            <SearchForm query product products=answer.products/>
            {summary}
            {approximate}
            <Results hits=answer.hits.items/>
            {nothing}
            <Pagination page=u64::from(number) pages=u64::from(pages) total/>
            {more}
        </Page>
    }
}

#[component]
fn SearchForm(query: String, product: String, products: Vec<ProductCount>) -> impl IntoView {
    let known = products.iter().any(|found| found.slug == product);
    // The product that was chosen stays to be chosen, though nothing was found in it.
    let chosen = (!product.is_empty() && !known).then(|| {
        view! { <option value=product.clone() selected=true>{product.clone()}</option> }
    });
    let options = products
        .into_iter()
        .map(|found| {
            let selected = found.slug == product;
            let label = format!("{} ({})", found.title, found.hits);
            view! { <option value=found.slug selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <QueryForm action=paths::search() class="search-form" search="Everything">
            <div class="search-box">
                <Icon name=IconName::Search/>
                <input
                    class="search-box__input"
                    type="search"
                    name="q"
                    value=query
                    maxlength=QUERY_MAX
                    placeholder="A word, an operation, or GET /pets/7"
                    aria-label="Search for"
                    autocomplete="off"
                    spellcheck="false"
                />
            </div>
            <select class="field__control search-form__product" name="product" aria-label="In which API">
                <option value="">"In all APIs"</option>
                {chosen}
                {options}
            </select>
            <Button>"Search"</Button>
        </QueryForm>
    }
}

#[component]
fn Nothing(asked: String) -> impl IntoView {
    if asked.trim().is_empty() {
        return view! {
            <EmptyState title="What are you looking for?" icon=IconName::Search>
                <p>"Names of APIs and documents, operations by name, method or path, parameters and fields. The beginning of a word is enough, and so is an address with real values in it, such as /pets/7."</p>
            </EmptyState>
        }
        .into_any();
    }
    let hint = signed_in().is_none().then_some(" Some APIs show only once you have signed in.");
    view! {
        <EmptyState title="Nothing matches these words" icon=IconName::Search>
            <p>"Fewer words find more, and so does searching in all APIs." {hint}</p>
        </EmptyState>
    }
    .into_any()
}
