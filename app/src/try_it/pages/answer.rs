//! What came back.
use super::json_tree::json_tree;
use crate::{
    try_it::{ANSWER_MAX, AnswerBody, CallAnswer},
    ui::{CodeBlock, Disclosure, Notice, Tone, grouped},
};
use leptos::prelude::*;

pub fn answer(answer: CallAnswer) -> impl IntoView {
    let CallAnswer {
        status,
        reason,
        milliseconds,
        from_gateway,
        method,
        url,
        headers,
        bytes,
        complete,
        body,
        media_type,
        curl,
        ..
    } = answer;
    let class = format!("answer__status answer__status--{}", status / 100);
    let size = grouped(usize::try_from(bytes).unwrap_or(usize::MAX));
    let told = format!("{} ms · {size} bytes", grouped(usize::try_from(milliseconds).unwrap_or(usize::MAX)));
    let rows: Vec<_> = headers
        .into_iter()
        .map(|(name, value)| view! { <div class="answer__header"><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    let count = rows.len();
    let download = download(&body, &media_type);
    view! {
        <section class="answer stack" id="answer" aria-label="Answer" tabindex="-1">
            <p class="answer__line" role="status">
                <strong class=class>{status} " " {reason}</strong>
                <span class="muted">{told}</span>
            </p>
            <p class="answer__address"><code translate="no">{method} " " {url}</code></p>
            {from_gateway.then(|| view! {
                <Notice tone=Tone::Info>
                    <p>"The gateway gave this answer; the API itself was not reached or did not answer."</p>
                </Notice>
            })}
            {(!complete).then(|| view! {
                <Notice tone=Tone::Warning>
                    <p>{format!("Only the first {} bytes are shown. Take the cURL line below for all of it.", grouped(ANSWER_MAX))}</p>
                </Notice>
            })}
            {shown(body, &media_type)}
            {download}
            <Disclosure summary=format!("{count} headers")><dl class="answer__headers">{rows}</dl></Disclosure>
            <CodeBlock code=curl label="The same call as cURL" language="curl"/>
        </section>
    }
}

fn shown(body: AnswerBody, media_type: &str) -> AnyView {
    match body {
        AnswerBody::Empty => view! { <p class="muted">"The answer has no body."</p> }.into_any(),
        AnswerBody::Json { text, tree: Some(tree) } => view! {
            {json_tree(tree)}
            <Disclosure summary="As text"><CodeBlock code=text label="Body" language="json"/></Disclosure>
        }
        .into_any(),
        AnswerBody::Json { text, tree: None } => {
            view! { <CodeBlock code=text label="Body" language="json"/> }.into_any()
        }
        AnswerBody::Text(text) => {
            let label = if media_type.is_empty() { "Body".to_owned() } else { media_type.to_owned() };
            view! { <CodeBlock code=text label wrap=true/> }.into_any()
        }
        AnswerBody::Image(base64) => {
            let source = format!("data:{media_type};base64,{base64}");
            view! { <img class="answer__image" src=source alt="The answer, a picture"/> }.into_any()
        }
        AnswerBody::Binary(_) => {
            view! { <p class="muted">"The answer is a file that cannot be shown here."</p> }.into_any()
        }
    }
}

/// The body as a file of its own, without asking the API again.
fn download(body: &AnswerBody, media_type: &str) -> Option<impl IntoView + use<>> {
    let media_type = if media_type.is_empty() { "application/octet-stream" } else { media_type };
    let extension = match media_type {
        "application/json" => "json",
        "text/html" => "html",
        "text/csv" => "csv",
        "text/plain" => "txt",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "image/svg+xml" => "svg",
        other => match other.split_once('/') {
            Some(("image", kind)) => kind,
            _ if other.ends_with("json") => "json",
            _ if other.ends_with("xml") => "xml",
            _ => "bin",
        },
    };
    let source = match body {
        AnswerBody::Empty => return None,
        AnswerBody::Json { text, .. } | AnswerBody::Text(text) => {
            format!("data:{media_type};charset=utf-8,{}", crate::paths::segment(text))
        }
        AnswerBody::Image(base64) | AnswerBody::Binary(base64) => {
            format!("data:{media_type};base64,{base64}")
        }
    };
    let name = format!("answer.{extension}");
    Some(
        view! { <p><a class="button button--small" href=source download=name rel="external">"Download the body"</a></p> },
    )
}
