//! How an application gets the tokens it calls with; what they are is the openid slice's.
use super::{
    layout::{ApplicationLayout, Part, slug_in_address},
    model::ApplicationCard,
    server_fns::get_application,
};
use crate::area::AreaPage;
use crate::{load::loaded, loading::Loading, openid::ApplicationTokens};
use leptos::prelude::*;
use leptos_meta::Title;

pub struct ApplicationTokensRoute(Loading<ApplicationCard>);

impl AreaPage for ApplicationTokensRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(Loading::new(move || slug.get(), get_application))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Title text="Access tokens"/>
            {loaded(this.0, |card| {
                let application = card.application.clone();
                view! {
                    <ApplicationLayout card part=Part::Tokens>
                        <ApplicationTokens application/>
                    </ApplicationLayout>
                }
            })}
        }
        .into_any()
    }
}
