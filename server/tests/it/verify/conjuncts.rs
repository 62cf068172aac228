//! Each part of the decision, false by itself, is a refusal with its own code.
use crate::support::{TestPortal, on_both_databases, world::World};
use chrono::TimeDelta;
use serde_json::json;
use server::db::sql;

/// Changes the database as no page could, in a transaction that counts.
async fn force(portal: &TestPortal, statement: server::db::Statement) {
    let mut tx = portal.portal.db.begin().await.expect("a transaction");
    assert_eq!(statement.execute(&mut tx).await.expect("the statement"), 1, "one row changes");
    tx.commit().await.expect("the commit");
}

fn id(text: &str) -> uuid::Uuid {
    text.parse().expect("an id")
}

on_both_databases! {
    async fn all_true_is_a_yes_with_every_identity_header(portal: TestPortal) {
        let world = World::new(&portal).await;
        let response = world.question("").header("apikey", &world.key).send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        for name in server::verify::IDENTITY_HEADERS {
            assert!(response.headers().contains_key(&name), "{name}");
        }
        assert_eq!(response.headers()["x-portal-application"], "Storm watch");
        assert_eq!(response.headers()["x-portal-credential"], world.credential_id);
        assert_eq!(response.headers()["x-portal-registration"], world.registration_id);
        assert_eq!(response.headers()["cache-control"], "no-store");
    }

    async fn developer_not_approved(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        for status in ["unconfirmed", "pending", "rejected", "revoked"] {
            force(&portal, sql("UPDATE developers SET status = $1 WHERE email = 'ann@partner.example'").bind(status)).await;
            assert_eq!(world.verdict(&world.key).await, (403, "developer_not_approved".to_owned()), "{status}");
        }
        force(&portal, sql("UPDATE developers SET status = $1 WHERE email = 'ann@partner.example'").bind("approved")).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
    }

    async fn registration_missing_pending_rejected_revoked(portal: TestPortal) {
        let world = World::new(&portal).await;
        for status in ["pending", "rejected", "revoked"] {
            force(&portal, sql("UPDATE registrations SET status = $1").bind(status)).await;
            assert_eq!(world.verdict(&world.key).await, (403, format!("registration_{status}")));
        }
        force(&portal, sql("UPDATE registrations SET status = $1").bind("approved")).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        world.dev.delete(&format!("/api/v1/registrations/{}", world.registration_id)).await.expect(204);
        assert_eq!(world.verdict(&world.key).await, (403, "registration_missing".to_owned()));
    }

    async fn version_draft_or_retired(portal: TestPortal) {
        let world = World::new(&portal).await;
        for (lifecycle, verdict) in [
            ("deprecated", (200, String::new())),
            ("draft", (403, "version_unknown".to_owned())),
            ("retired", (403, "version_retired".to_owned())),
            ("published", (200, String::new())),
        ] {
            force(&portal, sql("UPDATE product_versions SET lifecycle = $1").bind(lifecycle)).await;
            assert_eq!(world.verdict(&world.key).await, verdict, "{lifecycle}");
        }
    }

    async fn strategy_missing_or_other(portal: TestPortal) {
        let world = World::new(&portal).await;
        let other = json!({ "name": "Other keys", "kind": "key_auth", "header_names": ["apikey"] });
        let other = world.admin.post("/api/v1/auth-strategies", other).await.expect(201).json();
        let openid = json!({ "name": "Tokens", "kind": "openid_connect", "issuer": "https://id.example.com",
                             "credential_claims": ["sub"], "scopes": [], "auth_methods": ["bearer"] });
        let openid = world.admin.post("/api/v1/auth-strategies", openid).await.expect(201).json();
        let set = |strategy: Option<uuid::Uuid>| sql("UPDATE product_versions SET auth_strategy_id = $1").bind(strategy);
        force(&portal, set(Some(id(other["id"].as_str().unwrap())))).await;
        assert_eq!(world.verdict(&world.key).await, (403, "strategy_mismatch".to_owned()));
        force(&portal, set(Some(id(openid["id"].as_str().unwrap())))).await;
        assert_eq!(world.verdict(&world.key).await, (401, "token_missing".to_owned()));
        force(&portal, set(None)).await;
        assert_eq!(world.verdict(&world.key).await, (403, "strategy_missing".to_owned()));
        force(&portal, set(Some(id(&world.strategy_id)))).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
    }

    async fn credential_revoked_expired_or_unknown(portal: TestPortal) {
        let world = World::new(&portal).await;
        let now = server::clock::Clock::now(&*portal.clock);
        force(&portal, sql("UPDATE credentials SET expires_at = $1").bind(now + TimeDelta::minutes(5))).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        portal.clock.advance(TimeDelta::minutes(5));
        assert_eq!(world.verdict(&world.key).await, (401, "key_expired".to_owned()));
        force(&portal, sql("UPDATE credentials SET expires_at = NULL")).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        force(&portal, sql("UPDATE credentials SET revoked_at = $1").bind(now)).await;
        assert_eq!(world.verdict(&world.key).await, (401, "key_revoked".to_owned()));
        let stranger = portal.portal.key_format.generate();
        assert_eq!(world.verdict(&stranger).await, (401, "key_unknown".to_owned()));
    }

    async fn deleted_application(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        world.dev.delete(&format!("/api/v1/applications/{}", world.application)).await.expect(204);
        assert_eq!(world.verdict(&world.key).await, (401, "key_unknown".to_owned()));
    }
}
