//! Finished configurations: the files of `docs/gateways/` with the addresses of one version.
//!
//! The files are complete as they are shipped, for an example: the portal at `127.0.0.1:8080`, the
//! version `weather/2.0`, its upstream at `127.0.0.1:3000`, the key in the header `apikey`. Each of
//! these is replaced wherever it stands. A line with `apikey` is repeated for each key header, and
//! what follows `#[portal-tls]`, `#[upstream-tls]` or `#[upstream-path]` is kept in that case only.
use super::address::Address;
use app::gateways::{ConfigurationFile, GatewayConfiguration, GatewayKind};

macro_rules! shipped {
    ($($path:literal),+) => { &[$(($path, include_str!(concat!("../../../docs/gateways/", $path)))),+] };
}

const EXAMPLE_KEY_HEADER: &str = "apikey";
const EXAMPLE_VERIFY: &str = "/gateway/verify/weather/2.0";
/// Stands where the gateway's own token belongs.
pub const TOKEN_PLACE: &str = "ptg_REPLACE_ME";

/// What a configuration is made for.
#[derive(Debug, Clone)]
pub struct Target {
    /// The portal as the gateway reaches it.
    pub portal: Address,
    /// "/gateway/verify/weather/2.0", base path included.
    pub verify_path: String,
    pub product: String,
    pub version: String,
    /// Absent where none is known, or where it has characters that configurations give a meaning of
    /// their own: then the example's stays, to be filled in.
    pub upstream: Option<Address>,
    /// The strategy's headers; empty where the key is not in a header of its own.
    pub key_headers: Vec<String>,
}

fn shipped(kind: GatewayKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        GatewayKind::Nginx => shipped!["nginx.conf"],
        GatewayKind::Caddy => shipped!["Caddyfile"],
        GatewayKind::Traefik => shipped!["traefik/portal.yml", "traefik/traefik.yml"],
        GatewayKind::EnvoyHttp => shipped!["envoy/envoy-http.yaml"],
        GatewayKind::EnvoyGrpc => shipped!["envoy/envoy-grpc.yaml"],
        GatewayKind::Haproxy => shipped!["haproxy/haproxy.cfg", "haproxy/portal.lua"],
        GatewayKind::Apache => shipped!["apache/portal.conf", "apache/portal.lua"],
        GatewayKind::Other => &[],
    }
}

/// The files for one kind of gateway and one version.
pub fn render(kind: GatewayKind, target: &Target) -> GatewayConfiguration {
    let files = shipped(kind).iter().map(|(path, text)| ConfigurationFile {
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        text: if path.ends_with(".lua") { (*text).to_owned() } else { fill_in(text, target) },
    });
    GatewayConfiguration { files: files.collect(), ask: question(target), notes: notes(kind, target) }
}

fn fill_in(text: &str, target: &Target) -> String {
    let example = Address::parse("http://127.0.0.1:3000").unwrap_or_else(|| target.portal.clone());
    let upstream = target.upstream.as_ref().unwrap_or(&example);
    let cases = [
        ("#[portal-tls] ", target.portal.is_tls),
        ("#[upstream-tls] ", upstream.is_tls),
        ("#[upstream-path] ", !upstream.path.is_empty()),
    ];
    let replacements = replacements(target, upstream);
    let mut out = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.contains("#[…]")) {
        let Some(line) = in_its_case(line, &cases) else { continue };
        for line in for_each_key_header(&line, &target.key_headers) {
            out.push_str(&substitute(&line, &replacements[usize::from(names_host(&line))]));
            out.push('\n');
        }
    }
    out
}

fn names_host(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    ["proxy_set_header host ", "http-request set-header host ", "host_rewrite_literal:"]
        .iter()
        .any(|beginning| line.starts_with(beginning))
}

