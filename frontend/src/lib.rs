//! Starts the portal in the browser.

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::start::take_over_base_path();
    app::start::listen_to_history();
    leptos::mount::hydrate_lazy(app::App);
    app::start::tell_that_hydration_is_done();
}
