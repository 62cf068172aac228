//! The documents of a product for its admin: their order, and who reads them.
use super::document_server_fns::MoveDocument;
use crate::{
    catalog::{DocumentLink, Readers},
    paths,
    ui::{
        IconName, LinkButton, Section, Tag,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;

/// What a document can do next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Steps {
    up: bool,
    down: bool,
    out: bool,
}

/// Links come in the order of the tree.
fn steps(links: &[DocumentLink], at: usize) -> Steps {
    let depth = links[at].depth;
    let is_sibling = |link: &&DocumentLink| link.depth <= depth;
    let before = links[..at].iter().rev().find(is_sibling);
    let after = links[at + 1..].iter().find(is_sibling);
    let same = |link: Option<&DocumentLink>| link.is_some_and(|link| link.depth == depth);
    Steps { up: same(before), down: same(after), out: depth > 0 }
}

#[component]
pub fn DocumentList(product: String, documents: Vec<DocumentLink>) -> impl IntoView {
    let form = use_form::<MoveDocument>();
    let actions = {
        let (new, images) = (paths::admin_new_document(&product), paths::admin_images(&product));
        move || {
            view! {
                <LinkButton href=images>"Images"</LinkButton>
                <LinkButton href=new icon=IconName::Plus>"New document"</LinkButton>
            }
        }
    };
    let steps: Vec<Steps> = (0..documents.len()).map(|at| steps(&documents, at)).collect();
    let rows =
        documents.into_iter().zip(steps).map(|(link, steps)| row(form, &product, link, steps)).collect_view();
    view! {
        <Section title="Documents" id="documents" lead="Guides and explanations in Markdown, beside the versions. The arrows move a page with all that stands below it." actions>
            <FormNotice form/>
            <ol class="document-list">{rows}</ol>
        </Section>
    }
}

fn row(
    form: FormHandle<MoveDocument>,
    product: &str,
    link: DocumentLink,
    steps: Steps,
) -> impl IntoView + use<> {
    let mark = match (link.is_published, link.readers) {
        (false, _) => Some("Draft"),
        (true, Readers::Admins) => Some("Below a draft"),
        (true, Readers::SignedIn) => Some("Signed-in developers"),
        (true, Readers::Everyone) => None,
    };
    let product_slug = product.to_owned();
    let title = link.title.clone();
    let button = move |step: &'static str, sign: &'static str, what: &'static str, possible: bool| {
        let name = format!("Move “{title}” {what}");
        view! {
            <button class="button button--quiet button--small" type="submit" name="step" value=step disabled=!possible title=name.clone() aria-label=name>
                <span aria-hidden="true">{sign}</span>
            </button>
        }
    };
    view! {
        <li class="document-list__row" id=format!("document-{}", link.id) data-depth=link.depth>
            <span class="document-list__title">
                <a href=paths::admin_document(product, &link.path)>{link.title.clone()}</a>
                {mark.map(|mark| view! { <Tag>{mark}</Tag> })}
            </span>
            // A whole page, so that the keyboard goes on where the document has gone.
            <Form form reload=true class="document-list__steps">
                <input type="hidden" name="id" value=link.id.to_string()/>
                <input type="hidden" name="product" value=product_slug/>
                {button("up", "↑", "up", steps.up)}
                {button("down", "↓", "down", steps.down)}
                {button("in", "→", "below the one above it", steps.up)}
                {button("out", "←", "out by one level", steps.out)}
            </Form>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DocumentId;

    #[test]
    fn only_steps_that_lead_somewhere_are_offered() {
        let link = |depth| DocumentLink {
            id: DocumentId(uuid::Uuid::nil()),
            path: String::new(),
            title: String::new(),
            depth,
            is_published: true,
            readers: Readers::Everyone,
        };
        let links = [link(0), link(1), link(1), link(0)];
        let found: Vec<_> = (0..4).map(|at| steps(&links, at)).map(|s| (s.up, s.down, s.out)).collect();
        assert_eq!(
            found,
            [(false, true, false), (false, true, true), (true, false, true), (true, false, false)]
        );
    }
}
