use crate::config::{
    section::section,
    values::{DatabaseUrl, Milliseconds},
};

section! {
    /// Where everything is kept.
    pub struct Database = "database" {
        /// An SQLite file, created where missing, or a PostgreSQL server.
        url: DatabaseUrl = "sqlite:data/portico.db";

        /// Connections for pages and the REST API: on SQLite one writes and the others read.
        max_connections: u32 = 10, within 2..=1000;

        /// Connections kept for verdicts alone, so that busy pages never delay a call.
        verify_connections: u32 = 4, within 1..=1000;

        /// Milliseconds to wait for a free connection.
        acquire_timeout_ms: Milliseconds = 1000, within 10..=60_000;

        /// Milliseconds that a verdict may take in the database; later than that is a refusal.
        verify_timeout_ms: Milliseconds = 200, within 10..=60_000;

        /// Milliseconds that a query for a page may take.
        page_timeout_ms: Milliseconds = 5000, within 10..=600_000;
    }
}
