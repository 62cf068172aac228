//! Mails before a key stops working: to whom, when, and each once.
use crate::{
    support::{TestPortal, smtp::MailServer, world::World},
    teams::{create, join},
};
use chrono::TimeDelta;
use serde_json::json;
use server::portal::Portal;

/// With a mail server that takes mails for real, on both databases.
async fn with_mail(check: impl AsyncFn(&TestPortal, &MailServer)) {
    for is_postgres in [false, true] {
        let mail = MailServer::start().await;
        let port = mail.port.to_string();
        let settings = [
            ("PORTICO_MAIL_SMTP_HOST", "127.0.0.1"),
            ("PORTICO_MAIL_SMTP_PORT", port.as_str()),
            ("PORTICO_MAIL_ENCRYPTION", "none"),
        ];
        let portal = match is_postgres {
            false => Some(TestPortal::on_sqlite_with(&settings).await),
            true => TestPortal::on_postgres_with(&settings).await,
        };
        if let Some(portal) = portal {
            check(&portal, &mail).await;
        }
    }
}

/// What was delivered about keys that end, and to whom.
fn about_keys(mail: &MailServer) -> Vec<(String, String)> {
    let all = mail.delivered().into_iter();
    let mut found: Vec<_> = all
        .filter(|mail| mail.data.contains("stops working") || mail.data.contains("stop working"))
        .map(|mail| (mail.recipient.clone(), mail.data))
        .collect();
    found.sort();
    found
}

async fn issue(world: &World, name: &str, days: u32) -> serde_json::Value {
    let new = json!({ "name": name, "expires_in_days": days });
    world.dev.post(&world.keys_path(), new).await.expect(201).json()
}

/// Queues of several processes over one database, worked off at once.
async fn all_finish_jobs(processes: &[Portal]) {
    let working = processes.iter().map(|portal| async {
        portal.jobs.clone().drain(portal).await.expect("the queue is worked off");
    });
    futures_of(working).await;
}

async fn futures_of(all: impl Iterator<Item = impl Future<Output = ()>>) {
    futures::future::join_all(all).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reminder_is_sent_once_by_any_number_of_replicas() {
    with_mail(async |portal, mail| {
        let world = World::new(portal).await;
        issue(&world, "Nightly", 30).await;
        let replicas = [portal.portal.clone(), portal.another_process(), portal.another_process()];
        let mut sent = Vec::new();
        // From the day after it was made to the day after its end, twice a day.
        for _ in 0..62 {
            portal.clock.advance(TimeDelta::hours(12));
            all_finish_jobs(&replicas).await;
            let now = about_keys(mail).len();
            if now > sent.len() {
                assert_eq!(now, sent.len() + 1, "one at a time");
                let day: app::time::Timestamp = server::clock::Clock::now(&*portal.clock);
                sent.push(app::time::readable(day));
            }
        }
        assert_eq!(sent, ["7 Dec 2026, 10:42 UTC", "18 Dec 2026, 10:42 UTC", "20 Dec 2026, 10:42 UTC"]);
        let mails = about_keys(mail);
        assert!(mails.iter().all(|(recipient, _)| recipient == "ann@partner.example"));
        let last = &mails[0].1;
        assert!(last.contains("It has never been used."), "{last}");
        assert!(last.contains(&format!("{}/apps/{}", portal.origin, world.application)), "{last}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_one_application_come_in_one_mail_to_everybody_who_manages_it() {
    with_mail(async |portal, mail| {
        let world = World::new(portal).await;
        let bob = portal.developer("Bob").await;
        portal.developer("Eve").await;
        let team = create(&world.dev, "Crew").await;
        join(portal, &world.dev, &team, &bob, "bob@partner.example", "member").await;
        let to = json!({ "to": format!("team:{team}") });
        world.dev.post(&format!("/api/v1/applications/{}/transfer", world.application), to).await.expect(200);
        for name in ["Nightly", "Weekly"] {
            issue(&world, name, 30).await;
        }
        portal.clock.advance(TimeDelta::days(17));
        portal.finish_jobs().await;
        let mails = about_keys(mail);
        let recipients: Vec<&str> = mails.iter().map(|(recipient, _)| recipient.as_str()).collect();
        assert_eq!(recipients, ["ann@partner.example", "bob@partner.example"]);
        for (_, text) in &mails {
            assert!(
                text.contains("2 keys of") && text.contains("Nightly") && text.contains("Weekly"),
                "{text}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_key_is_only_worth_a_mail_while_it_is_used() {
    with_mail(async |portal, mail| {
        let mut world = World::new(portal).await;
        let quiet = issue(&world, "Quiet", 30).await;
        let rotate =
            format!("{}/{}/rotate", world.keys_path(), quiet["credential"]["id"].as_str().expect("an id"));
        world.dev.post(&rotate, json!({ "overlap": "week" })).await.expect(201);
        world
            .dev
            .post(&format!("{}/rotate", world.key_path()), json!({ "overlap": "day" }))
            .await
            .expect(201);
        portal.clock.advance(TimeDelta::hours(20));
        assert_eq!(world.verdict(&world.key).await.0, 200);
        server::verify::flush(&portal.portal).await.expect("written");
        portal.finish_jobs().await;
        assert_eq!(about_keys(mail), [], "four hours are left");
        portal.clock.advance(TimeDelta::hours(1));
        portal.finish_jobs().await;
        let told = about_keys(mail);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].1.contains("but it is still used"), "{}", told[0].1);
        portal.clock.advance(TimeDelta::hours(1));
        portal.finish_jobs().await;
        // The week of the other one passes without a word: nobody has used it since.
        portal.clock.advance(TimeDelta::days(5));
        portal.finish_jobs().await;
        assert_eq!(about_keys(mail).len(), 1);
        // What was revoked is not spoken of either.
        let revoked = issue(&world, "Revoked", 4).await;
        world.credential_id = revoked["credential"]["id"].as_str().expect("an id").to_owned();
        world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
        portal.clock.advance(TimeDelta::days(2));
        portal.finish_jobs().await;
        assert_eq!(about_keys(mail).len(), 1);
    })
    .await;
}
