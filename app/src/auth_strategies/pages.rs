//! Admin pages; loaded when first needed.
use super::{model::*, server_fns::*};
use crate::area::{AreaPage, PageRoute, page, use_params_map};
use crate::{
    error::PortalError,
    paths,
    ui::form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
};
use leptos::prelude::*;
use leptos_meta::Title;

pub const PAGES: &[PageRoute] = &[
    page::<AuthStrategiesRoute>("/admin/auth-strategies"),
    page::<NewAuthStrategyRoute>("/admin/auth-strategies/new"),
    page::<EditAuthStrategyRoute>("/admin/auth-strategies/:id"),
];

pub struct AuthStrategiesRoute(Resource<Result<Vec<AuthStrategy>, PortalError>>);

impl AreaPage for AuthStrategiesRoute {
    fn data() -> Self {
        Self(Resource::new_blocking(|| (), |()| list_auth_strategies()))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="Auth strategies"/>
            <h1>"Auth strategies"</h1>
            <a class="button button--primary" href=paths::admin_new_auth_strategy()>"New auth strategy"</a>
            <Suspense>{move || Suspend::new(async move { this.0.await.map(|all| view! { <StrategyTable all/> }) })}</Suspense>
        }
        .into_any()
    }
}

#[component]
fn StrategyTable(all: Vec<AuthStrategy>) -> impl IntoView {
    view! {
        <ul>
            {all.into_iter()
                .map(|strategy| view! { <li><a href=paths::admin_auth_strategy(strategy.id)>{strategy.name}</a></li> })
                .collect_view()}
        </ul>
    }
}

pub struct NewAuthStrategyRoute;

impl AreaPage for NewAuthStrategyRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = use_form::<CreateAuthStrategy>();
        view! {
            <Title text="New auth strategy"/>
            <h1>"New auth strategy"</h1>
            <Form form>
                <FormNotice form/>
                <label>"Name" <input name="name" required maxlength="255" value=form.value("name", "")/></label>
                {move || form.error("name").get().map(|e| view! { <p class="field__error">{e}</p> })}
                <input type="hidden" name="kind" value="key_auth"/>
                <label>"Headers" <textarea name="header_names">{form.value("header_names", "apikey")}</textarea></label>
                {move || form.error("header_names").get().map(|e| view! { <p class="field__error">{e}</p> })}
                <SubmitButton form>"Create"</SubmitButton>
            </Form>
        }
        .into_any()
    }
}

pub struct EditAuthStrategyRoute(Resource<Result<AuthStrategy, PortalError>>);

impl AreaPage for EditAuthStrategyRoute {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.read().get("id").and_then(|id| id.parse().ok());
        Self(Resource::new_blocking(id, |id| async move {
            match id {
                Some(id) => get_auth_strategy(id).await,
                None => Err(PortalError::NotFound),
            }
        }))
    }

    fn view(this: Self) -> AnyView {
        let delete: FormHandle<DeleteAuthStrategy> = use_form();
        view! {
            <Title text="Auth strategy"/>
            <Suspense>
                {move || Suspend::new(async move {
                    this.0.await.map(|strategy| view! {
                        <h1>{strategy.name}</h1>
                        <Form form=delete>
                            <FormNotice form=delete/>
                            <input type="hidden" name="id" value=strategy.id.to_string()/>
                            <SubmitButton form=delete class="button--danger">"Delete"</SubmitButton>
                        </Form>
                    })
                })}
            </Suspense>
        }
        .into_any()
    }
}
