use app::error::PortalError;

/// What a statement can fail with. Stores pass it on; services turn the expected ones into a
/// [`PortalError`] by name and let `?` turn the rest into "unavailable".
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error("a row with this value exists already")]
    Unique,
    #[error("another row still refers to this one")]
    Referenced,
    #[error("the database did not answer in time")]
    Timeout,
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
    #[error(transparent)]
    Other(sqlx::Error),
}

impl DbError {
    /// The connection broke, or the database has closed it (PostgreSQL's class 57P: it is stopping or starting):
    /// another one may do.
    pub fn is_lost_connection(&self) -> bool {
        let Self::Other(error) = self else { return false };
        match error {
            sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(e) if e.is_unique_violation() => Self::Unique,
            Some(e) if e.is_foreign_key_violation() => Self::Referenced,
            _ => Self::Other(error),
        }
    }
}

impl From<DbError> for PortalError {
    fn from(error: DbError) -> Self {
        tracing::error!(error = %error, "database");
        match error {
            DbError::Corrupt(_) => Self::Internal,
            _ => Self::Unavailable,
        }
    }
}
