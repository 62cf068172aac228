//! tsvector and GIN, as they come with PostgreSQL.
use super::full_text::{FullText, candidates, seen};
use crate::{
    db::{Statement, sql},
    search::question::Term,
};

/// Entries with what decides on who sees them.
macro_rules! entries {
    () => {
        " FROM search_entries e JOIN products p ON p.id = e.product_id
          LEFT JOIN product_versions v ON v.id = e.version_id WHERE "
    };
}

pub struct Postgres;

impl FullText for Postgres {
    fn in_headings(&self) -> Statement {
        sql(candidates!(concat!(
            "SELECT e.id, CAST(-ts_rank(e.heading, to_tsquery('simple', $1), 1) AS DOUBLE PRECISION) AS score",
            entries!(),
            "e.heading @@ to_tsquery('simple', $1) AND ",
            seen!(),
            " LIMIT 2000"
        )))
    }

    fn anywhere(&self) -> Statement {
        sql(candidates!(concat!(
            "SELECT e.id, CAST(0 AS DOUBLE PRECISION) AS score",
            entries!(),
            "e.everything @@ to_tsquery('simple', $1) AND ",
            seen!(),
            " LIMIT 300"
        )))
    }

    fn with_shapes(&self) -> Statement {
        sql(candidates!(concat!(
            "SELECT e.id, CAST(0 AS DOUBLE PRECISION) AS score",
            entries!(),
            "e.path_shape IN (SELECT jsonb_array_elements_text($1)) AND ",
            seen!(),
            " LIMIT 300"
        )))
    }

    /// `'pet':* | 'pets'`: words are letters and digits, so that quoting needs no escape.
    fn expression(&self, terms: &[Term], all: bool) -> String {
        let one = |term: &Term| {
            let own = format!("'{}'{}", term.word, if term.begins { ":*" } else { "" });
            let others = term.others.iter().map(|word| format!("'{word}'"));
            format!("({})", std::iter::once(own).chain(others).collect::<Vec<_>>().join(" | "))
        };
        terms.iter().map(one).collect::<Vec<_>>().join(if all { " & " } else { " | " })
    }

    fn add_words(&self) -> Statement {
        sql("INSERT INTO search_words (word) SELECT jsonb_array_elements_text($1) AS word ORDER BY word
             ON CONFLICT DO NOTHING RETURNING word")
    }

    fn add_trigrams(&self) -> Statement {
        sql("INSERT INTO search_trigrams (trigram, word)
             SELECT pair ->> 0, pair ->> 1 FROM jsonb_array_elements($1) AS pairs (pair)
             ON CONFLICT DO NOTHING")
    }

    fn similar_words(&self) -> Statement {
        sql("SELECT word FROM search_trigrams WHERE trigram IN (SELECT jsonb_array_elements_text($1))
             GROUP BY word ORDER BY count(*) DESC, abs(length(word) - $2), word LIMIT 100")
    }
}