/// The line without the marks that hold, cut at the first that does not; nothing where that is all.
fn in_its_case(line: &str, cases: &[(&str, bool)]) -> Option<String> {
    let mut line = line.to_owned();
    for (mark, holds) in cases {
        let Some(at) = line.find(mark) else { continue };
        if *holds {
            line = line.replacen(mark, "", 1);
        } else if line[..at].trim().is_empty() {
            return None;
        } else {
            line.truncate(line[..at].trim_end().len());
        }
    }
    Some(line)
}

/// Without a key header, what removes it removes a name that the portal keeps to itself.
fn for_each_key_header(line: &str, names: &[String]) -> Vec<String> {
    if !line.contains(EXAMPLE_KEY_HEADER) {
        return vec![line.to_owned()];
    }
    match names {
        [] => vec![line.replace(EXAMPLE_KEY_HEADER, "x-portal-key")],
        names => names.iter().map(|name| line.replace(EXAMPLE_KEY_HEADER, name)).collect(),
    }
}

type Replacements = Vec<(&'static str, String)>;

/// For most lines, and for those that name a host to somebody who expects no superfluous port.
fn replacements(target: &Target, upstream: &Address) -> [Replacements; 2] {
    let (portal, verify) = (&target.portal, &target.verify_path);
    [false, true].map(|names_host| {
        let address = |of: &Address| if names_host { of.authority() } else { of.host_and_port() };
        let socket = |of: &Address| format!("address: {}, port_value: {}", of.bare_host(), of.port);
        vec![
            ("http://127.0.0.1:8080", portal.origin()),
            ("http://portal_verdicts", format!("{}://portal_verdicts", portal.scheme())),
            ("127.0.0.1:8080", address(portal)),
            ("address: 127.0.0.1, port_value: 8080", socket(portal)),
            (EXAMPLE_VERIFY, verify.clone()),
            ("product: weather, version: \"2.0\"", {
                format!("product: {}, version: \"{}\"", target.product, target.version)
            }),
            // The slash is Apache's: where the path begins, on both sides.
            ("http://127.0.0.1:3000/", format!("{}{}/", upstream.origin(), upstream.path)),
            ("http://127.0.0.1:3000", upstream.origin()),
            ("http://portal_api", format!("{}://portal_api{}", upstream.scheme(), upstream.path)),
            ("127.0.0.1:3000", address(upstream)),
            ("address: 127.0.0.1, port_value: 3000", socket(upstream)),
            ("UPSTREAM_PATH", upstream.path.clone()),
            ("UPSTREAM_HOST", upstream.bare_host().to_owned()),
            ("PORTAL_HOST", portal.bare_host().to_owned()),
            ("weather", target.product.clone()),
        ]
    })
}

/// Every occurrence at once, so that what was put in is not replaced again.
fn substitute(line: &str, replacements: &[(&str, String)]) -> String {
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(next) = rest.chars().next() {
        match replacements.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                out.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    out
}

fn question(target: &Target) -> String {
    let proof = match target.key_headers.first() {
        Some(header) => format!("{header}: YOUR_KEY"),
        None => "Authorization: Bearer YOUR_TOKEN".to_owned(),
    };
    format!(
        "curl -i {}{} -H 'X-Portal-Gateway-Token: {TOKEN_PLACE}' -H '{proof}'",
        target.portal.origin(),
        target.verify_path
    )
}

fn notes(kind: GatewayKind, target: &Target) -> Vec<String> {
    let mut notes = Vec::new();
    if kind == GatewayKind::Other {
        notes.push(
            "Any gateway will do that can ask another server before it forwards a call. It has to send \
             its token and the client's headers, let only 200 through, set every X-Portal-… header from the \
             answer, and remove the client's own, those with underscores included."
                .to_owned(),
        );
        return notes;
    }
    if target.upstream.is_none() {
        notes.push(
            "This version names no upstream that can be filled in: replace 127.0.0.1:3000 by the address \
             of the real API."
                .to_owned(),
        );
    }
    let drops_underscores =
        matches!(kind, GatewayKind::Nginx | GatewayKind::EnvoyHttp | GatewayKind::EnvoyGrpc);
    for name in target.key_headers.iter().filter(|name| drops_underscores && name.contains('_')) {
        notes.push(format!(
            "This gateway drops headers with underscores, so a key in “{name}” never arrives. Name another \
             header in the version's auth strategy."
        ));
    }
    if kind == GatewayKind::Apache && target.portal.is_tls {
        notes.push(
            "portal.lua speaks plain HTTP. Give it an address of the portal inside your network: \
             server.internal_url in the portal's configuration puts it here."
                .to_owned(),
        );
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(portal: &str, upstream: Option<&str>) -> Target {
        Target {
            portal: Address::parse(portal).unwrap(),
            verify_path: "/developers/gateway/verify/storms/v1".to_owned(),
            product: "storms".to_owned(),
            version: "v1".to_owned(),
            upstream: upstream.map(|upstream| Address::parse(upstream).unwrap()),
            key_headers: vec!["X-Api-Key".to_owned(), "X-Key".to_owned()],
        }
    }

    #[test]
    fn nothing_of_the_example_is_left() {
        let target = target("https://portal.example", Some("https://api.example/v1"));
        for kind in GatewayKind::ALL {
            for file in render(kind, &target).files {
                let text = format!("{kind:?} {}\n{}", file.name, file.text);
                for rest in ["8080", "3000", "weather", "/2.0", "apikey", "#[", "UPSTREAM_", "PORTAL_HOST"] {
                    assert!(!file.text.contains(rest), "{rest} in {text}");
                }
            }
        }
    }

    #[test]
    fn the_example_renders_to_itself_without_its_cases() {
        let example = Target {
            portal: Address::parse("http://127.0.0.1:8080").unwrap(),
            verify_path: EXAMPLE_VERIFY.to_owned(),
            product: "weather".to_owned(),
            version: "2.0".to_owned(),
            upstream: Address::parse("http://127.0.0.1:3000"),
            key_headers: vec![EXAMPLE_KEY_HEADER.to_owned()],
        };
        for kind in GatewayKind::ALL {
            for (file, (_, shipped)) in render(kind, &example).files.iter().zip(shipped(kind)) {
                let kept = |text: &str| -> Vec<String> {
                    let lines = text.lines().filter(|line| !line.contains("#[…]"));
                    let lines = lines.filter_map(|line| line.split("#[").next()).map(str::trim_end);
                    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
                };
                assert_eq!(kept(&file.text), kept(shipped), "{}", file.name);
            }
        }
    }

    #[test]
    fn every_key_header_and_the_upstreams_path_are_there() {
        let target = target("http://portal.example:8080", Some("http://api.example/v1"));
        let nginx = &render(GatewayKind::Nginx, &target).files[0].text;
        for line in [
            "proxy_set_header X-Api-Key \"\";",
            "proxy_set_header X-Key \"\";",
            "proxy_pass http://portal_api/v1$request_uri;",
            "server api.example:80;",
            "proxy_set_header Host              api.example;",
            "proxy_pass http://portal_verdicts/developers/gateway/verify/storms/v1;",
        ] {
            assert!(nginx.contains(line), "{line} in {nginx}");
        }
        assert!(!nginx.contains("proxy_ssl"), "{nginx}");
        let envoy = &render(GatewayKind::EnvoyHttp, &target).files[0].text;
        assert!(envoy.contains("prefix_rewrite: \"/v1/\""), "{envoy}");
        assert!(envoy.contains("{ address: api.example, port_value: 80 }"), "{envoy}");
    }

    #[test]
    fn says_what_has_to_be_minded() {
        let mut target = target("https://portal.example", None);
        target.key_headers = vec!["api_key".to_owned()];
        assert_eq!(render(GatewayKind::Nginx, &target).notes.len(), 2);
        assert_eq!(render(GatewayKind::Apache, &target).notes.len(), 2);
        assert_eq!(render(GatewayKind::Other, &target).notes.len(), 1);
    }
}
