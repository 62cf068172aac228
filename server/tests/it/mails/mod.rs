use crate::{
    developers::{PASSWORD, sign_in, sign_up},
    support::on_both_databases,
};

on_both_databases! {
    async fn an_admin_reads_a_kept_mail_and_its_link(portal: TestPortal) {
        portal.admin().await;
        sign_up(&portal, "cleo@x.example").await.expect(202);
        let mail = portal.mails_to("cleo@x.example").await.remove(0);
        let browser = portal.stranger();
        sign_in(&portal, &browser, "ada@portal.example", PASSWORD).await.expect(303);
        let list = browser.get("/admin/mail").await.expect(200).text;
        assert!(list.contains("cleo@x.example") && list.contains("Mail does not leave this portal"));
        let page = browser.get(&format!("/admin/mail/{}", mail.id)).await.expect(200).text;
        assert!(page.contains(&format!("href=\"{}/confirm?token=", portal.origin)), "the link can be clicked");
        browser.get("/admin/mail/0195b1f0-0000-7000-8000-000000000000").await.expect(404);
    }

    async fn nobody_else_reads_mail(portal: TestPortal) {
        let approver = portal.approver().await;
        approver.get("/api/v1/mails").await.expect(403);
        portal.stranger().get("/api/v1/mails").await.expect(401);
        portal.stranger().get("/admin/mail").await.expect(401);
    }
}
