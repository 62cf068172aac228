//! Looks into the index: each brings a bounded number of candidates; the next one is taken only where
//! those before did not bring enough.
use super::{
    question::{Question, Term},
    store::{self, CANDIDATES, Candidate, Scope},
};
use crate::db::{Conn, DbError};

/// How a misspelt word may have been meant: so many ways at most.
const MEANINGS: usize = 6;
/// Shorter words are not taken for misspelt; longer ones than the second may have two faults.
const MISSPELT: (usize, usize) = (4, 8);

#[derive(Default)]
pub struct Found {
    pub question: Question,
    pub candidates: Vec<Candidate>,
    /// A look brought as many as it may.
    pub more: bool,
    /// The words as they were typed are nowhere.
    pub approximate: bool,
}

impl Found {
    fn add(&mut self, candidates: Vec<Candidate>) {
        self.more |= candidates.len() >= CANDIDATES;
        self.candidates.extend(candidates);
    }
}

pub async fn find(conn: &mut Conn, question: Question, scope: Scope) -> Result<Found, DbError> {
    let mut found = Found { question, ..Found::default() };
    if found.question.is_empty() {
        return Ok(found);
    }
    if found.question.key.chars().count() > 1 {
        let named = store::with_key(conn, &found.question.key, scope).await?;
        found.add(named);
    }
    if !found.question.shapes.is_empty() {
        let shapes: Vec<&str> = found.question.shapes.iter().map(|shape| shape.path.as_str()).collect();
        let called = store::with_shapes(conn, &shapes, scope).await?;
        found.add(called);
    }
    with_words(conn, &mut found, scope).await?;
    if found.candidates.is_empty() {
        found.approximate = true;
        if correct(conn, &mut found.question.terms).await? {
            with_words(conn, &mut found, scope).await?;
        }
    }
    if found.candidates.is_empty() && found.question.terms.len() > 1 {
        let some = store::in_headings(conn, &found.question.terms, false, scope).await?;
        found.add(some);
    }
    Ok(found)
}

async fn with_words(conn: &mut Conn, found: &mut Found, scope: Scope) -> Result<(), DbError> {
    if found.question.terms.is_empty() {
        return Ok(());
    }
    let headed = store::in_headings(conn, &found.question.terms, true, scope).await?;
    let few = headed.len() < CANDIDATES;
    found.add(headed);
    if few {
        let mentioned = store::anywhere(conn, &found.question.terms, scope).await?;
        found.add(mentioned);
    }
    Ok(())
}

/// Adds to each word those that it may be a misspelling of; whether there was any.
async fn correct(conn: &mut Conn, terms: &mut [Term]) -> Result<bool, DbError> {
    let mut corrected = false;
    for term in terms.iter_mut() {
        let letters = term.word.chars().count();
        if letters < MISSPELT.0 {
            continue;
        }
        let allowed = if letters < MISSPELT.1 { 1 } else { 2 };
        let similar = store::similar_words(conn, &term.word).await?;
        let mut meant: Vec<(usize, String)> = similar
            .into_iter()
            .map(|word| (distance(&term.word, &word), word))
            .filter(|(distance, _)| *distance <= allowed)
            .collect();
        meant.sort();
        corrected |= !meant.is_empty();
        term.others.extend(meant.into_iter().take(MEANINGS).map(|(_, word)| word));
    }
    Ok(corrected)
}

/// Letters that differ; letters that are not typed yet do not count.
fn distance(typed: &str, word: &str) -> usize {
    let letters = typed.chars().count();
    let begun: String = word.chars().take(letters).collect();
    let whole = strsim::osa_distance(typed, word);
    if word.chars().count() > letters + 1 {
        whole.min(strsim::osa_distance(typed, &begun) + 1)
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn what_is_not_typed_yet_is_no_fault() {
        assert_eq!(distance("paymnets", "payments"), 1);
        assert_eq!(distance("custmo", "customer"), 2, "one fault, and the rest is not typed yet");
        assert!(distance("pets", "payments") > 2);
    }
}
