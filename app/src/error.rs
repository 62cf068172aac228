//! The one error that crosses every boundary: services raise it, forms show it beside the field,
//! REST turns it into RFC 9457 problem details.
use serde::{Deserialize, Serialize};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

/// What one input field is refused for, as a sentence for the person who filled it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PortalError {
    /// The input breaks a rule that the form can show beside the field (422).
    #[error("Please correct the marked fields.")]
    Invalid(Vec<FieldError>),
    /// A rule of the flow says no: `code` is stable, `detail` says what to do instead (409).
    #[error("{detail}")]
    Refused { code: String, detail: String },
    /// Nobody is signed in, or not any more (401).
    #[error("Please sign in to continue.")]
    NotSignedIn,
    /// Signed in, but this is for another role (403).
    #[error("Your role does not allow this.")]
    Forbidden,
    /// There is no such thing, or it is not yours to know of (404).
    #[error("There is nothing here, or you may not see it.")]
    NotFound,
    /// Too many attempts; `retry_after` in seconds (429).
    #[error("Too many attempts. Please wait {retry_after} seconds and try again.")]
    TooMany { retry_after: u64 },
    /// More than the portal takes in one request (413).
    #[error("This is larger than the {limit_bytes} bytes that are accepted here.")]
    TooLarge { limit_bytes: u64 },
    /// The database or another part does not answer; nothing was changed (503).
    #[error(
        "The portal cannot reach its database just now. Nothing was changed; please try again in a moment."
    )]
    Unavailable,
    /// A fault of ours; the log has it under the request id (500).
    #[error("Something went wrong on our side. Nothing was changed; please try again.")]
    Internal,
    /// The browser could not reach the portal, or the answer was unreadable.
    #[error("The portal could not be reached. Check your connection and try again.")]
    Transport,
}

impl PortalError {
    /// The code of a refusal of what does not have the form's shape at all (400).
    const MALFORMED: &str = "malformed";

    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), message: message.into() }])
    }

    pub fn refused(code: &str, detail: impl Into<String>) -> Self {
        Self::Refused { code: code.to_owned(), detail: detail.into() }
    }

    /// What was sent does not have the form's shape.
    pub fn malformed() -> Self {
        Self::refused(
            Self::MALFORMED,
            "The form could not be read. Reload the page and try again; nothing was changed.",
        )
    }

    /// The HTTP status that belongs to this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::Refused { code, .. } if code == Self::MALFORMED => 400,
            Self::Refused { .. } => 409,
            Self::NotSignedIn => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::TooMany { .. } => 429,
            Self::TooLarge { .. } => 413,
            Self::Unavailable => 503,
            Self::Internal => 500,
            Self::Transport => 502,
        }
    }

    /// A stable word for programs.
    pub fn code(&self) -> &str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Refused { code, .. } => code,
            Self::NotSignedIn => "not_signed_in",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::TooMany { .. } => "too_many",
            Self::TooLarge { .. } => "too_large",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
            Self::Transport => "transport",
        }
    }

    /// The sentence for one field, if this error has one.
    pub fn for_field(&self, field: &str) -> Option<String> {
        match self {
            Self::Invalid(errors) => errors.iter().find(|e| e.field == field).map(|e| e.message.clone()),
            _ => None,
        }
    }
}

impl FromServerFnError for PortalError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::malformed(),
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => Self::Transport,
            _ => Self::Internal,
        }
    }
}

/// Collects field errors so that a form shows all of them at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    pub fn require(&mut self, condition: bool, field: &str, message: &str) {
        if !condition {
            self.refuse(field, message);
        }
    }

    /// Counts characters (Unicode scalar values), not bytes, of the trimmed text.
    pub fn length(&mut self, field: &str, text: &str, min: usize, max: usize) {
        let length = text.trim().chars().count();
        if length < min {
            self.refuse(
                field,
                if min == 1 {
                    "Please fill this in.".to_owned()
                } else {
                    format!("At least {min} characters, please.")
                },
            );
        } else if length > max {
            self.refuse(field, format!("At most {max} characters; this has {length}."));
        } else if text.chars().any(|c| c == '\0') {
            self.refuse(field, "This contains a character that cannot be stored (NUL).");
        }
    }

    /// For one-line texts: like [`Checks::length`], and no control characters.
    pub fn line(&mut self, field: &str, text: &str, min: usize, max: usize) {
        if text.trim().chars().any(char::is_control) {
            self.refuse(field, "Please keep this on one line, without control characters.");
        } else {
            self.length(field, text, min, max);
        }
    }

    pub fn done(self) -> Result<(), PortalError> {
        if self.0.is_empty() { Ok(()) } else { Err(PortalError::Invalid(self.0)) }
    }
}
