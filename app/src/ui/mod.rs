//! The design system: knows no domain noun.
//!
//! Every component is complete HTML from the server and works without WASM; each one's look is the
//! file of the same name under `style/ui/`. There are no inline styles and no inline event handlers.
//!
//! Slots take closures (`actions=|| view! { … }`), texts take anything that becomes a `String`, and
//! `value`/`error` of the fields take a plain value or a signal.

mod avatar;
mod button;
mod card;
mod chart;
mod choice;
mod code_block;
#[cfg(not(feature = "ssr"))]
pub mod conduct;
mod confirm_page;
mod copy_button;
mod data_table;
mod definition_list;
mod disclosure;
mod empty_state;
mod field;
pub mod form;
mod highlight;
mod icon;
mod layout;
mod menu;
mod method_badge;
mod notice;
mod page_header;
mod pagination;
mod progress;
mod prose;
mod query_form;
mod secret_panel;
mod select;
mod side_nav;
mod site_footer;
mod site_header;
mod skeleton;
mod status_badge;
mod status_light;
mod steps;
mod tabs;
mod text_area;
mod text_input;
mod time;
mod tone;
mod toolbar;

pub use avatar::*;
pub use button::*;
pub use card::*;
pub use chart::*;
pub use choice::*;
pub use code_block::*;
pub use confirm_page::*;
pub use copy_button::*;
pub use data_table::*;
pub use definition_list::*;
pub use disclosure::*;
pub use empty_state::*;
pub use field::*;
pub use highlight::*;
pub use icon::*;
pub use layout::*;
pub use menu::*;
pub use method_badge::*;
pub use notice::*;
pub use page_header::*;
pub use pagination::*;
pub use progress::*;
pub use prose::*;
pub use query_form::*;
pub use secret_panel::*;
pub use select::*;
pub use side_nav::*;
pub use site_footer::*;
pub use site_header::*;
pub use skeleton::*;
pub use status_badge::*;
pub use status_light::*;
pub use steps::*;
pub use tabs::*;
pub use text_area::*;
pub use text_input::*;
pub use time::*;
pub use tone::*;
pub use toolbar::*;
