use super::{ExampleView, SchemaView};
use serde::{Deserialize, Serialize};

/// What passes through a channel (AsyncAPI), seen from the reader's side: a document describes the
/// provider's application, so that what the application receives is what the reader sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ChannelView {
    pub direction: Direction,
    /// What the document calls the channel.
    pub name: String,
    /// The document gives an address that does not change; `path` is it.
    pub has_address: bool,
    /// What the operation is for, where its title is something else.
    pub lead: String,
    /// What the document says of the channel itself, as sanitised HTML.
    pub description_html: String,
    pub bindings: Vec<BindingView>,
    pub messages: Vec<MessageView>,
    /// Messages that are left out.
    pub more_messages: u64,
    pub reply: Option<ReplyView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The reader sends, the provider's application receives.
    Send,
    /// The provider's application sends, the reader receives.
    Receive,
    /// The document does not say.
    Unsaid,
}

impl Direction {
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Send => "You send to this channel; the provider receives.",
            Self::Receive => "You receive from this channel what the provider sends.",
            Self::Unsaid => "The document does not say who sends to this channel.",
        }
    }

    /// Of what comes back.
    pub fn opposite(self) -> Self {
        match self {
            Self::Send => Self::Receive,
            Self::Receive => Self::Send,
            Self::Unsaid => Self::Unsaid,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MessageView {
    pub name: String,
    pub title: String,
    pub summary: String,
    /// Sanitised HTML.
    pub description_html: String,
    /// Such as `application/json`; empty where the document does not say.
    pub content_type: String,
    pub deprecated: bool,
    /// Where the message says which one it answers: `$message.header#/correlationId`.
    pub correlation_id: Option<String>,
    pub headers: Option<PayloadView>,
    pub payload: Option<PayloadView>,
    pub examples: Vec<ExampleView>,
    pub bindings: Vec<BindingView>,
}

impl MessageView {
    /// What it is called in a heading.
    pub fn heading(&self) -> &str {
        if self.title.is_empty() { &self.name } else { &self.title }
    }
}

/// The matter of a message, or its headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(tag = "language", rename_all = "snake_case")]
pub enum PayloadView {
    JsonSchema {
        schema: SchemaView,
    },
    /// In another language, such as Avro: shown as it is written.
    Other {
        /// Such as `application/vnd.apache.avro;version=1.9.0`.
        format: String,
        text: String,
    },
}

/// What a protocol wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BindingView {
    /// Such as "kafka", "mqtt".
    pub protocol: String,
    /// `qos: 1`
    pub facts: Vec<String>,
}

/// What comes back (AsyncAPI 3.0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ReplyView {
    /// The channel that it comes on, if the document says.
    pub address: Option<String>,
    /// Where a message says what the address is: `$message.header#/replyTo`.
    pub address_location: Option<String>,
    /// Sanitised HTML.
    pub description_html: String,
    pub messages: Vec<MessageView>,
    /// Messages that are left out.
    pub more_messages: u64,
}
