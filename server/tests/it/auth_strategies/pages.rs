use crate::support::on_both_databases;

const NEW: &str = "/admin/auth-strategies/new";

on_both_databases! {
    async fn keys_are_created_changed_and_deleted_by_plain_forms(portal: TestPortal) {
        portal.admin().await;
        let browser = portal.browser("ada@portal.example").await;
        let empty = browser.get("/admin/auth-strategies").await.expect(200).text;
        assert!(empty.contains("No auth strategy yet"), "{empty}");
        let post = format!("{NEW}?_do=create_auth_strategy");
        let bad = [("name", "Keys"), ("kind", "key_auth"), ("header_names", "api key\nx-portal-key")];
        let refused = browser.submit(&post, &bad).await.expect(422).text;
        assert!(refused.contains("Header names are made of letters, digits and hyphens."), "{refused}");
        assert!(refused.contains("api key\nx-portal-key"), "{refused}");
        let good = [("name", "Keys"), ("kind", "key_auth"), ("header_names", "apikey\nx-api-key")];
        browser.submit(&post, &good).await.expect(303);
        let list = browser.get("/admin/auth-strategies").await.expect(200).text;
        assert!(list.contains("API key in apikey or x-api-key"), "{list}");
        let id = list.split("/admin/auth-strategies/").find_map(|part| part.get(..36).filter(|id| id.contains('-') && !id.contains('"'))).unwrap().to_owned();
        let page = format!("/admin/auth-strategies/{id}");
        let shown = browser.get(&page).await.expect(200).text;
        assert!(shown.contains("Nothing uses it yet"), "{shown}");
        let update = [("id", id.as_str()), ("name", "Header keys"), ("kind", "key_auth"), ("header_names", "apikey")];
        browser.submit(&format!("{page}?_do=update_auth_strategy"), &update).await.expect(303);
        let question = browser.get(&format!("{page}/delete")).await.expect(200).text;
        assert!(question.contains("Delete “Header keys”?"), "{question}");
        browser.submit(&format!("{page}/delete?_do=delete_auth_strategy"), &[("id", id.as_str())]).await.expect(303);
        browser.get(&page).await.expect(404);
    }

    async fn openid_connect_has_a_form_of_its_own(portal: TestPortal) {
        portal.admin().await;
        let browser = portal.browser("ada@portal.example").await;
        let address = format!("{NEW}?kind=openid_connect");
        let form = browser.get(&address).await.expect(200).text;
        assert!(form.contains("Credential claims") && !form.contains("header_names"), "{form}");
        let post = format!("{address}&_do=create_auth_strategy");
        let mut fields = vec![
            ("name", "Acme ID"), ("kind", "openid_connect"), ("issuer", "https://id.acme.example"),
            ("credential_claims", "client_id\nazp"), ("scopes", "weather:read"),
        ];
        let refused = browser.submit(&post, &fields).await.expect(422).text;
        assert!(refused.contains("Please choose at least one.") && refused.contains("client_id\nazp"), "{refused}");
        fields.push(("auth_methods[]", "client_credentials"));
        fields.push(("auth_methods[]", "bearer"));
        browser.submit(&post, &fields).await.expect(303);
        let list = browser.get("/admin/auth-strategies").await.expect(200).text;
        assert!(list.contains("OpenID Connect at https://id.acme.example"), "{list}");
    }

    async fn deleting_what_is_used_says_why_not_and_where(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let browser = portal.browser("ada@portal.example").await;
        let page = format!("/admin/auth-strategies/{}", weather.strategy);
        let shown = browser.get(&page).await.expect(200).text;
        assert!(shown.contains("“Keys” is used by 1 version and 0 applications."), "{shown}");
        assert!(shown.contains("/admin/products/weather/versions/2.0"), "{shown}");
        let delete = browser.get(&format!("{page}/delete")).await.expect(200).text;
        assert!(delete.contains("“Keys” cannot be deleted"), "{delete}");
        let post = format!("{page}/delete?_do=delete_auth_strategy");
        let refused = browser.submit(&post, &[("id", weather.strategy.as_str())]).await.expect(409).text;
        assert!(refused.contains("is used by 1 version"), "{refused}");
    }
}
