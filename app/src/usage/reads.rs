//! What the page “Why was I refused?” reads, on the server.
use super::calls::*;
use crate::{
    backend::{actor, backend, respond},
    error::PortalError,
};
use serde::{Deserialize, Serialize};

/// The answer to what was pasted, if anything was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Why {
    NothingAsked,
    Explained(Box<Explanation>),
    /// A request id is explained to those it belongs to.
    SignInFirst,
    /// Neither a code nor an id of a call that the reader may see.
    NothingKept,
}

pub async fn explain(about: String) -> Result<(Why, Vec<Rule>), PortalError> {
    let (backend, actor) = (backend()?, actor()?);
    let why = match about.trim() {
        "" => Why::NothingAsked,
        about => match backend.explain_refusal(&actor, about).await {
            Ok(explanation) => Why::Explained(Box::new(explanation)),
            Err(PortalError::NotSignedIn) => Why::SignInFirst,
            Err(PortalError::NotFound) => Why::NothingKept,
            Err(error) => return respond(Err(error)),
        },
    };
    Ok((why, backend.refusal_rules()))
}
