//! How a call is written in ten languages: one function for each, from a description of the call.
mod call;
mod csharp;
mod curl;
mod go;
mod java;
mod javascript;
mod php;
mod python;
mod quote;
mod ruby;
mod rust;
#[cfg(test)]
mod tests;
mod typescript;

pub use call::{Body, Call, Header, HeaderValue, Part, call_of, credential, nested};
pub use curl::write as curl;

use super::view::Json;
use app::specifications::Samples;

/// A language that samples are written in.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    pub slug: &'static str,
    pub name: &'static str,
    pub write: fn(&Call) -> String,
}

/// The first is shown to whoever has not chosen.
pub const LANGUAGES: [Language; 10] = [
    Language { slug: "curl", name: "cURL", write: curl::write },
    Language { slug: "python", name: "Python", write: python::write },
    Language { slug: "javascript", name: "JavaScript", write: javascript::write },
    Language { slug: "typescript", name: "TypeScript", write: typescript::write },
    Language { slug: "go", name: "Go", write: go::write },
    Language { slug: "java", name: "Java", write: java::write },
    Language { slug: "csharp", name: "C#", write: csharp::write },
    Language { slug: "ruby", name: "Ruby", write: ruby::write },
    Language { slug: "php", name: "PHP", write: php::write },
    Language { slug: "rust", name: "Rust", write: rust::write },
];

/// Samples that a document brings along are listed after ours.
const GIVEN: usize = 12;

/// The sample in the wanted language, or the first one.
pub fn samples(call: &Call, detail: &Json, wanted: Option<&str>) -> Samples {
    let given = given(detail);
    let mut languages: Vec<(String, String)> =
        LANGUAGES.iter().map(|language| (language.slug.to_owned(), language.name.to_owned())).collect();
    languages.extend(given.iter().map(|given| (given.slug.clone(), given.name.clone())));
    let wanted = wanted.unwrap_or_default();
    let (language, code) = match given.into_iter().find(|given| given.slug == wanted) {
        Some(given) => (given.slug, given.code),
        None => {
            let language = LANGUAGES.iter().find(|language| language.slug == wanted).unwrap_or(&LANGUAGES[0]);
            (language.slug.to_owned(), (language.write)(call))
        }
    };
    Samples {
        languages,
        language,
        code,
        secret: call.secret().map(str::to_owned),
        application: None,
        applications: Vec::new(),
    }
}

struct Given {
    slug: String,
    name: String,
    code: String,
}

/// `x-codeSamples`, also by its older name.
fn given(detail: &Json) -> Vec<Given> {
    let lists = ["x-codeSamples", "x-code-samples"].map(|key| detail.get(key).items());
    let sample = |(position, sample): (usize, &Json)| {
        let name = sample.text("label").or_else(|| sample.text("lang"))?;
        let code = sample.text("source")?;
        Some(Given {
            slug: format!("document-{}", position + 1),
            name: format!("{name} (provider’s)"),
            code: code.trim_end().to_owned(),
        })
    };
    lists.into_iter().flatten().take(GIVEN).enumerate().filter_map(sample).collect()
}
