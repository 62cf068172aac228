use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::grouped;

/// Pages as links. The rest of the query stays as it is; the page's number is `?page=`.
#[component]
pub fn Pagination(
    /// Counted from one.
    page: u64,
    pages: u64,
    /// How many things there are in all.
    #[prop(optional)]
    total: Option<u64>,
    /// What is counted, in the plural.
    #[prop(default = "results".into(), into)]
    noun: String,
) -> impl IntoView {
    let query = use_query_map().get_untracked();
    let href = move |page: u64| {
        let mut query = query.clone();
        query.replace("page", page.to_string());
        query.to_query_string()
    };
    let step = |target: Option<u64>, label: &'static str, rel: &'static str| {
        target.map(|target| {
            view! {
                <li class="pagination__item">
                    <a class="pagination__link pagination__link--step" href=href(target) rel=rel>
                        {label}
                    </a>
                </li>
            }
        })
    };
    let numbers = page_numbers(page, pages)
        .into_iter()
        .map(|number| match number {
            Some(number) => view! {
                <li class="pagination__item pagination__item--number">
                    <a
                        class="pagination__link"
                        href=href(number)
                        aria-label=format!("Page {number}")
                        aria-current=(number == page).then_some("page")
                    >
                        {number}
                    </a>
                </li>
            }
            .into_any(),
            None => view! {
                <li class="pagination__item pagination__item--number pagination__gap" aria-hidden="true">
                    "…"
                </li>
            }
            .into_any(),
        })
        .collect_view();
    let summary = total.map(|total| {
        view! { <p class="pagination__summary">{format!("{} {noun}", grouped(total as usize))}</p> }
    });
    (pages > 1).then(|| {
        view! {
            <nav class="pagination" aria-label="Pages">
                {summary}
                <ul class="pagination__list">
                    {step((page > 1).then(|| page - 1), "Previous", "prev")} {numbers}
                    {step((page < pages).then(|| page + 1), "Next", "next")}
                </ul>
            </nav>
        }
    })
}

/// First, last and the neighbours; `None` is a gap.
fn page_numbers(page: u64, pages: u64) -> Vec<Option<u64>> {
    let mut numbers = Vec::new();
    let mut last = 0;
    for number in 1..=pages.min(2) {
        push_after(&mut numbers, &mut last, number);
    }
    for number in page.saturating_sub(1).max(1)..=(page + 1).min(pages) {
        push_after(&mut numbers, &mut last, number);
    }
    push_after(&mut numbers, &mut last, pages);
    numbers
}

fn push_after(numbers: &mut Vec<Option<u64>>, last: &mut u64, number: u64) {
    if number <= *last {
        return;
    }
    if number == *last + 2 {
        numbers.push(Some(number - 1));
    } else if number > *last + 2 {
        numbers.push(None);
    }
    numbers.push(Some(number));
    *last = number;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stand_for_at_least_two_pages() {
        assert_eq!(page_numbers(1, 1), [Some(1)]);
        assert_eq!(page_numbers(3, 5), [1, 2, 3, 4, 5].map(Some));
        assert_eq!(
            page_numbers(7, 500),
            [Some(1), Some(2), None, Some(6), Some(7), Some(8), None, Some(500)]
        );
        assert_eq!(page_numbers(500, 500), [Some(1), Some(2), None, Some(499), Some(500)]);
    }
}
