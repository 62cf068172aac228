//! The order of what was found: the same on every database.
use super::{
    question::{Question, Shape, Term},
    store::Candidate,
    words,
};
use app::search::SearchKind;
use std::collections::HashMap;

/// What a word is worth by where it stands; the beginning of a longer word is worth less.
const IN_NAME: f64 = 10.0;
const IN_PATH: f64 = 8.0;
const IN_SUMMARY: f64 = 6.0;
const IN_PRODUCT: f64 = 2.0;
const ELSEWHERE: f64 = 1.0;
const BEGINS: f64 = 0.7;
const MEANT: f64 = 0.6;
/// For words of the line that is read first.
const IN_TITLE: f64 = 3.0;
/// For words that follow one another as they were asked for.
const IN_A_ROW: f64 = 5.0;
/// For names that hold little else than what was asked for.
const NOTHING_ELSE: f64 = 5.0;
const WHOLE_NAME: f64 = 100.0;
const NAME_BEGINS: f64 = 8.0;
const CALL_OF_PATH: f64 = 60.0;
const SAME_METHOD: f64 = 30.0;

/// A candidate with its place, and what it says about the words.
#[derive(Debug)]
pub struct Ranked {
    pub candidate: Candidate,
    pub score: f64,
    /// Words that stand in none of the texts that are shown.
    pub mentions: Vec<String>,
}

/// The best first; each candidate once.
pub fn rank(question: &Question, candidates: Vec<Candidate>) -> Vec<Ranked> {
    let shapes: HashMap<&str, &Shape> =
        question.shapes.iter().map(|shape| (shape.path.as_str(), shape)).collect();
    let mut seen = std::collections::HashSet::new();
    let once = candidates.into_iter().filter(|candidate| seen.insert(candidate.id));
    let mut ranked: Vec<Ranked> = once.map(|candidate| score(question, &shapes, candidate)).collect();
    let published =
        |ranked: &Ranked| ranked.candidate.version.as_ref().and_then(|version| version.published_at);
    ranked.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| published(b).cmp(&published(a)))
            .then_with(|| a.candidate.score.total_cmp(&b.candidate.score))
            .then_with(|| a.candidate.id.cmp(&b.candidate.id))
    });
    ranked
}

/// The texts of a candidate by what they are worth.
struct Texts {
    names: Vec<String>,
    path: Vec<String>,
    summary: Vec<String>,
    product: Vec<String>,
}

impl Texts {
    fn of(candidate: &Candidate) -> Self {
        let product = words::words(&candidate.product_title);
        let (names, path, summary) = match (&candidate.operation, &candidate.document, &candidate.version) {
            (Some(operation), _, _) => {
                let name = operation.operation_id.as_deref().unwrap_or_default();
                let mut path = words::words(&operation.path);
                path.push(operation.method.to_lowercase());
                (words::words(name), path, words::words(&operation.summary))
            }
            (None, Some(document), _) => {
                (words::words(&document.title), Vec::new(), words::words(&document.text))
            }
            (None, None, Some(version)) => (
                words::words(&format!("{} {}", candidate.product_title, version.name)),
                Vec::new(),
                Vec::new(),
            ),
            (None, None, None) => (product.clone(), Vec::new(), words::words(&candidate.product_summary)),
        };
        Self { names, path, summary, product }
    }

    fn worth(&self, term: &Term) -> f64 {
        let places = [
            (&self.names, IN_NAME),
            (&self.path, IN_PATH),
            (&self.summary, IN_SUMMARY),
            (&self.product, IN_PRODUCT),
        ];
        let worths = places.into_iter().map(|(words, worth)| worth * likeness(words, term));
        worths.fold(0.0, f64::max)
    }

    /// What is read first of an operation is its summary, and of all others their name.
    fn title(&self) -> &[String] {
        if self.path.is_empty() { &self.names } else { &self.summary }
    }

