//! Numbers with their nouns, and what people are told of them.

/// "1 key", "2 keys".
pub fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// What ends with applications that are deleted, as sentences; nothing of what there is none of.
pub fn access_that_ends(live_credentials: u64, approved_registrations: u64) -> Vec<String> {
    let keys = (live_credentials > 0).then(|| {
        let keys = counted(live_credentials, "working API key");
        format!("{keys}. Calls made with them are refused from that moment.")
    });
    let access = (approved_registrations > 0)
        .then(|| format!("Access to APIs: {}.", counted(approved_registrations, "approved registration")));
    keys.into_iter().chain(access).collect()
}
