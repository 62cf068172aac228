use crate::id::MailId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A mail the portal has written. Without an SMTP server it stays here for the admin to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Mail {
    pub id: MailId,
    pub recipient: String,
    pub subject: String,
    /// Plain text.
    pub body: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub last_error: Option<String>,
}
