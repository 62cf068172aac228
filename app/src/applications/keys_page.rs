//! The keys of an application; what they are and do is the credentials slice's.
use super::{
    layout::{ApplicationLayout, Part, slug_in_address},
    model::ApplicationCard,
    server_fns::get_application,
};
use crate::area::AreaPage;
use crate::{credentials::ApplicationCredentials, load::loaded, loading::Loading};
use leptos::prelude::*;

pub struct ApplicationKeysRoute(Loading<ApplicationCard>);

impl AreaPage for ApplicationKeysRoute {
    fn data() -> Self {
        let slug = slug_in_address();
        Self(Loading::new(move || slug.get(), get_application))
    }

    fn view(this: Self) -> AnyView {
        view! {
            {loaded(this.0, |card| {
                let application = card.application.clone();
                view! {
                    <ApplicationLayout card part=Part::Keys>
                        <ApplicationCredentials application/>
                    </ApplicationLayout>
                }
            })}
        }
        .into_any()
    }
}
