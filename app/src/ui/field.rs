use leptos::prelude::*;

/// The ids by which a control, its label, its hint and its error find each other.
///
/// They derive from the field's name, so that the server and the browser agree on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldIds {
    pub control: String,
    pub hint: String,
    pub limit: String,
    pub error: String,
}

impl FieldIds {
    /// `scope` keeps two forms on one page apart.
    pub fn new(name: &str, scope: Option<&str>) -> Self {
        let mut base = String::from("field-");
        for part in scope.into_iter().chain([name]) {
            base.extend(part.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }));
            base.push('-');
        }
        let base = base.trim_end_matches('-');
        Self {
            control: base.to_owned(),
            hint: format!("{base}-hint"),
            limit: format!("{base}-limit"),
            error: format!("{base}-error"),
        }
    }

    /// What `aria-describedby` of the control lists.
    pub fn described_by(&self, hint: bool, limit: bool) -> String {
        let mut ids = Vec::with_capacity(3);
        if hint {
            ids.push(self.hint.as_str());
        }
        if limit {
            ids.push(self.limit.as_str());
        }
        ids.push(self.error.as_str());
        ids.join(" ")
    }
}

/// Label, hint, limit and error around one control.
///
/// Most forms use [`TextInput`](super::TextInput), [`TextArea`](super::TextArea) and
/// [`Select`](super::Select), which bring their own. A control put in by hand takes `ids.control` as
/// its id, `ids.described_by(…)` as `aria-describedby` and the class `field__control`.
#[component]
pub fn Field(
    ids: FieldIds,
    #[prop(into)] label: String,
    /// One sentence that helps to fill it in.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// Largest number of characters, shown as "up to 255 characters".
    #[prop(optional_no_strip)]
    limit: Option<u32>,
    /// How many characters are in now; shown once somebody types.
    #[prop(optional_no_strip)]
    count: Option<Signal<Option<usize>>>,
    /// What is wrong with the value, beside it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Fields are marked when they may be left empty, not when they must be filled.
    #[prop(optional)]
    optional: bool,
    /// Buttons beside the control.
    #[prop(optional_no_strip)]
    trailing: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=ids.control>
                {label}
                {optional.then(|| view! { <span class="field__optional">"optional"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="field__hint" id=ids.hint>{hint}</p> })}
            <div class="field__row">
                {children()}
                {trailing.map(|trailing| trailing.run())}
            </div>
            <FieldError id=ids.error error />
            {limit.map(|limit| view! { <FieldLimit id=ids.limit limit count /> })}
        </div>
    }
}

/// What is wrong with a field. Always present, so that a screen reader hears it change.
#[component]
pub fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p class="field__error" id=id aria-live="polite">
            {move || error.get()}
        </p>
    }
}

#[component]
fn FieldLimit(id: String, limit: u32, count: Option<Signal<Option<usize>>>) -> impl IntoView {
    let count = move || count.and_then(|count| count.get());
    let over = move || count().is_some_and(|count| count > limit as usize);
    view! {
        <p class="field__limit" id=id data-over=move || over().then_some("true")>
            {move || match count() {
                Some(count) => format!("{} of {} characters", grouped(count), grouped(limit as usize)),
                None => format!("up to {} characters", grouped(limit as usize)),
            }}
        </p>
    }
}

/// `1000000` as `1,000,000`.
pub fn grouped(number: usize) -> String {
    super::number_text(number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_brackets_and_scopes() {
        let ids = FieldIds::new("form[name]", Some("rename 7"));
        assert_eq!(ids.control, "field-rename-7-form-name");
        assert_eq!(
            ids.described_by(true, false),
            "field-rename-7-form-name-hint field-rename-7-form-name-error"
        );
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(255), "255");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }
}
