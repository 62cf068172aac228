//! What was called when.
use crate::support::{on_both_databases, world::World};
use chrono::TimeDelta;

on_both_databases! {
    async fn first_and_last_call_are_kept(portal: TestPortal) {
        let world = World::new(&portal).await;
        let calls = format!("/api/v1/applications/{}/calls", world.application);
        let panel = world.dev.get(&calls).await.expect(200).json();
        assert!(panel[0]["first_call_at"].is_null());
        assert_eq!(world.verdict(&world.key).await.0, 200);
        let panel = world.dev.get(&calls).await.expect(200).json();
        assert_eq!(panel[0]["first_call_at"], "2026-11-21T10:42:00Z");
        server::verify::flush(&portal.portal).await.expect("written");
        portal.clock.advance(TimeDelta::minutes(1));
        assert_eq!(world.verdict(&world.key).await.0, 200);
        server::verify::flush(&portal.portal).await.expect("written");
        let panel = world.dev.get(&calls).await.expect(200).json();
        assert_eq!(panel[0]["first_call_at"], "2026-11-21T10:42:00Z");
        assert_eq!(panel[0]["last_call_at"], "2026-11-21T10:43:00Z");
        let key = world.dev.get(&world.key_path()).await.expect(200).json();
        assert_eq!(key["last_used_at"], "2026-11-21T10:43:00Z");
    }

    async fn a_key_that_is_gone_leaves_no_trace_and_no_error(portal: TestPortal) {
        let world = World::new(&portal).await;
        assert_eq!(world.verdict(&world.key).await.0, 200);
        world.dev.delete(&format!("/api/v1/applications/{}", world.application)).await.expect(204);
        server::verify::flush(&portal.portal).await.expect("nothing to write, and no error");
    }
}
