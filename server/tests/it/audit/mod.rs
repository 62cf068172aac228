use crate::{
    developers::{PASSWORD, sign_in},
    support::on_both_databases,
};

on_both_databases! {
    async fn sign_ins_and_refusals_are_on_record(portal: TestPortal) {
        let admin = portal.admin().await;
        let browser = portal.stranger();
        sign_in(&portal, &browser, "ada@portal.example", "not the right one").await.expect(422);
        sign_in(&portal, &browser, "my secret password", "ada@portal.example").await.expect(422);
        sign_in(&portal, &browser, "ada@portal.example", PASSWORD).await.expect(303);
        let trail = admin.get("/api/v1/audit-events?q=session.").await.expect(200).json();
        let seen: Vec<(&str, &str)> = trail["items"].as_array().unwrap().iter()
            .map(|event| (event["action"].as_str().unwrap(), event["object_name"].as_str().unwrap()))
            .collect();
        assert_eq!(seen, [
            ("session.started", "ada@portal.example"),
            ("session.refused", "(no e-mail address)"),
            ("session.refused", "ada@portal.example"),
        ]);
        let page = browser.get("/admin/audit?q=session.started").await.expect(200);
        assert!(page.text.contains("127.0.0.1"));
    }
}
