//! Handing an application over: to whom, and what that changes.
use super::{
    layout::slug_in_address,
    model::ApplicationCard,
    owner::{TransferPreview, TransferTarget},
    server_fns::{TransferApplication, list_transfer_targets, preview_transfer},
};
use crate::area::AreaPage;
use crate::{
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        Button, ButtonKind, ConfirmActions, ConfirmPage, Crumb, EmptyState, IconName, LinkButton, Page,
        PageHeader, PageWidth, QueryForm, RadioCard, RadioCards,
        form::{Form, FormNotice, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct TransferRoute(Loading<(ApplicationCard, Vec<TransferTarget>)>);

impl AreaPage for TransferRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(Loading::new(move || slug.get(), list_transfer_targets))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |(card, targets)| view! { <Choose card targets/> })}
        }
        .into_any()
    }
}

#[component]
fn Choose(card: ApplicationCard, targets: Vec<TransferTarget>) -> impl IntoView {
    let application = card.application;
    let settings = paths::edit_application(&application.slug);
    let crumbs = vec![Crumb::new(application.name.clone(), settings.clone())];
    let matter = if targets.is_empty() {
        let new = || view! { <LinkButton href=paths::new_team() kind=ButtonKind::Primary icon=IconName::Plus>"New team"</LinkButton> };
        view! {
            <EmptyState title="You are in no team yet" icon=IconName::Person action=new>
                <p>"An application can belong to a team: everybody in it uses and changes the application, and it goes on when somebody leaves. Create a team, and hand the application over to it."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let confirm = paths::confirm_transfer(&application.slug);
        let only = if targets.len() == 1 { targets[0].to.to_string() } else { String::new() };
        let cards = targets
            .into_iter()
            .map(|one| RadioCard::new(one.to.to_string(), one.name).text(one.about))
            .collect();
        view! {
            <QueryForm action=confirm class="form">
                <RadioCards name="to" legend="Who owns it from then on?" value=only cards/>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary>"See what changes"</Button>
                    <LinkButton href=settings>"Cancel"</LinkButton>
                </div>
            </QueryForm>
        }
        .into_any()
    };
    let title = format!("Hand over “{}”", application.name);
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader
                title=title.clone()
                window=title
                lead="Its keys, its access and what it has asked for go along. Nothing changes before you have seen what will."
                crumbs
            />
            {matter}
        </Page>
    }
}

pub struct ConfirmTransferRoute(Signal<String>, Loading<TransferPreview>);

impl AreaPage for ConfirmTransferRoute {
    fn data() -> Self {
        let (slug, query) = (slug_in_address(), use_query_map());
        let asked = move || (slug.get(), query.read().get("to").unwrap_or_default());
        Self(slug, Loading::new(asked, |(slug, to)| preview_transfer(slug, to)))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<TransferApplication>();
        let slug = this.0;
        view! {
            {loaded(this.1, move |preview| {
                let slug = slug.get_untracked();
                let back = paths::transfer_application(&slug);
                view! {
                    <ConfirmPage
                        title=format!("Hand “{}” over?", preview.application)
                        heading="What changes"
                        consequences=preview.consequences()
                    >
                        <Form form class="form">
                            <FormNotice form/>
                            <input type="hidden" name="slug" value=slug/>
                            <input type="hidden" name="to" value=preview.to.to_string()/>
                            <ConfirmActions confirm="Hand it over" cancel="Back" cancel_href=back kind=ButtonKind::Primary pending=form.pending()/>
                        </Form>
                    </ConfirmPage>
                }
            })}
        }
        .into_any()
    }
}
