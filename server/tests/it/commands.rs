//! The command line beside a running portal, on the same database.
use crate::support::{PETS, TestPortal, on_both_databases};
use serde_json::Value;
use std::process::{Command, Output};

/// Runs `portico …` and returns what it said, on both streams.
fn portico(portal: &TestPortal, arguments: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_portico"))
        .args(arguments)
        .current_dir(portal.folder())
        .env("PORTICO_DATABASE_URL", portal.database_url())
        .env("PORTICO_SECURITY_MASTER_KEY", "a master key of a test, long enough to be one")
        .output()
        .expect("the binary runs");
    let said = [stdout, stderr].map(|stream| String::from_utf8_lossy(&stream).into_owned()).join("\n");
    (status.success(), said)
}

fn titles(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().filter_map(|item| item["title"].as_str()).map(str::to_owned).collect()
}

on_both_databases! {
    async fn the_demo_can_be_seeded_again_and_changes_nothing_then(portal: TestPortal) {
        let stranger = portal.stranger();
        let (done, said) = portico(&portal, &["seed", "demo"]);
        assert!(done, "{said}");
        assert!(said.contains("dev@demo.example"), "the sign-ins are printed: {said}");
        let first = stranger.get("/api/v1/catalog").await.expect(200).json();
        assert_eq!(titles(&first), ["Parcel tracking", "Places", "Storm alerts", "This portal", "Weather"]);
        let own = stranger.get("/apis/portal/1").await.expect(200).text;
        assert!(own.contains("by what they are about") && own.contains("Registrations"), "the portal's own API is in its catalog");

        let (done, said) = portico(&portal, &["seed", "demo"]);
        assert!(done, "{said}");
        assert_eq!(stranger.get("/api/v1/catalog").await.expect(200).json(), first);
    }

    async fn a_document_is_imported_and_published_by_one_command(portal: TestPortal) {
        let stranger = portal.stranger();
        std::fs::write(portal.folder().join("pets.yaml"), PETS).expect("the file is written");
        let import = ["import", "pets.yaml", "--product", "pets", "--version", "1.0", "--publish"];
        let (done, said) = portico(&portal, &import);
        assert!(done && said.contains("1 operation.") && said.contains("Published."), "{said}");
        let page = stranger.get("/apis/pets/1.0").await.expect(200).text;
        assert!(page.contains("List all pets"));

        let (done, said) = portico(&portal, &import);
        assert!(done && said.contains("published already"), "{said}");

        std::fs::write(portal.folder().join("pets.yaml"), "openapi: [").expect("the file is written");
        let (done, said) = portico(&portal, &import);
        assert!(!done && said.contains("line 1"), "{said}");
        let page = stranger.get("/apis/pets/1.0").await.expect(200).text;
        assert!(page.contains("List all pets"), "readers keep what they had");

        let (done, said) = portico(&portal, &["import", "pets.yaml", "--product", "boats", "--version", "1.0", "--publish"]);
        assert!(!done && said.contains("line 1"), "{said}");
        let (done, said) = portico(&portal, &["import", "pets.yaml", "--product", "pets", "--version", "2.0"]);
        assert!(!done && said.contains("line 1"), "{said}");
        let admin = portal.admin().await;
        admin.get("/api/v1/products/boats").await.expect(404);
        let pets = admin.get("/api/v1/products/pets").await.expect(200).json();
        assert_eq!(pets["product"]["title"], "Pets", "as the document is called");
        assert_eq!(pets["versions"].as_array().expect("versions").len(), 1, "{pets}");

        let (done, said) = portico(&portal, &["import", "nothing.yaml", "--product", "pets", "--version", "1.0"]);
        assert!(!done && said.contains("nothing.yaml cannot be read"), "{said}");
    }
}
