use super::json::unescape;

const OPERATIONS: &str = "#/operations/";
/// Tokens of a pointer that are followed.
const TOKENS: usize = 64;

/// A place that holds a schema: in one operation, or in the document's shared parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address<'a> {
    Operation { slug: String, tokens: Vec<&'a str> },
    Shared { pointer: &'a str },
}

impl<'a> Address<'a> {
    pub fn of_operation(slug: &str) -> String {
        format!("{OPERATIONS}{slug}")
    }

    pub fn parse(text: &'a str) -> Option<Self> {
        if text.split('/').count() > TOKENS {
            return None;
        }
        match text.strip_prefix(OPERATIONS) {
            Some(rest) => {
                let mut tokens = rest.split('/');
                Some(Self::Operation { slug: unescape(tokens.next()?), tokens: tokens.collect() })
            }
            None => text.starts_with("#/").then_some(Self::Shared { pointer: text }),
        }
    }
}

/// Every way to cut a pointer into one that may be stored and what follows it, the longest first.
pub fn cuts(pointer: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let whole = std::iter::once((pointer, Vec::new()));
    let places: Vec<usize> = pointer.match_indices('/').map(|(at, _)| at).skip(1).collect();
    whole.chain(
        places.into_iter().rev().map(|at| (&pointer[..at], pointer[at + 1..].split('/').collect::<Vec<_>>())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_into_operations_and_shared_parts() {
        let parsed = Address::parse("#/operations/list-pets/responses/200");
        let expected = Address::Operation { slug: "list-pets".to_owned(), tokens: vec!["responses", "200"] };
        assert_eq!(parsed, Some(expected));
        assert_eq!(Address::parse("elsewhere.yaml#/a"), None);
        assert_eq!(Address::parse(&"#/a".repeat(200)), None);
        let found: Vec<_> = cuts("#/a/b/c").collect();
        assert_eq!(found, [("#/a/b/c", vec![]), ("#/a/b", vec!["c"]), ("#/a", vec!["b", "c"])]);
    }
}
