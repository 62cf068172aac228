//! Processes whose clock goes wrong by as much as a test says.
use chrono::{DateTime, Utc};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

pub const HOUR: i64 = 3600;

/// The clock of one process.
pub struct ShiftedClock {
    shift: PathBuf,
    library: String,
}

impl ShiftedClock {
    pub fn new(folder: &Path, name: &str, seconds: i64) -> Self {
        let library = folder.join("shifted_clock.so");
        if !library.exists() {
            let source =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/verify/exactness/shifted_clock.c");
            let built =
                Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
            assert!(built.expect("a C compiler").success(), "the clock is compiled");
        }
        let clock = Self { shift: folder.join(name), library: library.display().to_string() };
        clock.go_wrong_by(seconds);
        clock
    }

    pub fn settings(&self) -> [(&str, &str); 2] {
        [("LD_PRELOAD", &self.library), ("SHIFTED_CLOCK", self.shift.to_str().expect("a path"))]
    }

    /// Counts at once, also for a process that runs.
    pub fn go_wrong_by(&self, seconds: i64) {
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(false).open(&self.shift).expect("a file");
        file.write_all(&seconds.to_ne_bytes()).expect("it is written");
    }
}

/// What the clock of whoever sends an answer says, against ours, in seconds.
pub async fn shift_of(origin: &str) -> i64 {
    let answer = reqwest::get(format!("{origin}/healthz")).await.expect("an answer");
    let date = answer.headers()["date"].to_str().expect("text").to_owned();
    let theirs = DateTime::parse_from_rfc2822(&date).expect("a date").timestamp();
    // Tests read no clock: a file that is written now tells the time.
    let file = std::env::temp_dir().join(format!("portico-now-{}", server::secrets::random_text(12)));
    fs::write(&file, b"now").expect("a file");
    let ours = fs::metadata(&file).and_then(|file| file.modified()).expect("a time");
    fs::remove_file(&file).expect("it is removed");
    theirs - DateTime::<Utc>::from(ours).timestamp()
}
