//! JSON between the server and its pages.
mod reader;
mod text;

use leptos::server::codee::{Decoder, Encoder};
pub(crate) use reader::read;
use serde::{Serialize, de::DeserializeOwned};
pub(crate) use text::Unreadable;

/// What a page brings along for the browser.
pub(crate) struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Unreadable> {
        read(text)
    }
}
