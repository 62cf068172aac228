/// Turns `async fn name(portal: TestPortal) { … }` into two tests: `name::sqlite` and
/// `name::postgres`. `with [("PORTICO_…", "value")];` before the functions is configuration.
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* async fn $name:ident($portal:ident: TestPortal) $body:block)+) => {
        $crate::support::on_both_databases! {
            with [];
            $($(#[$doc])* async fn $name($portal: TestPortal) $body)+
        }
    };
    (with $settings:expr; $($(#[$doc:meta])* async fn $name:ident($portal:ident: TestPortal) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($portal: $crate::support::TestPortal) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                check($crate::support::TestPortal::on_sqlite_with(&$settings).await).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(portal) = $crate::support::TestPortal::on_postgres_with(&$settings).await {
                    check(portal).await;
                }
            }
        }
    )+};
}
pub(crate) use on_both_databases;
