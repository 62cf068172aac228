//! A portal below a path. The path is the process's own, so the portal is a process here.
use crate::support::TestPortal;
use std::{
    net::TcpListener,
    process::{Child, Command},
    time::Duration,
};

struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn portico(portal: &TestPortal, origin: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    command
        .current_dir(portal.folder())
        .env("PORTICO_DATABASE_URL", portal.database_url())
        .env("PORTICO_SECURITY_MASTER_KEY", "a master key of a test, long enough to be one")
        .env("PORTICO_SERVER_PUBLIC_URL", format!("{origin}/developers"))
        .env("PORTICO_SERVER_LISTEN", origin.trim_start_matches("http://"))
        .env("PORTICO_GATEWAY_ENABLED", "false");
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_has_the_base_path() {
    let portal = TestPortal::on_sqlite().await;
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let origin = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    assert!(
        portico(&portal, &origin).args(["seed", "demo"]).output().expect("the binary runs").status.success()
    );
    let _serving = Serving(portico(&portal, &origin).arg("serve").spawn().expect("the portal starts"));
    let get = |path: &'static str| {
        let url = format!("{origin}{path}");
        async move { reqwest::Client::new().get(url).send().await }
    };
    for _ in 0..100 {
        if get("/developers/readyz").await.is_ok_and(|answer| answer.status().is_success()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let text = |path: &'static str| async move {
        let answer = get(path).await.expect("the portal answers");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("a body")
    };
    let here = format!("{origin}/developers");
    let checks = [
        ("/developers/apis.md", format!("({here}/apis/weather.md)")),
        ("/developers/apis/weather.md", format!("({here}/apis/weather/2.0.md)")),
        ("/developers/apis/weather/2.0.md", format!("({here}/apis/weather/2.0/openapi.json)")),
        ("/developers/llms.txt", format!("({here}/apis/weather.md)")),
        ("/developers/sitemap.xml", format!("<loc>{here}/apis/weather/2.0</loc>")),
        ("/developers/.well-known/api-catalog", format!("\"{here}/apis/weather/2.0\"")),
        ("/developers/apis/weather/2.0/openapi.json", "\"openapi\": ".to_owned()),
        ("/robots.txt", format!("Sitemap: {here}/sitemap.xml")),
        ("/llms.txt", format!("({here}/apis/weather.md)")),
        ("/.well-known/api-catalog", format!("\"{here}/.well-known/api-catalog\"")),
    ];
    for (path, expected) in checks {
        let body = text(path).await;
        assert!(body.contains(&expected), "{path} has no {expected}: {body}");
    }
    let page = get("/developers/apis/weather/2.0").await.expect("the portal answers");
    let link = "</developers/apis/weather/2.0.md>; rel=\"alternate\"; type=\"text/markdown\"";
    assert!(page.headers().get_all("link").iter().any(|value| value == link));
    assert_eq!(get("/apis/weather.md").await.expect("the portal answers").status(), 404);
}
