use super::{operation_page::OperationPage, schema_page::SchemaPage, version_page::VersionPage};
use crate::area::{PageRoute, component};
use leptos::prelude::*;

pub const PAGES: &[PageRoute] = &[
    component("/apis/:product/:version", || view! { <VersionPage/> }.into_any()),
    component("/apis/:product/:version/reference/:operation", || view! { <OperationPage/> }.into_any()),
    component("/apis/:product/:version/schemas", || view! { <SchemaPage/> }.into_any()),
];
