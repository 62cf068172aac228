//! The wizard: one address a step, and what was chosen so far in the address, so that reload, back
//! and browsers without WASM keep it.
mod choose_page;
mod confirm_page;
mod done_page;
mod draft;
mod new_application_page;

pub use choose_page::ChooseApplicationRoute;
pub use confirm_page::ConfirmRequestRoute;
pub use done_page::RequestDoneRoute;
pub use new_application_page::CreateApplicationRoute;
