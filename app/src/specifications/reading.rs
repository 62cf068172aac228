use super::{BindingView, ChannelView, SchemaView, SpecificationFamily, schema::SchemaLink};
use crate::catalog::LifecycleStage;
use serde::{Deserialize, Serialize};

/// One operation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationLink {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    #[serde(default)]
    pub deprecated: bool,
}

impl OperationLink {
    /// What it is called in a list.
    pub fn title(&self) -> String {
        if self.summary.is_empty() { self.path.clone() } else { self.summary.clone() }
    }
}

/// The operations under one tag, in the document's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationGroup {
    pub tag: String,
    /// `x-displayName`, or the tag itself.
    pub title: String,
    /// `x-tagGroups`: the group that the tag is in.
    #[serde(default)]
    pub group: Option<String>,
    /// Sanitised HTML.
    #[serde(default)]
    pub description_html: String,
    /// How many there are; `operations` may hold only those asked for.
    pub count: u64,
    pub operations: Vec<OperationLink>,
}

/// Where an operation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationAddress {
    pub product: String,
    pub version: String,
    pub operation: String,
}

/// One operation, readable without the rest of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OperationDetail {
    pub slug: String,
    pub method: String,
    pub path: String,
    pub operation_id: Option<String>,
    pub summary: String,
    pub tag: String,
    pub tag_title: String,
    pub deprecated: bool,
    /// `x-internal`: shown to admins only.
    pub internal: bool,
    /// The provider calls the application; `path` is the name of the event.
    pub webhook: bool,
    /// Sanitised HTML.
    pub description_html: String,
    pub external_docs: Option<ExternalLink>,
    pub security: SecurityView,
    /// Where this operation alone is served, if the document says so.
    pub servers: Vec<ServerView>,
    pub parameters: Vec<ParameterView>,
    pub request_body: Option<BodyView>,
    pub responses: Vec<ResponseView>,
    pub callbacks: Vec<CallbackView>,
    /// AsyncAPI: what passes through the channel at `path`; there is no request and no response then.
    #[serde(default)]
    pub channel: Option<ChannelView>,
}

impl OperationDetail {
    pub fn title(&self) -> String {
        operation_title(&self.summary, self.operation_id.as_deref(), &self.method, &self.path)
    }
}

