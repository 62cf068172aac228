//! A real nginx with the shipped file, in front of real replicas.
use crate::support::replica::Replica;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

pub struct Balancer {
    process: Child,
    folder: PathBuf,
    pub origin: String,
}

/// Absent only where no gateways were promised; scripts/gateways.sh names it.
pub fn nginx() -> Option<String> {
    let named = std::env::var("PORTICO_TEST_NGINX").ok().filter(|path| !path.is_empty());
    let promised = std::env::var_os("PORTICO_REQUIRE_GATEWAYS").is_some();
    assert!(named.is_some() || !promised, "PORTICO_TEST_NGINX is not set");
    named
}

impl Balancer {
    pub async fn start(nginx: &str, port: u16, replicas: &[Replica]) -> Self {
        let folder = folder_with(&shipped(port, replicas));
        let process = command(nginx, &folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let balancer = Self { process, folder, origin: format!("http://127.0.0.1:{port}") };
        for _ in 0..600 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return balancer;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nginx does not listen: {}", balancer.log());
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("error.log")).unwrap_or_default()
    }
}

/// nginx itself says that it would take this.
pub fn check(nginx: &str, servers: &str) {
    let folder = folder_with(servers);
    let output = command(nginx, &folder).arg("-t").output().expect("nginx starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::remove_dir_all(&folder).expect("it is removed");
}

/// What is to stand within `http { }`, in a whole configuration that needs nothing of the machine.
fn folder_with(servers: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portico-balancer-{}", server::secrets::random_text(12)));
    fs::create_dir_all(&folder).expect("a temporary folder");
    let at = |name: &str| folder.join(name).display().to_string();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", at(name)))
        .concat();
    let whole = format!(
        "daemon off; master_process off; pid {};\nerror_log {} warn;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{servers}\n}}\n",
        at("pid"),
        at("error.log"),
    );
    fs::write(folder.join("whole.conf"), whole).expect("the file is written");
    folder
}

fn command(nginx: &str, folder: &Path) -> Command {
    let at = |name: &str| folder.join(name).display().to_string();
    let mut command = Command::new(nginx);
    command.args(["-c", &at("whole.conf"), "-p", &at(""), "-e", &at("error.log")]);
    command
}

/// The file with the ports of this test, and with patience: nothing here is decided by how busy a machine is.
fn shipped(port: u16, replicas: &[Replica]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations/nginx.conf");
    let mut text = fs::read_to_string(path).expect("the shipped file");
    for (number, replica) in replicas.iter().enumerate() {
        text = text.replace(&format!("127.0.0.1:{}", 8081 + number), &replica.address.to_string());
    }
    text.replace("listen 127.0.0.1:8080", &format!("listen 127.0.0.1:{port}"))
        .replace("proxy_read_timeout 400ms", "proxy_read_timeout 60s")
        .replace("proxy_connect_timeout 1s", "proxy_connect_timeout 60s")
}

impl Drop for Balancer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
