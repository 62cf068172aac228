//! `portico scan` over real files.
use crate::support::{TestPortal, on_both_databases, world::World};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder of somebody's, apart from the portal's own.
fn sources(portal: &TestPortal) -> PathBuf {
    let folder = portal.folder().join("sources");
    fs::create_dir_all(folder.join("deep/er")).expect("a folder");
    folder
}

const MASTER_KEY: &str = "a master key of a test, long enough to be one";

/// The status, and what was said.
fn scan(portal: &TestPortal, folder: &Path, arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_portico"))
        .arg("scan")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("PORTICO_DATABASE_URL", portal.database_url())
        .env("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)
        .output()
        .expect("the binary runs");
    let said = [stdout, stderr].map(|stream| String::from_utf8_lossy(&stream).into_owned()).join("");
    (status.code().expect("a status"), said)
}

on_both_databases! {
    with [("PORTICO_SECURITY_MASTER_KEY", MASTER_KEY)];

    async fn keys_are_found_named_and_revoked_when_told(portal: TestPortal) {
        let world = World::new(&portal).await;
        let folder = sources(&portal);
        let token = world.dev.token().expect("a token");
        fs::write(folder.join("clean.txt"), "nothing here\nptk_ alone, and ptk_0123456789012345678901234567\n").expect("written");
        let (status, said) = scan(&portal, &folder, &[]);
        assert_eq!((status, said.as_str()), (0, "No key or token of this portal was found; files looked through: 1.\n"));

        fs::write(folder.join("deep/er/settings.py"), format!("# first\nKEY = '{}'\n", world.key)).expect("written");
        fs::write(folder.join("notes.md"), format!("{}\n\n{token} and {}\n", world.key, world.gateway_token)).expect("written");
        let mut binary = b"\x7fELF\0\0".to_vec();
        binary.extend_from_slice(world.key.as_bytes());
        fs::write(folder.join("program"), binary).expect("written");
        let (status, said) = scan(&portal, &folder, &[]);
        assert_eq!(status, 1, "{said}");
        let end = |secret: &str| secret[secret.len() - 4..].to_owned();
        for line in [
            format!("./deep/er/settings.py:2: API key ptk_…{}\n", end(&world.key)),
            format!("./notes.md:1: API key ptk_…{}\n", end(&world.key)),
            format!("./notes.md:3: access token pta_…{}\n", end(&token)),
            format!("./notes.md:3: gateway token ptg_…{}\n", end(&world.gateway_token)),
            "Secrets found: 3, in 4 places; files looked through: 4.".to_owned(),
        ] {
            assert!(said.contains(&line), "{line} in {said}");
        }
        for secret in [&world.key, &token, &world.gateway_token] {
            assert!(!said.contains(&secret[4..20]), "no secret is printed");
        }
        assert_eq!(world.verdict(&world.key).await.0, 200);

        let (status, said) = scan(&portal, &folder, &["--revoke", "notes.md"]);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("of “Storm watch” would be revoked") && said.contains("Add --yes"), "{said}");
        assert!(said.contains("the token of the gateway “edge”"), "{said}");
        assert_eq!(world.verdict(&world.key).await.0, 200, "only a preview");

        let (status, said) = scan(&portal, &folder, &["--revoke", "--yes", "notes.md"]);
        assert!(status == 1 && said.contains("of “Storm watch” is revoked"), "{said}");
        assert_eq!(world.dev.get("/api/v1/applications").await.status, 401);
        let refused = world.verdict(&world.key).await;
        assert_eq!(refused, (401, "key_revoked".to_owned()));
        let (_, said) = scan(&portal, &folder, &["--revoke", "notes.md"]);
        assert!(said.contains("does not work any more") && said.contains("not known here any more"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said() {
    let portal = TestPortal::on_sqlite().await;
    let folder = sources(&portal);
    let (status, said) = scan(&portal, &folder, &["missing.txt"]);
    assert!(status == 2 && said.contains("missing.txt cannot be read"), "{said}");
    assert!(said.contains("One could not be read."), "{said}");
}