/// What an operation is called where it stands alone: its summary, or the next best.
pub fn operation_title(summary: &str, operation_id: Option<&str>, method: &str, path: &str) -> String {
    match (summary, operation_id) {
        ("", Some(id)) => id.to_owned(),
        ("", None) => format!("{method} {path}"),
        (summary, _) => summary.to_owned(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExternalLink {
    pub text: String,
    pub url: String,
}

/// What the document says about who may call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SecurityView {
    /// The document says that nothing is needed.
    pub open: bool,
    /// Any one of these suffices; all schemes of one are needed together.
    pub ways: Vec<Vec<SchemeUse>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SchemeUse {
    pub name: String,
    /// Such as "API key in the header `X-Key`".
    pub text: String,
    pub scopes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ServerView {
    pub url: String,
    pub description: String,
    /// Such as "kafka" or "mqtt 5" (AsyncAPI).
    #[serde(default)]
    pub protocol: String,
    /// What the protocol needs besides (AsyncAPI).
    #[serde(default)]
    pub bindings: Vec<BindingView>,
    /// Variables of the address: name, default and what else is possible.
    pub variables: Vec<ServerVariableView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ServerVariableView {
    pub name: String,
    pub default: String,
    pub values: Vec<String>,
    pub description: String,
}

/// Where parameters stand, in the order in which they are shown, and what a page calls that.
pub const PARAMETER_GROUPS: [(&str, &str); 6] = [
    ("path", "In the path"),
    ("channel", "In the address of the channel"),
    ("query", "In the query"),
    ("querystring", "The whole query"),
    ("header", "In headers"),
    ("cookie", "In cookies"),
];

/// A parameter, or a header of a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ParameterView {
    pub name: String,
    /// `path`, `query`, `header`, `cookie`, or `channel`: in the address of a channel.
    pub location: String,
    pub required: bool,
    pub deprecated: bool,
    pub schema: SchemaView,
    /// How several values are written, where that is not the usual way.
    #[serde(default)]
    pub style: Option<String>,
    #[serde(default)]
    pub example: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BodyView {
    pub required: bool,
    pub description_html: String,
    pub contents: Vec<ContentView>,
}

/// One media type of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ContentView {
    pub media_type: String,
    pub schema: SchemaView,
    pub examples: Vec<ExampleView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExampleView {
    pub title: String,
    pub text: String,
    /// Made from the schema, as the document gives none.
    pub generated: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ResponseView {
    /// `200`, `4XX` or `default`.
    pub status: String,
    pub description_html: String,
    pub headers: Vec<ParameterView>,
    pub contents: Vec<ContentView>,
    pub links: Vec<LinkView>,
}

/// What can be done with a response (OpenAPI links).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LinkView {
    pub name: String,
    /// What the document calls the operation that it leads to.
    pub target: String,
    /// The operation's slug, where it is in this document.
    pub operation: Option<String>,
    pub description_html: String,
    /// `id = $response.body#/id`
    pub parameters: Vec<String>,
}

/// A call that the provider makes in turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CallbackView {
    pub name: String,
    pub method: String,
    /// Where it goes: `{$request.body#/url}`.
    pub expression: String,
    pub summary: String,
    pub description_html: String,
    pub request_body: Option<BodyView>,
    pub responses: Vec<ResponseView>,
}

/// What is beside an operation: the tags, the operations near it, and the way on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Navigation {
    pub groups: Vec<OperationGroup>,
    /// Operations of the current tag that are left out before and after those listed.
    pub before: u64,
    pub after: u64,
    pub previous: Option<OperationLink>,
    pub next: Option<OperationLink>,
    /// The product's other versions.
    pub versions: Vec<VersionChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionChoice {
    pub name: String,
    pub slug: String,
    pub stage: LifecycleStage,
    pub current: bool,
    /// Whether it has the operation that is being read.
    pub has_operation: bool,
}

/// How the call is written in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Samples {
    /// Slug and name of every language there is.
    pub languages: Vec<(String, String)>,
    /// The slug of the one shown.
    pub language: String,
    pub code: String,
    /// The environment variable that the code takes the credential from.
    pub secret: Option<String>,
    /// Whose credential it is.
    pub application: Option<SampleApplication>,
    /// The reader's applications that prove themselves as this version wants.
    pub applications: Vec<SampleApplication>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleApplication {
    pub slug: String,
    pub name: String,
}

/// What a reader chose in the address of an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingChoice {
    /// Slug of the language of samples.
    pub language: Option<String>,
    /// Slug of one of the reader's applications.
    pub application: Option<String>,
}

/// One operation with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub operation: OperationDetail,
    pub base_url: Option<String>,
    /// Absent for webhooks, as it is the provider who calls, and for channels.
    pub samples: Option<Samples>,
    pub navigation: Navigation,
}

/// What a document says before its operations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ReferenceOverview {
    /// Such as "OpenAPI 3.1" or "AsyncAPI 2.6".
    #[serde(default)]
    pub format: String,
    pub title: String,
    /// The document's own version.
    pub version: String,
    pub description_html: String,
    /// Where calls go: behind the embedded gateway, its address.
    pub base_url: Option<String>,
    pub servers: Vec<ServerView>,
    pub schemes: Vec<SchemeView>,
    pub contact: Option<ExternalLink>,
    pub license: Option<ExternalLink>,
    pub terms_url: Option<String>,
    pub external_docs: Option<ExternalLink>,
    pub schemas: Vec<SchemaLink>,
}

impl ReferenceOverview {
    /// It describes channels, and not what is called over HTTP.
    pub fn has_channels(&self) -> bool {
        SpecificationFamily::of_format(&self.format) == SpecificationFamily::AsyncApi
    }
}

/// A security scheme of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SchemeView {
    pub name: String,
    pub text: String,
    pub description_html: String,
    pub scopes: Vec<String>,
}
