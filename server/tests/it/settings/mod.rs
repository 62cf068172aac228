use crate::support::on_both_databases;
use serde_json::json;

on_both_databases! {
    async fn admins_switch_and_others_do_not(portal: TestPortal) {
        let (admin, approver) = (portal.admin().await, portal.approver().await);
        let wanted = json!({ "sign_up_open": false, "auto_approve_developers": true, "auto_approve_registrations": false,
                             "sso_required": false });
        approver.put("/api/v1/settings", wanted.clone()).await.expect(403);
        approver.get("/api/v1/settings").await.expect(403);
        admin.put("/api/v1/settings", wanted.clone()).await.expect(200);
        assert_eq!(admin.get("/api/v1/settings").await.expect(200).json(), wanted);
        let trail = admin.get("/api/v1/audit-events?q=settings").await.expect(200).json();
        assert_eq!(trail["items"][0]["action"], "settings.changed");
    }
}
