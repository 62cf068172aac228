//! “Why was I refused?”: a request id or a reason code, the rule behind it, and the way out.
use super::{
    calls::*,
    reads::{Why, explain},
};
use crate::{
    load::Load,
    loading::Loading,
    paths,
    ui::{
        Button, ButtonKind, Card, Cell, Column, DataTable, Definition, DefinitionList, HeadCell, KeyValue,
        LinkButton, Notice, Page, PageHeader, QueryForm, Row, Section, Tone, moment_text,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn WhyPage() -> impl IntoView {
    let map = use_query_map();
    let about = Memo::new(move |_| map.read().get("about").unwrap_or_default());
    let answer = Loading::new(move || about.get(), explain);
    view! {
        <Load loading=answer view=move |(why, rules)| {
            let about = about.get_untracked();
            view! {
                <Page>
                    <PageHeader
                        title="Why was I refused?"
                        lead="Every refusal names its reason and has a request id. Paste either one to see which rule said no, and the way out."
                    />
                    <Lookup about=about.clone()/>
                    <Answer why about/>
                    <Rules rules/>
                </Page>
            }
        }/>
    }
}

/// Where a request id or a code is pasted.
#[component]
pub fn Lookup(about: String) -> impl IntoView {
    view! {
        <QueryForm action=paths::why("") class="why-form" search="Refusals">
            <label class="why-form__label" for="about">"Request id or reason code"</label>
            <input
                class="field__control why-form__input"
                id="about"
                name="about"
                value=about
                maxlength=100
                placeholder="v-… or registration_pending"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
            />
            <Button kind=ButtonKind::Primary>"Explain"</Button>
            <p class="why-form__hint">
                "They stand in the answer’s headers " <code>"X-Request-Id"</code> " and " <code>"X-Portal-Reason"</code>
                ", and most gateways pass its body on, which holds both."
            </p>
        </QueryForm>
    }
}

#[component]
fn Answer(why: Why, about: String) -> AnyView {
    match why {
        Why::NothingAsked => ().into_any(),
        Why::Explained(explanation) => view! { <Explained explanation=*explanation/> }.into_any(),
        Why::SignInFirst => {
            let here = paths::sign_in_and_return(&paths::why(&about));
            let actions = move || view! { <LinkButton href=here kind=ButtonKind::Primary>"Sign in"</LinkButton> };
            view! {
                <Notice title="Sign in to look up a request" actions>
                    <p>"A single call is shown only to those whose application made it. Reason codes are explained to everybody."</p>
                </Notice>
            }
            .into_any()
        }
        Why::NothingKept => {
            view! {
                <Notice tone=Tone::Warning title=format!("Nothing is kept as “{about}” that you may see")>
                    <p>"A call is shown to those whose application made it, about a second after it was refused. Where the key was unknown, no application is: ask an approver of this portal. Old refusals are forgotten, and of very many at once not all are kept. The reason code still tells the rule."</p>
                </Notice>
            }
            .into_any()
        }
    }
}

#[component]
fn Explained(explanation: Explanation) -> AnyView {
    let Explanation { rule, call } = explanation;
    let said = call.as_ref().and_then(|call| call.refusal.as_ref()).map(|refusal| refusal.reason.clone());
    let title = said.unwrap_or_else(|| rule.rule.clone());
    let asked =
        call.is_some().then(|| view! { <Definition term="The rule">{rule.rule.clone()}</Definition> });
    view! {
        <Card title=title>
            <DefinitionList rows=true>
                <Definition term="Reason code"><KeyValue value=rule.code/></Definition>
                {asked}
                <Definition term="The way out">{rule.advice}</Definition>
                <Definition term="Status of the answer">{rule.status}</Definition>
                {call.map(|call| view! { <Call call/> })}
            </DefinitionList>
        </Card>
    }
    .into_any()
}

#[component]
fn Call(call: CallRecord) -> AnyView {
    let fact = |term: &'static str, text: Option<String>| {
        text.map(|text| view! { <Definition term>{text}</Definition> })
    };
    let application = call.application.map(|own| {
        view! {
            <Definition term="Application"><a href=paths::application_calls(&own.slug, false)>{own.name}</a></Definition>
        }
    });
    let asked = [call.method, call.path].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let asked = (!asked.is_empty())
        .then(|| view! { <Definition term="Call"><code translate="no">{asked}</code></Definition> });
    let source = call.tried.then(|| "This portal’s own pages".to_owned());
    view! {
        {fact("When", Some(moment_text(call.at)))}
        {fact("API", Some(call.api))}
        {application}
        {fact("Key", call.key)}
        {asked}
        {fact("From", source.or(call.address))}
        {fact("Gateway", call.gateway)}
    }
    .into_any()
}

#[component]
fn Rules(rules: Vec<Rule>) -> impl IntoView {
    let rows: Vec<_> = rules
        .into_iter()
        .map(|rule| {
            view! {
                <Row>
                    <HeadCell><a href=paths::why(&rule.code)><code translate="no">{rule.code.clone()}</code></a></HeadCell>
                    <Cell label="The rule">{rule.rule}</Cell>
                    <Cell label="The way out">{rule.advice}</Cell>
                </Row>
            }
        })
        .collect();
    let columns = vec![Column::new("Reason code"), Column::new("The rule"), Column::new("The way out")];
    view! {
        <Section title="All reasons" lead="A call is let through when none of these holds. They are asked in this order.">
            <DataTable caption="Reasons of refusals" columns>{rows}</DataTable>
        </Section>
    }
}
