//! Trying operations: a form from the document, one call through the embedded gateway, its answer.
//!
//! | file | what |
//! |---|---|
//! | `form` | what there is to fill in |
//! | `values`, `style` | what was filled in, as the parts of a request |
//! | `body` | the request's body |
//! | `check` | whether a body is what the document describes |
//! | `request` | all of it as one request, and the same as cURL |
//! | `answer` | what came back, as a page shows it |
//! | `service` | who may, and the way through the gateway |
mod answer;
mod body;
mod check;
mod form;
mod request;
mod service;
mod style;
#[cfg(test)]
mod tests;
mod values;
