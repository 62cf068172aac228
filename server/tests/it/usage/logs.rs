use crate::support::{Person, TestPortal, on_both_databases, people::Answer, world::World};
use reqwest::Method;
use serde_json::json;

async fn sends(portal: &TestPortal, token: &str, batch: &str, text: &str) -> Answer {
    let gateway: Person = portal.stranger();
    let request = gateway.request(Method::PUT, &format!("/gateway/log/{batch}"));
    gateway.send(request.header("x-portal-gateway-token", token).body(text.to_owned())).await
}

on_both_databases! {
    async fn a_piece_of_a_log_is_counted_once(portal: TestPortal) {
        let world = World::new(&portal).await;
        let own = world.dev.get(&format!("/api/v1/applications/{}", world.application)).await.expect(200).json();
        let line = |status: u16, seconds: &str| {
            json!({ "at": "1795257720.5", "application": own["id"], "version": world.version_id,
                    "credential": world.credential_id, "status": status, "seconds": seconds }).to_string()
        };
        let refused = json!({ "at": "1795257720.5", "application": "", "version": "", "credential": "",
                              "status": "401", "seconds": "0.001" });
        let text = [line(200, "0.010"), line(200, "0.020"), line(503, "0.900"), refused.to_string(), "{".to_owned()];
        let first = sends(&portal, &world.gateway_token, "a1", &text.join("\n")).await.expect(200).json();
        assert_eq!(first, json!({ "counted": 3, "skipped": 1, "unreadable": 1, "repeated": false }));
        let again = sends(&portal, &world.gateway_token, "a1", &text.join("\n")).await.expect(200).json();
        assert_eq!((&again["counted"], &again["repeated"]), (&json!(3), &json!(true)));
        let report = format!("/api/v1/applications/{}/usage", world.application);
        let total = world.dev.get(&report).await.expect(200).json()["total"].clone();
        assert_eq!((&total["answered"], &total["server_errors"]), (&json!(3), &json!(1)));
        let p50 = total["p50_micros"].as_u64().expect("a time");
        assert!((18_800..=21_200).contains(&p50), "{p50}");
    }

    async fn only_gateways_send_logs(portal: TestPortal) {
        let _world = World::new(&portal).await;
        sends(&portal, "ptg_wrong", "a1", "").await.expect(401);
    }
}
