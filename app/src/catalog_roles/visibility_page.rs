//! Who sees a product: chosen first, then confirmed once it is plain what the choice does.
use super::server_fns::{SetProductVisibility, VisibilityChange, preview_visibility};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    catalog::Visibility,
    load::loaded,
    loading::Loading,
    paths,
    publishing::{product_crumbs, product_in_address, visibility_cards},
    ui::{
        Button, ButtonKind, ConfirmActions, ConfirmPage, LinkButton, PageHeader, QueryForm, RadioCards,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct VisibilityRoute(Loading<VisibilityChange>);

impl AreaPage for VisibilityRoute {
    fn data() -> Self {
        let (slug, query) = (product_in_address(), use_query_map());
        let asked = move || (slug.get(), query.read().get("to").unwrap_or_default());
        Self(Loading::new(asked, |(product, to)| preview_visibility(product, to)))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<SetProductVisibility>();
        view! {
            {loaded(this.0, move |change| {
                match change.preview.to == change.product.visibility {
                    true => view! { <Choose change/> }.into_any(),
                    false => view! { <Confirm change form/> }.into_any(),
                }
            })}
        }
        .into_any()
    }
}

/// Nothing is changed yet: the choice goes into the address.
#[component]
fn Choose(change: VisibilityChange) -> impl IntoView {
    let product = change.product;
    let back = paths::admin_product(&product.slug);
    view! {
        <AdminPage>
            <PageHeader
                title="Who may see it"
                lead="You see whom the change touches before it takes effect."
                crumbs=product_crumbs(&product.slug, &product.title)
            />
            <QueryForm action=paths::admin_product_visibility(&product.slug, "") class="form">
                <RadioCards name="to" legend="Who may see it" cards=visibility_cards() value=product.visibility.as_str().to_owned()/>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary>"See what changes"</Button>
                    <LinkButton href=back>"Cancel"</LinkButton>
                </div>
            </QueryForm>
        </AdminPage>
    }
}

#[component]
fn Confirm(change: VisibilityChange, form: FormHandle<SetProductVisibility>) -> impl IntoView {
    let VisibilityChange { product, preview } = change;
    let back = paths::admin_product_visibility(&product.slug, "");
    let (title, confirm) = match preview.to {
        Visibility::Public => (format!("Show “{}” to everyone?", product.title), "Show it to everyone"),
        Visibility::SignedIn => {
            (format!("Show “{}” to signed-in developers?", product.title), "Show it to signed-in developers")
        }
        Visibility::Private => (format!("Make “{}” private?", product.title), "Make it private"),
    };
    let kind = match preview.lose.count == 0 && !preview.strangers_lose {
        true => ButtonKind::Primary,
        false => ButtonKind::Danger,
    };
    view! {
        <ConfirmPage title consequences=preview.consequences()>
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="id" value=product.id.to_string()/>
                <input type="hidden" name="visibility" value=preview.to.as_str()/>
                <ConfirmActions confirm cancel="Back" cancel_href=back kind pending=form.pending()/>
            </Form>
        </ConfirmPage>
    }
}
