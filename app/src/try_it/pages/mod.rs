//! The page on which an operation is tried.
mod answer;
mod fields;
mod history;
mod json_tree;
mod send;
mod try_page;

use crate::area::{PageRoute, component};
use leptos::prelude::*;

pub const PAGES: &[PageRoute] = &[component("/apis/:product/:version/reference/:operation/try", || {
    view! { <try_page::TryPage/> }.into_any()
})];
