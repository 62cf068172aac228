//! What every page knows before it asks: handed from the server to the browser with the page.
use crate::{
    actor::{Role, SignedIn},
    json::Json,
    ui::form::Submission,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PageInfo {
    pub portal_name: String,
    /// Where the embedded gateway answers, if it runs.
    pub gateway_url: Option<String>,
    pub signed_in: Option<SignedIn>,
    /// How many developers and requests wait for a decision, for those who decide.
    pub waiting: Option<u64>,
    pub demo: bool,
    /// Whether mails leave by SMTP; if not, they are kept at `/admin/mail`.
    pub mail_leaves: bool,
    /// A form that was sent without WASM, shown again with what it came to.
    pub submission: Option<Submission>,
}

/// The information of the page being shown.
pub fn page_info() -> PageInfo {
    use_context::<StoredValue<PageInfo>>().map(|info| info.get_value()).unwrap_or_default()
}

pub fn signed_in() -> Option<SignedIn> {
    page_info().signed_in
}

pub fn has_role(role: Role) -> bool {
    signed_in().is_some_and(|person| person.role >= role)
}

/// Takes the information over from the server; called once, by the root of the page.
pub fn provide_page_info() -> PageInfo {
    let info =
        SharedValue::<PageInfo, Json>::new_with_encoding(|| use_context().unwrap_or_default()).into_inner();
    provide_context(StoredValue::new(info.clone()));
    provide_context(StoredValue::new(info.submission.clone()));
    info
}
