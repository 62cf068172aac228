//! JSON to open and close, level by level.
use crate::try_it::JsonNode;
use leptos::prelude::*;

/// Levels that are open at first.
const OPEN: usize = 3;
/// Members beyond which a list starts closed below the first level.
const MANY: usize = 20;

pub fn json_tree(node: JsonNode) -> impl IntoView {
    view! { <div class="json-tree" tabindex="0" role="region" aria-label="Answer as a tree">{of(None, node, 0)}</div> }
}

fn of(name: Option<String>, node: JsonNode, depth: usize) -> AnyView {
    let key = name.map(|name| view! { <span class="code--key">{name}</span> ": " });
    match node {
        JsonNode::Plain(text) => {
            view! { <div class="json-tree__line">{key} <span class="code--number">{text}</span></div> }
                .into_any()
        }
        JsonNode::Text(text) => {
            let text = serde_json::to_string(&text).unwrap_or_default();
            view! { <div class="json-tree__line">{key} <span class="code--text">{text}</span></div> }
                .into_any()
        }
        JsonNode::List(items) => {
            let count = items.len();
            let told = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
            let below = items.into_iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect();
            branch(key, told, below, depth)
        }
        JsonNode::Object(members) => {
            let count = members.len();
            let told = if count == 1 { "1 field".to_owned() } else { format!("{count} fields") };
            branch(key, told, members, depth)
        }
    }
}

fn branch(
    key: Option<impl IntoView + 'static>,
    told: String,
    below: Vec<(String, JsonNode)>,
    depth: usize,
) -> AnyView {
    let open = depth == 0 || (depth < OPEN && below.len() <= MANY);
    let below: Vec<_> = below.into_iter().map(|(name, node)| of(Some(name), node, depth + 1)).collect();
    view! {
        <details class="json-tree__branch" open=open>
            <summary class="json-tree__summary">{key} <span class="muted">{told}</span></summary>
            <div class="json-tree__below">{below}</div>
        </details>
    }
    .into_any()
}
