//! What there is to fill in.
use super::send::Sending;
use crate::{
    specifications::PARAMETER_GROUPS,
    try_it::{BodyShape, CallBody, CallField, FieldControl, field},
    ui::{InputType, Section, Select, SelectOption, TextArea, TextInput},
};
use leptos::prelude::*;

pub fn parameters(sending: Sending, fields: Vec<CallField>) -> impl IntoView {
    let of = |location: &str| -> Vec<CallField> {
        fields.iter().filter(|field| field.location == location).cloned().collect()
    };
    PARAMETER_GROUPS
        .into_iter()
        .map(|(location, title)| (title, of(location)))
        .filter(|(_, fields)| !fields.is_empty())
        .map(|(title, fields)| group(sending, title, fields))
        .collect_view()
}

/// What may be left out is folded away where it is much.
fn group(sending: Sending, title: &'static str, fields: Vec<CallField>) -> impl IntoView {
    const SHOWN: usize = 6;
    let (shown, mut rest): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| field.required);
    let room = SHOWN.saturating_sub(shown.len()).min(rest.len());
    let more = rest.split_off(room);
    let count = more.len();
    let more = (count > 0).then(|| {
        let controls = more.into_iter().map(|field| control(sending, field)).collect_view();
        view! {
            <details class="disclosure">
                <summary class="disclosure__summary">{format!("{count} more that may be left out")}</summary>
                <div class="disclosure__body stack">{controls}</div>
            </details>
        }
    });
    let controls = shown.into_iter().chain(rest).map(|field| control(sending, field)).collect_view();
    view! { <Section title><div class="stack">{controls} {more}</div></Section> }
}

fn control(sending: Sending, shown: CallField) -> AnyView {
    let CallField { field, name, required, control, hint, value, placeholder, .. } = shown;
    let value = sending.value(&field, value);
    let error = sending.error(&field);
    let optional = !required;
    let hint = (!hint.is_empty()).then_some(hint);
    match control {
        FieldControl::Choice(values) => {
            let mut options: Vec<_> =
                values.into_iter().map(|value| SelectOption::new(value.clone(), value)).collect();
            if optional || value.is_empty() {
                options.insert(0, SelectOption::new("", "(left out)"));
            }
            view! { <Select name=field label=name options value error hint=hint.unwrap_or_default() optional/> }
                .into_any()
        }
        FieldControl::Lines => {
            let hint = format!("{} One item a line.", sentence(hint));
            view! { <TextArea name=field label=name value error hint rows=3 optional placeholder mono=true/> }
                .into_any()
        }
        FieldControl::Json => {
            let hint = format!("{} As JSON.", sentence(hint));
            view! { <TextArea name=field label=name value error hint rows=4 optional placeholder mono=true/> }
                .into_any()
        }
        FieldControl::File => {
            view! { <TextInput name=field label=name error hint=hint.unwrap_or_default() r#type=InputType::File optional/> }
                .into_any()
        }
        FieldControl::Text => {
            view! { <TextInput name=field label=name value error hint=hint.unwrap_or_default() optional placeholder mono=true/> }
                .into_any()
        }
    }
}

fn sentence(hint: Option<String>) -> String {
    hint.map(|hint| format!("{hint}.")).unwrap_or_default()
}

/// The body, in the media type of this form; `there` leads to the form for another one.
pub fn body(sending: Sending, body: CallBody, there: impl Fn(&str) -> String) -> impl IntoView {
    let CallBody { required, media_type, media_types, shape } = body;
    let title = if required { "Body" } else { "Body (may be left out)" };
    let several = media_types.len() > 1;
    let links: Vec<_> = media_types
        .iter()
        .take(12)
        .map(|one| {
            let current = (*one == media_type).then_some("true");
            view! { <li><a class="samples__language" href=there(one) aria-current=current>{one.clone()}</a></li> }
        })
        .collect();
    let choice =
        several.then(|| view! { <ul class="samples__languages" aria-label="Media type">{links}</ul> });
    let fields = match shape {
        BodyShape::Text { value } => {
            let lines = value.lines().count().clamp(6, 24);
            let rows = u32::try_from(lines).unwrap_or(6);
            let value = sending.value(field::BODY, value);
            let error = sending.error(field::BODY);
            let label = media_type.clone();
            view! { <TextArea name=field::BODY label value error rows optional=!required mono=true/> }
                .into_any()
        }
        BodyShape::Form(fields) => {
            let controls = fields.into_iter().map(|field| control(sending, field)).collect_view();
            view! { <div class="stack">{controls}</div> }.into_any()
        }
        BodyShape::File => {
            let error = sending.error(field::FILE);
            view! { <TextInput name=field::FILE label="File" error r#type=InputType::File optional=!required/> }
                .into_any()
        }
    };
    view! {
        <Section title>
            {choice}
            <input type="hidden" name=field::MEDIA_TYPE value=media_type/>
            {fields}
        </Section>
    }
}