    /// Whether one of the texts has all the words in a row; the last one may still be on its way.
    fn have_in_a_row(&self, terms: &[Term]) -> bool {
        let Some((last, whole)) = terms.split_last().filter(|(_, whole)| !whole.is_empty()) else {
            return false;
        };
        let is_phrase = |words: &[String]| {
            let (end, begin) = words.split_last().expect("windows are not empty");
            end.starts_with(&last.word) && begin.iter().zip(whole).all(|(word, term)| *word == term.word)
        };
        let texts = [&self.names, &self.path, &self.summary, &self.product];
        texts.into_iter().any(|words| words.windows(terms.len()).any(is_phrase))
    }
}

/// How well the best of these words is the one that was meant, from 0 to 1.
fn likeness(words: &[String], term: &Term) -> f64 {
    let of = |word: &String| {
        if *word == term.word {
            1.0
        } else if word.starts_with(&term.word) {
            BEGINS
        } else if term.others.contains(word) {
            MEANT
        } else {
            0.0
        }
    };
    words.iter().map(of).fold(0.0, f64::max)
}

fn score(question: &Question, shapes: &HashMap<&str, &Shape>, candidate: Candidate) -> Ranked {
    let texts = Texts::of(&candidate);
    let mut mentions = Vec::new();
    let mut sum = 0.0;
    for term in &question.terms {
        match texts.worth(term) {
            0.0 => {
                sum += ELSEWHERE;
                mentions.push(term.word.clone());
            }
            worth => sum += worth,
        }
    }
    let asked = question.terms.len().max(1) as f64;
    let own = texts.names.len().max(texts.path.len()).max(1) as f64;
    let found = asked - mentions.len() as f64;
    let in_title: f64 = question.terms.iter().map(|term| likeness(texts.title(), term)).sum();
    let mut score = sum / asked + IN_TITLE * (in_title / asked) + NOTHING_ELSE * (found / own.max(asked));
    if texts.have_in_a_row(&question.terms) {
        score += IN_A_ROW;
    }
    score += whole_name(question, &candidate);
    score += call(question, shapes, &candidate);
    score += standing(&candidate);
    if !candidate_has_text(&candidate) {
        mentions.clear();
    }
    Ranked { candidate, score, mentions }
}

fn whole_name(question: &Question, candidate: &Candidate) -> f64 {
    let name = match (&candidate.operation, &candidate.document, &candidate.version) {
        (Some(operation), _, _) => operation.operation_id.clone().unwrap_or_default(),
        (None, Some(document), _) => document.title.clone(),
        (None, None, Some(version)) => format!("{} {}", candidate.product_title, version.name),
        (None, None, None) => candidate.product_title.clone(),
    };
    match words::key(&name) {
        _ if question.key.is_empty() => 0.0,
        name if name == question.key => WHOLE_NAME,
        name if name.starts_with(&question.key) => NAME_BEGINS,
        _ => 0.0,
    }
}

/// The path with the fewest parameters left open is meant first.
fn call(question: &Question, shapes: &HashMap<&str, &Shape>, candidate: &Candidate) -> f64 {
    let Some(operation) = &candidate.operation else { return 0.0 };
    let path = words::shape(&operation.path);
    let of_path = shapes
        .get(path.as_str())
        .map_or(0.0, |shape| CALL_OF_PATH + 20.0 / (1.0 + shape.open as f64) - 15.0 * shape.dropped as f64);
    let same_method = question.method.as_ref().is_some_and(|method| *method == operation.method);
    of_path + if same_method { SAME_METHOD } else { 0.0 }
}

/// APIs before what is in them; what is current before what is deprecated.
fn standing(candidate: &Candidate) -> f64 {
    let of_kind = match candidate.kind {
        SearchKind::Product => 4.0,
        SearchKind::Version => 1.0,
        SearchKind::Operation | SearchKind::Document => 0.0,
    };
    let deprecated = candidate.operation.as_ref().is_some_and(|operation| operation.deprecated);
    let past = candidate.version.as_ref().is_some_and(|version| version.stage.as_str() != "published");
    of_kind - if deprecated { 2.0 } else { 0.0 } - if past { 2.0 } else { 0.0 }
}

/// Products and versions are shown with nothing that a word could be mentioned in.
fn candidate_has_text(candidate: &Candidate) -> bool {
    candidate.operation.is_some() || candidate.document.is_some()
}
