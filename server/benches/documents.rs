//! Documents read by `portico import`: GitHub's, where `PORTICO_TEST_GITHUB_DOCUMENT` says where it is, and
//! hostile ones, which must be refused or contained within a second. Each in a process of its own: how long,
//! how much memory at most beside that of an idle process, and what was said.
#![allow(clippy::print_stdout, reason = "printing the figures is what a bench is for")]
mod support;

use server::secrets::random_text;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const MEGABYTE: usize = 1024 * 1024;

fn main() {
    let folder = support::temporary_folder();
    run(&folder, &["migrate"]);
    println!("\nDocuments, by `portico import` (medians of {} runs)", support::ROUNDS);
    println!("{:<34} {:>8} {:>8} {:>8}  what was said", "", "MB", "seconds", "peak MB");
    if let Ok(file) = std::env::var("PORTICO_TEST_GITHUB_DOCUMENT") {
        measure(&folder, "GitHub", &PathBuf::from(file));
    }
    for (name, document) in hostile() {
        let file = folder.join("document");
        fs::write(&file, document).expect("the document is written");
        measure(&folder, name, &file);
    }
}

fn measure(folder: &Path, name: &str, file: &Path) {
    let size = fs::metadata(file).map_or(0, |found| found.len());
    let mut seconds = Vec::new();
    let mut peaks = Vec::new();
    let mut told = String::new();
    for round in 0..support::ROUNDS {
        let version = format!("{}-{round}", random_text(6));
        let path = file.to_str().expect("a path");
        let ran = run(folder, &["import", path, "--product", "bench", "--version", &version]);
        seconds.push(ran.took.as_secs_f64());
        peaks.push(ran.peak_kilobytes);
        told = ran.told;
    }
    seconds.sort_by(f64::total_cmp);
    peaks.sort_unstable();
    let middle = support::ROUNDS / 2;
    println!(
        "{name:<34} {:>8.2} {:>8.2} {:>8}  {}",
        size as f64 / MEGABYTE as f64,
        seconds[middle],
        peaks[middle] / 1024,
        told.chars().take(110).collect::<String>()
    );
}

struct Ran {
    took: Duration,
    peak_kilobytes: u64,
    told: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_portico"))
        .args(arguments)
        .current_dir(folder)
        .env("PORTICO_LOG_LEVEL", "error")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut peak_kilobytes = 0;
    while child.try_wait().expect("the process").is_none() {
        peak_kilobytes = support::memory(child.id(), "VmHWM:").max(peak_kilobytes);
        #[expect(clippy::disallowed_methods, reason = "no request waits here")]
        std::thread::sleep(Duration::from_millis(5));
    }
    let took = began.elapsed();
    let output = child.wait_with_output().expect("what it said");
    let said = if output.status.success() { output.stdout } else { output.stderr };
    let said = String::from_utf8_lossy(&said).into_owned();
    let line =
        said.lines().find(|line| line.contains("operation") || line.contains("portico:")).unwrap_or_default();
    Ran { took, peak_kilobytes, told: line.to_owned() }
}

const HEAD: &str = r#""openapi":"3.1.0","info":{"title":"Hostile","version":"1"}"#;

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let operation = |schema: &str| {
        format!(
            r#"{{"get":{{"responses":{{"200":{{"description":"","content":{{"application/json":{{"schema":{schema}}}}}}}}}}}}}"#
        )
    };
    let with = |schemas: String, schema: &str| {
        format!(
            r#"{{{HEAD},"paths":{{"/a":{}}},"components":{{"schemas":{{{schemas}}}}}}}"#,
            operation(schema)
        )
    };
    let first = r##"{"$ref":"#/components/schemas/S0"}"##;
    let chain = |each: &dyn Fn(usize) -> String| {
        (0..40).map(|n| format!(r#""S{n}":{}"#, each(n))).collect::<Vec<_>>().join(",")
    };
    let next = |n: usize| format!(r##"{{"$ref":"#/components/schemas/S{}"}}"##, (n + 1) % 40);
    let ring = chain(&next);
    let twice = chain(&|n| format!(r#"{{"allOf":[{0},{0}]}}"#, next(n)));
    let bomb = chain(&|n| format!(r#"{{"properties":{{"a":{0},"b":{0},"c":{0}}}}}"#, next(n)));
    let laughs = (1..12).fold("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, n| {
        text + &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(","))
    });
    let same = (0..5_000).map(|n| format!(r#""/p{n}":{{"get":{{"operationId":"same","responses":{{}}}}}}"#));
    let script = "<script>alert(1)</script>".repeat(40_000);
    let remote = r#"{"$ref":"http://169.254.169.254/latest/meta-data"}"#;
    let json = |paths: String| format!(r#"{{{HEAD},"paths":{{{paths}}}}}"#).into_bytes();
    vec![
        (
            "nested 100,000 deep, JSON",
            format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
        ),
        (
            "nested 100,000 deep, YAML",
            format!("a: {}1{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
        ),
        ("aliases of aliases, YAML", laughs.into_bytes()),
        ("references in a ring", with(ring, first).into_bytes()),
        ("allOf, doubled 40 times", with(twice, first).into_bytes()),
        ("properties, tripled 40 times", with(bomb, first).into_bytes()),
        ("a remote reference", with(String::new(), remote).into_bytes()),
        ("5,000 times one operationId", json(same.collect::<Vec<_>>().join(","))),
        ("empty paths", json(r#""":{"get":{"responses":{}}}"#.to_owned())),
        (
            "1 MB of scripts in a title",
            format!(r#"{{"openapi":"3.1.0","info":{{"title":"{script}","version":"1"}},"paths":{{}}}}"#)
                .into_bytes(),
        ),
        ("not UTF-8", b"openapi: \xff\xfe\x00".to_vec()),
        (
            "100 MB",
            [b"{\"openapi\":\"3.1.0\",\"x\":\"".as_slice(), &vec![b'x'; 100 * MEGABYTE], b"\"}"].concat(),
        ),
    ]
}
