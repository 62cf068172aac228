//! FTS5. A join is a CROSS JOIN where the index must be walked first.
use super::full_text::{FullText, candidates, seen};
use crate::{
    db::{Statement, sql},
    search::question::Term,
};

pub struct Sqlite;

impl FullText for Sqlite {
    fn in_headings(&self) -> Statement {
        sql(candidates!(concat!(
            "SELECT e.id, bm25(search_index, 10.0, 4.0, 0.0) AS score
             FROM search_index CROSS JOIN search_entries e ON e.id = search_index.rowid
             CROSS JOIN products p ON p.id = e.product_id
             LEFT JOIN product_versions v ON v.id = e.version_id
             WHERE search_index MATCH '{names summary} : (' || $1 || ')' AND ",
            seen!(),
            " LIMIT 2000"
        )))
    }

    fn anywhere(&self) -> Statement {
        sql(candidates!(concat!(
            "SELECT e.id, 0.0 AS score
             FROM search_index CROSS JOIN search_entries e ON e.id = search_index.rowid
             CROSS JOIN products p ON p.id = e.product_id
             LEFT JOIN product_versions v ON v.id = e.version_id
             WHERE search_index MATCH $1 AND ",
            seen!(),
            " LIMIT 300"
        )))
    }

    fn with_shapes(&self) -> Statement {
        sql(candidates!(concat!(
            "SELECT e.id, 0.0 AS score
             FROM json_each($1) wanted CROSS JOIN search_entries e ON e.path_shape = wanted.value
             CROSS JOIN products p ON p.id = e.product_id
             LEFT JOIN product_versions v ON v.id = e.version_id
             WHERE ",
            seen!(),
            " LIMIT 300"
        )))
    }

    /// `"pet"* OR "pets"`: words are letters and digits, so that quoting needs no escape.
    fn expression(&self, terms: &[Term], all: bool) -> String {
        let one = |term: &Term| {
            let own = format!("\"{}\"{}", term.word, if term.begins { "*" } else { "" });
            let others = term.others.iter().map(|word| format!("\"{word}\""));
            format!("({})", std::iter::once(own).chain(others).collect::<Vec<_>>().join(" OR "))
        };
        terms.iter().map(one).collect::<Vec<_>>().join(if all { " AND " } else { " OR " })
    }

    fn add_words(&self) -> Statement {
        sql("INSERT INTO search_words (word) SELECT value FROM json_each($1) WHERE TRUE
             ON CONFLICT DO NOTHING RETURNING word")
    }

    fn add_trigrams(&self) -> Statement {
        sql("INSERT INTO search_trigrams (trigram, word)
             SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each($1) WHERE TRUE
             ON CONFLICT DO NOTHING")
    }

    fn similar_words(&self) -> Statement {
        sql("SELECT t.word FROM json_each($1) wanted CROSS JOIN search_trigrams t ON t.trigram = wanted.value
             GROUP BY t.word ORDER BY count(*) DESC, abs(length(t.word) - $2), t.word LIMIT 100")
    }
}
