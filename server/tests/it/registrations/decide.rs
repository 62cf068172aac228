use crate::support::on_both_databases;

on_both_databases! {
    async fn every_way_between_states_and_every_refusal(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let abe = portal.approver().await;
        let ann = portal.developer("Ann").await;
        // What was done before, what is tried, and its answer: the status it leads to or the refusal.
        let table: [(&[&str], &str, Result<&str, &str>); 12] = [
            (&[], "approve", Ok("approved")),
            (&[], "reject", Ok("rejected")),
            (&[], "revoke", Err("not_approved")),
            (&["approve"], "approve", Err("already_approved")),
            (&["approve"], "reject", Err("not_pending")),
            (&["approve"], "revoke", Ok("revoked")),
            (&["reject"], "approve", Err("rejected")),
            (&["reject"], "reject", Err("not_pending")),
            (&["reject"], "revoke", Err("not_approved")),
            (&["approve", "revoke"], "approve", Ok("approved")),
            (&["approve", "revoke"], "reject", Err("not_pending")),
            (&["approve", "revoke"], "revoke", Err("not_approved")),
        ];
        for (before, verb, outcome) in table {
            let shop = ann.creates_application("Shop", &weather.strategy).await;
            let id = ann.registers(&shop, weather.version_id()).await;
            for done in before {
                abe.decides(&id, done, "so it was").await.expect(200);
            }
            let answer = abe.decides(&id, verb, "so it is").await;
            match outcome {
                Ok(status) => {
                    let decided = answer.expect(200).json();
                    assert_eq!(decided["status"], status, "{before:?} {verb}");
                    assert_eq!(decided["decision"]["reason"], "so it is");
                    assert_eq!(decided["decision"]["by"], "Abe Approver <abe@portal.example>");
                    assert_eq!(decided["decision"]["at"], "2026-11-21T10:42:00Z");
                }
                Err(code) => assert_eq!(answer.expect(409).code(), code, "{before:?} {verb}"),
            }
        }
    }

    async fn refusing_needs_a_reason_and_a_reason_has_its_limit(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        let answer = weather.admin.decides(&id, "reject", "  ").await.expect(422);
        assert_eq!(answer.field_error("reason").unwrap(), "Please say why: the developer reads this.");
        let answer = weather.admin.decides(&id, "approve", &"x".repeat(1001)).await.expect(422);
        assert_eq!(answer.field_error("reason").unwrap(), "At most 1000 characters; this has 1001.");
        weather.admin.decides(&id, "approve", "").await.expect(200);
        weather.admin.decides(&id, "revoke", "").await.expect(422);
    }

    async fn developers_and_strangers_may_not(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        for verb in ["approve", "reject", "revoke"] {
            ann.decides(&id, verb, "mine").await.expect(403);
            portal.stranger().decides(&id, verb, "mine").await.expect(403);
        }
        ann.get("/api/v1/registrations").await.expect(403);
        ann.get(&format!("/api/v1/registrations/{id}")).await.expect(403);
    }

    async fn two_approvers_at_once_decide_once(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let abe = portal.approver().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        let (one, other) =
            tokio::join!(abe.decides(&id, "reject", "no"), weather.admin.decides(&id, "approve", "yes"));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.text, other.text);
        assert_eq!(portal.mails_to("ann@partner.example").await.len(), 1);
    }

    async fn the_owner_learns_who_decided_but_not_their_address(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let ann = portal.developer("Ann").await;
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        weather.admin.decides(&id, "reject", "Say more").await.expect(200);
        let listed = ann.get(&format!("/api/v1/applications/{shop}/registrations")).await.expect(200);
        assert_eq!(listed.json()[0]["decision"]["by"], "Ada Admin");
        assert!(!listed.text.contains("ada@portal.example"));
    }

    async fn the_list_is_narrowed_by_status_and_words(portal: TestPortal) {
        let weather = portal.published_weather().await;
        let (ann, bob) = (portal.developer("Ann").await, portal.developer("Bob").await);
        let shop = ann.creates_application("Shop", &weather.strategy).await;
        let van = bob.creates_application("Van", &weather.strategy).await;
        let id = ann.registers(&shop, weather.version_id()).await;
        portal.clock.advance(chrono::TimeDelta::minutes(1));
        bob.registers(&van, weather.version_id()).await;
        weather.admin.decides(&id, "approve", "").await.expect(200);
        let names = async |query: &str| {
            let page = weather.admin.get(&format!("/api/v1/registrations?{query}")).await.expect(200).json();
            let items = page["items"].as_array().unwrap().clone();
            items.iter().map(|one| one["application_name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("status=approved").await, ["Shop"]);
        assert_eq!(names("status=pending").await, ["Van"]);
        assert_eq!(names("q=BOB").await, ["Van"]);
        assert_eq!(names("q=weather").await.len(), 2);
        assert_eq!(names("q=weather&size=1&page=2").await, ["Shop"]);
        weather.admin.get("/api/v1/registrations?status=nonsense").await.expect(422);
    }
}
