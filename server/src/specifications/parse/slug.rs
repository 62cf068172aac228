//! Names of operations in URLs: from `operationId`, which authors keep, or else from method and path.

use std::collections::HashMap;

use super::limits::MAX_SLUG;

/// Hands out each slug once.
#[derive(Debug, Default)]
pub struct Slugs {
    /// Slug → how often it was asked for.
    taken: HashMap<String, u32>,
}

impl Slugs {
    /// A slug of its own for an operation, matching `^[\w-]+$`. When two operations share an `operationId`, the
    /// second gets method and path appended, so that it keeps its slug when operations are added before it.
    pub fn assign(&mut self, operation_id: Option<&str>, method: &str, path: &str) -> String {
        let by_path = kebab(&format!("{method} {path}"));
        match operation_id.map(kebab).filter(|slug| !slug.is_empty()) {
            Some(slug) if self.taken.contains_key(&slug) => self.numbered(cut(&format!("{slug}-{by_path}"))),
            Some(slug) => self.numbered(slug),
            None => self.numbered(by_path),
        }
    }

    fn numbered(&mut self, wish: String) -> String {
        let mut slug = wish.clone();
        while self.taken.contains_key(&slug) {
            let count = self.taken.entry(wish.clone()).or_default();
            *count += 1;
            slug = format!("{wish}-{count}");
        }
        self.taken.insert(slug.clone(), 1);
        slug
    }
}

/// `repos/listForOrg` → `repos-list-for-org`.
pub fn kebab(name: &str) -> String {
    let mut slug = String::new();
    let mut chars = name.chars().peekable();
    let mut before = ' ';
    while let Some(char) = chars.next() {
        if slug.len() > MAX_SLUG {
            break;
        }
        let ends_acronym = before.is_ascii_uppercase() && chars.peek().is_some_and(char::is_ascii_lowercase);
        let begins_word = char.is_ascii_uppercase() && (!before.is_ascii_uppercase() || ends_acronym);
        if (begins_word || !char.is_ascii_alphanumeric()) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if char.is_ascii_alphanumeric() {
            slug.push(char.to_ascii_lowercase());
        }
        before = char;
    }
    cut(&slug)
}

/// Slugs are ASCII, so that every byte is a place to cut at.
fn cut(slug: &str) -> String {
    slug.get(..MAX_SLUG).unwrap_or(slug).trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_operation_ids_into_kebab_case() {
        let pairs = [
            ("getUserById", "get-user-by-id"),
            ("repos/list-for-org", "repos-list-for-org"),
            ("listAPIKeys", "list-api-keys"),
            ("readCoreV1NamespacedPod", "read-core-v1-namespaced-pod"),
            ("list_pets", "list-pets"),
            (" Größe (cm) ", "gr-e-cm"),
            ("宠物", ""),
        ];
        for (name, slug) in pairs {
            assert_eq!(kebab(name), slug);
        }
        assert!(kebab(&"x-".repeat(1000)).len() <= MAX_SLUG);
    }

    #[test]
    fn every_operation_gets_its_own() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.assign(Some("listPets"), "GET", "/pets"), "list-pets");
        assert_eq!(slugs.assign(Some("listPets"), "GET", "/v2/pets"), "list-pets-get-v2-pets");
        assert_eq!(slugs.assign(Some("listPets"), "GET", "/v2/pets"), "list-pets-get-v2-pets-2");
        assert_eq!(slugs.assign(None, "GET", "/pets/{petId}"), "get-pets-pet-id");
        assert_eq!(slugs.assign(Some("宠物"), "GET", "/"), "get");
        assert_eq!(slugs.assign(None, "GET", "/"), "get-2");
    }
}
