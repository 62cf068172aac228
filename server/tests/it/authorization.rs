//! R7: every route × every role is a row of the snapshot. A new route without a row fails, and so
//! does a route that answers a role differently than before.
mod samples;

use crate::support::{Person, TestPortal};
use reqwest::Method;
use samples::{json_sample, server_function_sample};
use std::fmt::Write;

/// One thing that can be asked for.
#[derive(Debug, Clone)]
enum Route {
    Page(String),
    ServerFunction(String),
    Rest { method: Method, path: String, body: Option<serde_json::Value> },
    Plain(String),
}

/// Routes that no list knows.
const PLAIN: [&str; 21] = [
    "/healthz",
    "/readyz",
    "/api/v1/openapi.json",
    "/no/such/page",
    "/apis.md",
    "/search.md",
    "/apis/{product}.md",
    "/apis/{product}/docs/{*path}.md",
    "/apis/{product}/{version}.md",
    "/apis/{product}/{version}/reference/{operation}.md",
    "/apis/{product}/{version}/schemas.md",
    "/apis/{product}/{version}/openapi.json",
    "/apis/{product}/{version}/openapi.yaml",
    "/apis/{product}/icon",
    "/apis/{product}/images/{name}",
    "/llms.txt",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/api-catalog",
    "/sign-in/with/{provider}",
    "/sign-in/with/{provider}/callback",
];

fn every_route() -> Vec<Route> {
    let mut pages: Vec<String> = server::http::page_paths().into_iter().collect();
    pages.sort();
    let mut functions: Vec<String> =
        server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    functions.sort();
    let mut routes: Vec<Route> = pages.into_iter().map(Route::Page).collect();
    routes.extend(functions.into_iter().map(Route::ServerFunction));
    routes.extend(rest_routes());
    routes.extend(PLAIN.iter().map(|path| Route::Plain((*path).to_owned())));
    routes
}

fn rest_routes() -> Vec<Route> {
    let document = serde_json::to_value(server::http::api::openapi()).expect("the document is JSON");
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in ["get", "post", "put", "patch", "delete"] {
            let Some(operation) = item.get(method) else { continue };
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let body = schema.is_object().then(|| json_sample(&document, schema, 0));
            let method = method.to_uppercase().parse().expect("a method");
            routes.push(Route::Rest { method, path: path.clone(), body });
        }
    }
    routes
}

impl Route {
    fn name(&self) -> String {
        match self {
            Self::Page(path) => format!("page {path}"),
            Self::ServerFunction(path) => format!("function {path}"),
            Self::Rest { method, path, .. } => format!("rest {method} {path}"),
            Self::Plain(path) => format!("plain {path}"),
        }
    }

    /// Asks as this person; only the status counts.
    async fn status(&self, person: &Person) -> u16 {
        let request = match self {
            Self::Page(path) | Self::Plain(path) => person.request(Method::GET, &filled(path)),
            Self::ServerFunction(path) => {
                let name = path.rsplit('/').next().unwrap_or_default();
                let sample = server_function_sample(name);
                person
                    .request(Method::POST, path)
                    .header("sec-fetch-site", "same-origin")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(sample)
            }
            Self::Rest { method, path, body } => {
                let request =
                    person.request(method.clone(), &filled(path)).header("sec-fetch-site", "same-origin");
                match body {
                    Some(body) => request.json(body),
                    None => request,
                }
            }
        };
        person.send(request).await.status.as_u16()
    }
}

/// Parameters name things that do not exist.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|segment| match segment {
            s if s.starts_with('{') && s.ends_with(".md") => "missing.md",
            s if s.starts_with("{*") => "missing",
            s if s.starts_with('{') && s.contains("id") => "00000000-0000-7000-8000-000000000000",
            s if s.starts_with('{') => "missing",
            s => s,
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_role_as_recorded() {
    let portal = TestPortal::on_sqlite().await;
    let routes = every_route();
    let mut statuses = Vec::new();
    for role in ["stranger", "developer", "approver", "admin"] {
        let mut column = Vec::new();
        for (number, route) in routes.iter().enumerate() {
            // Somebody new for each route: a route may sign its caller out or delete them.
            let person = portal.browser_of(role, number).await;
            column.push(route.status(&person).await);
        }
        statuses.push(column);
    }
    let width = routes.iter().map(|route| route.name().len()).max().unwrap_or(0);
    let mut table = format!("{:width$}  stranger  developer  approver  admin\n", "route");
    for (row, route) in routes.iter().enumerate() {
        let cell = |role: usize| statuses[role][row];
        writeln!(
            table,
            "{:width$}  {:<8}  {:<9}  {:<8}  {}",
            route.name(),
            cell(0),
            cell(1),
            cell(2),
            cell(3)
        )
        .expect("text grows");
    }
    insta::assert_snapshot!(table);
}
