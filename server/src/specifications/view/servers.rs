//! Where calls go (OpenAPI 3.1 §4.8.5).
use super::{Json, Parts, channel::bindings};
use crate::specifications::parse::Server;
use app::specifications::{ServerVariableView, ServerView};

pub fn of_overview(servers: &[Server]) -> Vec<ServerView> {
    servers.iter().map(of_server).collect()
}

fn of_server(server: &Server) -> ServerView {
    let variables = server.variables.iter().map(|(name, variable)| ServerVariableView {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
        description: variable.description.clone().unwrap_or_default(),
    });
    ServerView {
        url: server.url.clone(),
        protocol: [&server.protocol, &server.protocol_version]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
        description: server.description.clone().or(server.name.clone()).unwrap_or_default(),
        // What they refer to is named, not shown.
        bindings: bindings(&Json::read(&server.bindings.to_string()), &Parts::default()),
        variables: variables.collect(),
    }
}

/// Those of one operation.
pub fn of_operation(servers: &Json) -> Vec<ServerView> {
    let read = |server: &Json| serde_json::from_str::<Server>(&server.plain()).ok();
    servers.items().iter().filter_map(read).map(|server| of_server(&server)).collect()
}

/// The first address that can be called as it is, its variables at their defaults.
pub fn server_url(servers: &[ServerView]) -> Option<String> {
    servers.iter().map(filled).find(|url| url.starts_with("http://") || url.starts_with("https://"))
}

fn filled(server: &ServerView) -> String {
    let mut url = server.url.clone();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}
