//! A verdict that was asked for after the revocation's answer is a no.
use crate::support::{on_both_databases, world::World};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

on_both_databases! {
    async fn refused_at_the_first_call_after(portal: TestPortal) {
        let world = World::new(&portal).await;
        for _ in 0..3 {
            assert_eq!(world.verdict(&world.key).await.0, 200);
        }
        let revoked = world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200).json();
        assert_eq!(revoked["status"], "revoked");
        assert_eq!(world.verdict(&world.key).await, (401, "key_revoked".to_owned()));
    }

    async fn no_loop_gets_through_after_it(portal: TestPortal) {
        let world = Arc::new(World::new(&portal).await);
        let (revoked, stop) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (before, wrong) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let loops: Vec<_> = (0..16).map(|_| {
            let (world, revoked, stop) = (world.clone(), revoked.clone(), stop.clone());
            let (before, wrong) = (before.clone(), wrong.clone());
            tokio::spawn(async move {
                while !stop.load(Ordering::SeqCst) {
                    // Whether the revocation had been answered when this question began.
                    let after = revoked.load(Ordering::SeqCst);
                    match (after, world.verdict(&world.key).await.0) {
                        (true, 200) => wrong.fetch_add(1, Ordering::SeqCst),
                        (false, 200) => before.fetch_add(1, Ordering::SeqCst),
                        _ => 0,
                    };
                }
            })
        }).collect();
        while before.load(Ordering::SeqCst) < 100 {
            tokio::task::yield_now().await;
        }
        world.dev.post(&format!("{}/revoke", world.key_path()), json!({})).await.expect(200);
        revoked.store(true, Ordering::SeqCst);
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        stop.store(true, Ordering::SeqCst);
        for each in loops {
            each.await.expect("the loop ends");
        }
        assert_eq!(wrong.load(Ordering::SeqCst), 0);
    }

    async fn revoking_access_or_the_developer_counts_at_once(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let registration = format!("/api/v1/registrations/{}", world.registration_id);
        world.admin.post(&format!("{registration}/revoke"), json!({ "reason": "Abuse" })).await.expect(200);
        assert_eq!(world.verdict(&world.key).await, (403, "registration_revoked".to_owned()));
        world.admin.post(&format!("{registration}/approve"), json!({ "reason": "" })).await.expect(200);
        assert_eq!(world.verdict(&world.key).await.0, 200);
        world.admin.post(&format!("/api/v1/versions/{}/retire", world.version_id), json!({})).await.expect(200);
        assert_eq!(world.verdict(&world.key).await, (403, "version_retired".to_owned()));
    }
}
