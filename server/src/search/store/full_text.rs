use crate::{db::Statement, search::question::Term};

/// What each database does in its own words.
///
/// Every statement for candidates takes the same values: `$1` what is looked for, `$2` a product or
/// null, `$3` whether everything is seen, `$4` the developer who looks, or null for strangers.
pub trait FullText: Sync {
    /// Names and summaries only, the best first: `$1` is a [`FullText::expression`].
    fn in_headings(&self) -> Statement;
    /// Everything that is written: `$1` is a [`FullText::expression`].
    fn anywhere(&self) -> Statement;
    /// Operations with one of these path shapes: `$1` is a JSON array.
    fn with_shapes(&self) -> Statement;
    /// The words as the engine's own query: all of them, or any one.
    fn expression(&self, terms: &[Term], all: bool) -> String;
    /// Adds the words of a JSON array, and answers with those that are new.
    fn add_words(&self) -> Statement;
    /// Adds the pairs of trigram and word of a JSON array of arrays.
    fn add_trigrams(&self) -> Statement;
    /// Words by how many trigrams of a JSON array they have, the most first; then by how near their
    /// length is to the second value.
    fn similar_words(&self) -> Statement;
}

/// What the reader may see of entry `e`; the policy of the catalog decides once more.
macro_rules! seen {
    () => {
        concat!(
            "($2 IS NULL OR e.product_id = $2)
         AND ($3 OR (e.admins_only = FALSE AND p.live_versions > 0 AND ",
            $crate::catalog::store::seen_by!("$3", "$4"),
            "
              AND (e.document_id IS NULL OR $4 IS NOT NULL
                   OR EXISTS (SELECT 1 FROM documents r WHERE r.id = e.document_id AND r.readers = 'everyone'))
              AND (e.version_id IS NULL OR v.lifecycle IN ('published', 'deprecated'))))"
        )
    };
}

/// A candidate's row; the candidates are `found (id, score)`, the lowest score is the best.
macro_rules! candidates {
    ($found:expr) => {
        concat!(
            "SELECT e.id, e.kind, found.score, p.id AS product_id, p.slug AS product_slug, p.title AS product_title,
                    p.summary AS product_summary, p.visibility, p.live_versions, e.version_id,
                    v.slug AS version_slug, v.name AS version_name, v.lifecycle, v.published_at,
                    o.slug AS operation_slug, o.method, o.path, o.operation_id, o.summary AS operation_summary,
                    o.deprecated, d.path AS document_path, d.title AS document_title,
                    d.readers AS document_readers,
                    substr(d.body, 1, 600) AS document_text
             FROM (",
            $found,
            ") found
             JOIN search_entries e ON e.id = found.id
             JOIN products p ON p.id = e.product_id
             LEFT JOIN product_versions v ON v.id = e.version_id
             LEFT JOIN operations o ON o.id = e.operation_id
             LEFT JOIN documents d ON d.id = e.document_id
             ORDER BY found.score, e.id LIMIT 300"
        )
    };
}
pub(super) use {candidates, seen};
