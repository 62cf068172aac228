use super::model::IssuedClient;
use crate::ui::{Definition, DefinitionList, KeyValue, SecretPanel};
use leptos::prelude::*;

/// ID and secret of a client, this once.
#[component]
pub fn IssuedClientPanel(client: IssuedClient) -> impl IntoView {
    let IssuedClient { client_id, client_secret } = client;
    view! {
        <div class="stack">
            <SecretPanel title="The client's secret" secret=client_secret label="Client secret"/>
            <DefinitionList>
                <Definition term="Client ID"><KeyValue value=client_id copy=true/></Definition>
            </DefinitionList>
        </div>
    }
}
