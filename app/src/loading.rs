//! What a page loads before it is shown.
//!
//! ```ignore
//! let strategy = Loading::new(move || id.get(), read_strategy);
//! view! { <Load loading=strategy view=|strategy| view! { <Page><h1>{strategy.name}</h1></Page> }/> }
//! ```
//!
//! Beneath is a [`Resource`], the same one for every page: it carries answers and not their types. What
//! loading takes therefore stands once in what a browser downloads, and not once for each type.
use crate::{
    area::id_in_address,
    error::PortalError,
    json::{self, Unreadable},
};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{any::Any, marker::PhantomData, pin::Pin, str::FromStr, sync::Arc};

/// What a page can load.
pub trait Loadable: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {}
impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Loadable for T {}

/// A value on its way, asked for anew whenever that which names it changes.
pub struct Loading<T> {
    answer: AnswerResource,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Loading<T> {}

impl<T: Loadable> Loading<T> {
    /// Loads what `source` names. The server sends nothing before it is there, since an error gives the
    /// page another status.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        load: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, PortalError>> + Send + 'static,
    {
        let answer = load_answer(
            Box::new(move || Asked::of(source())),
            Box::new(move |asked| {
                let value = asked.read().map(&load);
                Box::pin(async move { Answer::of(value.ok_or(PortalError::Internal)?.await?) })
            }),
        );
        Self { answer, value: PhantomData }
    }

    /// Loads what `:id` in the page's address names, again with each change of `again`. An address that can name
    /// nothing is answered like one that names nothing.
    pub fn of_id<I, S, F>(
        again: impl Fn() -> S + Send + Sync + 'static,
        load: impl Fn(I) -> F + Send + Sync + 'static,
    ) -> Self
    where
        I: FromStr + Clone + Send + Sync + 'static,
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, PortalError>> + Send + 'static,
    {
        let id = id_in_address();
        Self::new(again, move |_| {
            let loading = id.clone().map(&load);
            async move {
                match loading {
                    Some(loading) => loading.await,
                    None => Err(PortalError::NotFound),
                }
            }
        })
    }

    /// The value, once it is there. Tracked.
    pub fn value(self) -> Option<T> {
        self.answer.get()?.and_then(|answer| answer.read()).ok()
    }

    /// Asks for the same again.
    pub fn again(self) {
        self.answer.refetch();
    }

    pub(crate) fn answer(self) -> AnswerResource {
        self.answer
    }
}

pub(crate) type AnswerResource = Resource<Result<Answer, PortalError>, AnswerText>;
type AnswerFuture = Pin<Box<dyn Future<Output = Result<Answer, PortalError>> + Send>>;

/// Where all loading meets, and types are gone.
fn load_answer(
    source: Box<dyn Fn() -> Asked + Send + Sync>,
    load: Box<dyn Fn(Asked) -> AnswerFuture + Send + Sync>,
) -> AnswerResource {
    AnswerResource::new_with_options(source, load, true)
}

/// What names the value to load.
#[derive(Clone)]
struct Asked {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Asked {
    fn of<S: PartialEq + Send + Sync + 'static>(value: S) -> Self {
        Self {
            value: Arc::new(value),
            same: |one, other| one.downcast_ref::<S>() == other.downcast_ref::<S>(),
        }
    }

    fn read<S: Clone + 'static>(&self) -> Option<S> {
        self.value.downcast_ref().cloned()
    }
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

/// A value whose type only those know who asked for it.
#[derive(Clone)]
pub(crate) enum Answer {
    Value {
        value: Arc<dyn Any + Send + Sync>,
        /// For the browser that takes the page over.
        #[cfg(feature = "ssr")]
        text: Arc<str>,
    },
    /// As it came with the page: JSON.
    Text(Arc<str>),
}

impl Answer {
    fn of<T: Loadable>(value: T) -> Result<Self, PortalError> {
        Ok(Self::Value {
            #[cfg(feature = "ssr")]
            text: serde_json::to_string(&value).map_err(|_| PortalError::Internal)?.into(),
            value: Arc::new(value),
        })
    }

    pub(crate) fn read<T: Loadable>(&self) -> Result<T, PortalError> {
        let value = match self {
            Self::Value { value, .. } => value.downcast_ref().cloned(),
            Self::Text(text) => json::read(text).ok(),
        };
        value.ok_or(PortalError::Transport)
    }
}

/// How an answer is written into the page: the value's JSON, or an error's after [`ERROR`].
pub(crate) struct AnswerText;

const ERROR: char = '!';

impl Encoder<Result<Answer, PortalError>> for AnswerText {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(answer: &Result<Answer, PortalError>) -> Result<String, Self::Error> {
        match answer {
            Ok(Answer::Text(text)) => Ok(text.to_string()),
            #[cfg(feature = "ssr")]
            Ok(Answer::Value { text, .. }) => Ok(text.to_string()),
            // Only servers write pages.
            #[cfg(not(feature = "ssr"))]
            Ok(Answer::Value { .. }) => Ok(String::new()),
            Err(error) => Ok(format!("{ERROR}{}", serde_json::to_string(error)?)),
        }
    }
}

impl Decoder<Result<Answer, PortalError>> for AnswerText {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<Result<Answer, PortalError>, Self::Error> {
        Ok(match text.strip_prefix(ERROR) {
            Some(error) => Err(json::read(error)?),
            None => Ok(Answer::Text(text.into())),
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn brought_by_the_page(answer: Result<Answer, PortalError>) -> Result<Answer, PortalError> {
        AnswerText::decode(&AnswerText::encode(&answer).unwrap()).unwrap()
    }

    #[test]
    fn a_page_brings_its_answer_along() {
        let brought = brought_by_the_page(Answer::of("!tides".to_owned()));
        assert_eq!(brought.unwrap().read::<String>(), Ok("!tides".to_owned()));
    }

    #[test]
    fn a_page_brings_its_error_along() {
        let refused = || PortalError::refused("gone", "It is gone.");
        assert_eq!(brought_by_the_page(Err(refused())).err(), Some(refused()));
    }

    #[test]
    fn what_names_the_same_is_the_same() {
        assert!(Asked::of(("tides", 1)) == Asked::of(("tides", 1)));
        assert!(Asked::of(("tides", 1)) != Asked::of(("tides", 2)));
    }
}
