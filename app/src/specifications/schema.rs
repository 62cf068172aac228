use serde::{Deserialize, Serialize};

/// A schema as far as it is shown at once; what lies deeper is one address away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct SchemaView {
    /// Such as "array of Pet", "integer (int64)", "string or null".
    pub type_text: String,
    /// Limits and defaults in words: "at most 100", "default 30".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Sanitised HTML.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description_html: String,
    #[serde(skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// What it may be, where that is a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<EnumValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ssr", schema(no_recursion))]
    pub variants: Option<Variants>,
    /// Where the fields are that are not shown here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<SchemaLink>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct EnumValue {
    pub value: String,
    /// `x-enumDescriptions`, as sanitised HTML.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description_html: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldView {
    pub name: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    #[cfg_attr(feature = "ssr", schema(no_recursion))]
    pub schema: SchemaView,
}

/// `oneOf` or `anyOf`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Variants {
    /// "One of" or "Any of".
    pub title: String,
    /// The field whose value says which one it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discriminator: Option<String>,
    pub list: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Variant {
    pub title: String,
    /// The discriminator's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    #[cfg_attr(feature = "ssr", schema(no_recursion))]
    pub schema: SchemaView,
}

/// A place in the document that holds a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SchemaLink {
    pub title: String,
    /// A JSON pointer as a fragment; `#/operations/{slug}/…` leads into one operation.
    pub address: String,
}

/// A schema alone, one level of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SchemaDetail {
    pub title: String,
    pub schema: SchemaView,
    pub example: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}
