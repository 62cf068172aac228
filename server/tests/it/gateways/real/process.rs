//! A real gateway in a folder of its own.
use app::gateways::{ConfigurationFile, GatewayKind};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

pub struct Gateway {
    process: Child,
    folder: PathBuf,
    pub port: u16,
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Absent only where no gateways were promised; scripts/gateways.sh names them.
pub fn binary(kind: GatewayKind) -> Option<OsString> {
    let variable = match kind {
        GatewayKind::Nginx => "PORTICO_TEST_NGINX",
        GatewayKind::Caddy => "PORTICO_TEST_CADDY",
        GatewayKind::Traefik => "PORTICO_TEST_TRAEFIK",
        GatewayKind::EnvoyHttp | GatewayKind::EnvoyGrpc => "PORTICO_TEST_ENVOY",
        GatewayKind::Haproxy => "PORTICO_TEST_HAPROXY",
        GatewayKind::Apache => "PORTICO_TEST_APACHE",
        GatewayKind::Other => unreachable!("no gateway in particular"),
    };
    let named = std::env::var_os(variable).filter(|path| !path.is_empty());
    let promised = std::env::var_os("PORTICO_REQUIRE_GATEWAYS").is_some();
    assert!(named.is_some() || !promised, "{variable} is not set");
    named
}

impl Gateway {
    pub async fn start(kind: GatewayKind, binary: &OsString, files: &[ConfigurationFile]) -> Self {
        let folder =
            std::env::temp_dir().join(format!("portico-gateway-{}", server::secrets::random_text(12)));
        fs::create_dir_all(&folder).expect("a temporary folder");
        let port = free_port();
        for file in files {
            let text = file.text.replace("127.0.0.1:8090", &format!("127.0.0.1:{port}"));
            let text = text.replace(
                "address: 127.0.0.1, port_value: 8090",
                &format!("address: 127.0.0.1, port_value: {port}"),
            );
            fs::write(folder.join(&file.name), text).expect("the file is written");
        }
        let arguments = arguments(kind, &folder);
        let log = fs::File::create(folder.join("log")).expect("a log");
        let process = Command::new(binary)
            .args(arguments)
            .current_dir(&folder)
            .env("HOME", &folder)
            .stdout(Stdio::from(log.try_clone().expect("a log")))
            .stderr(Stdio::from(log))
            .spawn()
            .expect("the gateway starts");
        let mut gateway = Self { process, folder, port };
        gateway.wait_until_it_listens().await;
        gateway
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn log(&self) -> String {
        ["log", "error.log"]
            .map(|name| fs::read_to_string(self.folder.join(name)).unwrap_or_default())
            .concat()
    }

    async fn wait_until_it_listens(&mut self) {
        for _ in 0..600 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                panic!("the gateway ended with {status}: {}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the gateway does not listen: {}", self.log());
    }
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

/// What belongs around the shipped file, and how the gateway is started.
fn arguments(kind: GatewayKind, folder: &Path) -> Vec<String> {
    let at = |name: &str| folder.join(name).display().to_string();
    let shipped = |name: &str| fs::read_to_string(folder.join(name)).expect("the shipped file");
    let write = |name: &str, text: String| fs::write(folder.join(name), text).expect("the file is written");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match kind {
        GatewayKind::Nginx => {
            let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|name| format!("{name}_temp_path {};\n", at(name)))
                .concat();
            write(
                "whole.conf",
                format!(
                    "daemon off; master_process off; pid {};\nerror_log {} warn;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{}\n}}\n",
                    at("pid"),
                    at("error.log"),
                    shipped("nginx.conf"),
                ),
            );
            words(&["-c", &at("whole.conf"), "-p", &at(""), "-e", &at("error.log")])
        }
        GatewayKind::Caddy => {
            let own = shipped("Caddyfile");
            write("Caddyfile", format!("{{\n\tadmin off\n\tauto_https off\n}}\n{own}"));
            words(&["run", "--config", "Caddyfile", "--adapter", "caddyfile"])
        }
        GatewayKind::Traefik => words(&["--configFile=traefik.yml"]),
        GatewayKind::EnvoyHttp => {
            words(&["-c", "envoy-http.yaml", "--disable-hot-restart", "--concurrency", "1", "-l", "warning"])
        }
        GatewayKind::EnvoyGrpc => {
            words(&["-c", "envoy-grpc.yaml", "--disable-hot-restart", "--concurrency", "1", "-l", "warning"])
        }
        GatewayKind::Haproxy => words(&["-db", "-f", "haproxy.cfg"]),
        GatewayKind::Apache => {
            let modules = ["mpm_event", "authz_core", "setenvif", "headers", "lua", "proxy", "proxy_http"]
                .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
                .concat();
            let own = shipped("portal.conf");
            write(
                "whole.conf",
                format!(
                    "ServerRoot {}\nServerName gateway\nPidFile {}\nErrorLog {}\nMutex file:{}\nUser nobody\nGroup nogroup\n{modules}{own}",
                    at(""),
                    at("pid"),
                    at("error.log"),
                    at(""),
                ),
            );
            // One process: what is killed leaves nobody behind.
            words(&["-X", "-f", &at("whole.conf")])
        }
        GatewayKind::Other => unreachable!("no gateway in particular"),
    }
}
