//! What people are told about keys.
use super::store::EndingRow;
use crate::{
    db::{DbError, Tx},
    mail::{self, Letter},
    portal::Portal,
};
use app::{
    paths,
    time::{readable, readable_date},
};

/// Keys of one application that stop working soon.
pub async fn ending(
    tx: &mut Tx,
    portal: &Portal,
    recipient: &str,
    keys: &[(EndingRow, i64)],
) -> Result<(), DbError> {
    let Some((first, _)) = keys.first() else { return Ok(()) };
    let application = &first.application_name;
    let subject = match keys.len() {
        1 => format!("A key of “{application}” stops working on {}", readable_date(first.ends_at)),
        keys => format!("{keys} keys of “{application}” stop working soon"),
    };
    let mut paragraphs: Vec<String> = keys.iter().map(|(key, _)| sentence(key)).collect();
    if keys.iter().any(|(key, _)| key.replaced_at.is_none()) {
        paragraphs.push(
            "On the application's page you can replace a key with one click: its successor has the same name and lifetime, and the old key goes on working for a while, so that nothing stops.".to_owned(),
        );
    }
    let letter = Letter {
        recipient,
        subject,
        paragraphs,
        action: Some((
            "Open the application",
            portal.config.server.url(&paths::application(&first.application_slug)),
        )),
    };
    mail::enqueue(tx, portal, letter).await
}

fn sentence(key: &EndingRow) -> String {
    let shape = format!("“{}” ({}…{})", key.name, key.prefix, key.last_four);
    let ends = readable(key.ends_at);
    match (key.replaced_at, key.last_used_at) {
        (Some(replaced), Some(last)) => format!(
            "{shape} was replaced on {} and stops working on {ends}, but it is still used: the last call with it came on {}. Its page says from where.",
            readable_date(replaced),
            readable(last)
        ),
        (_, Some(last)) => {
            format!("{shape} expires on {ends}. The last call with it came on {}.", readable(last))
        }
        (_, None) => format!("{shape} expires on {ends}. It has never been used."),
    }
}
