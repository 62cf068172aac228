use crate::{
    developers::{PASSWORD, seen},
    support::on_both_databases,
};

const ANN: &str = "ann@partner.example";

on_both_databases! {
    async fn a_password_opens_a_session_and_leads_back(portal: TestPortal) {
        portal.developer("Ann").await;
        let browser = portal.stranger();
        let fields = [("email", " ANN@partner.example "), ("password", PASSWORD), ("return_to", "/account/sessions?x=1")];
        let answer = browser.submit("/session", &fields).await.expect(303);
        assert_eq!(answer.headers["location"], "/account/sessions?x=1");
        let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"));
        let page = browser.get("/account/sessions").await.expect(200);
        assert!(page.text.contains("this browser") && page.text.contains("127.0.0.1"));
    }

    async fn nobody_is_sent_to_another_site(portal: TestPortal) {
        portal.developer("Ann").await;
        for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/\t/evil.example"] {
            let fields = [("email", ANN), ("password", PASSWORD), ("return_to", elsewhere)];
            let answer = portal.stranger().submit("/session", &fields).await.expect(303);
            assert_eq!(answer.headers["location"], "/", "{elsewhere}");
        }
    }

    async fn wrong_password_and_unknown_address_look_the_same(portal: TestPortal) {
        portal.developer("Ann").await;
        crate::developers::sign_up(&portal, "new@x.example").await.expect(202);
        let refused = |email: &'static str| {
            let browser = portal.stranger();
            async move {
                let fields = [("email", email), ("password", "not the right one")];
                browser.submit("/session", &fields).await.expect(422)
            }
        };
        let known = refused(ANN).await;
        assert!(known.text.contains(&format!("value=\"{ANN}\"")), "the address is kept");
        assert!(!known.text.contains("not the right one"), "the password is not");
        assert!(known.text.contains("do not belong together"));
        for other in ["nobody@x.example", "new@x.example"] {
            let unknown = refused(other).await;
            let (status, headers, _) = seen(&unknown);
            let (known_status, known_headers, _) = seen(&known);
            assert_eq!((status, headers), (known_status, known_headers), "{other}");
            assert!(unknown.text.contains("do not belong together"), "{other}");
        }
    }

    async fn signing_in_again_leaves_the_former_session(portal: TestPortal) {
        let ann = portal.developer("Ann").await;
        let browser = portal.stranger();
        for _ in 0..2 {
            browser.submit("/session", &[("email", ANN), ("password", PASSWORD)]).await.expect(303);
        }
        let sessions = ann.get("/api/v1/me/sessions").await.expect(200).json();
        assert_eq!(sessions.as_array().unwrap().len(), 1);
    }

    async fn another_site_can_neither_sign_in_nor_out(portal: TestPortal) {
        portal.developer("Ann").await;
        let browser = portal.stranger();
        browser.submit("/session", &[("email", ANN), ("password", PASSWORD)]).await.expect(303);
        for (path, header) in [("/session", Some("cross-site")), ("/session/end", Some("cross-site")), ("/session/end", None)] {
            let mut request = browser.request(reqwest::Method::POST, path).form(&[("email", ANN), ("password", PASSWORD)]);
            if let Some(site) = header {
                request = request.header("sec-fetch-site", site);
            }
            browser.send(request).await.expect(403);
        }
        browser.get("/account").await.expect(200);
        browser.submit("/session/end", &[]).await.expect(303);
        browser.get("/account").await.expect(401);
    }

    async fn the_page_shows_who_is_signed_in(portal: TestPortal) {
        portal.developer("Ann").await;
        let browser = portal.stranger();
        assert!(browser.get("/sign-in").await.expect(200).text.contains("Sign up"));
        browser.submit("/session", &[("email", ANN), ("password", PASSWORD)]).await.expect(303);
        let page = browser.get("/account").await.expect(200).text;
        assert!(page.contains("Sign out") && !page.contains("/admin/inbox"));
    }
}
