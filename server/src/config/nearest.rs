//! The name that somebody probably meant.

/// The candidate closest to `written`, if any is close enough to be a slip of the fingers.
pub(super) fn nearest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&written, &name.to_lowercase());
    // A key may stand in the wrong section or in none: `listen` for `server.listen`.
    let key_alone = |name: &str| {
        let key = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
        strsim::damerau_levenshtein(&key(&written), &key(name)) + 1
    };
    candidates
        .map(|name| {
            let whole = distance(name);
            let best = if name.contains('.') { whole.min(key_alone(name)) } else { whole };
            (best, whole, name)
        })
        .min()
        .filter(|(best, ..)| *best <= (written.len() / 3).max(2))
        .map(|(.., name)| name)
}

/// "; did you mean `server.listen`?", or nothing.
pub(super) fn did_you_mean<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(written, candidates).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["server.listen", "gateway.listen", "mail.smtp_host"];

    #[test]
    fn finds_a_slip_of_the_fingers() {
        assert_eq!(nearest("serber.listen", NAMES.into_iter()), Some("server.listen"));
        assert_eq!(nearest("mail.smtp-host", NAMES.into_iter()), Some("mail.smtp_host"));
    }

    #[test]
    fn finds_a_key_without_its_section() {
        assert_eq!(nearest("smtp_hots", NAMES.into_iter()), Some("mail.smtp_host"));
    }

    #[test]
    fn stays_silent_about_something_else() {
        assert_eq!(nearest("colour", NAMES.into_iter()), None);
    }
}
