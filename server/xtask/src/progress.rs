//! One line for each step, and what came out at the end.

use crate::site::Entry;
use std::time::Instant;

/// Says what was done and how long it took, on standard error as cargo does.
pub struct Progress {
    start: Instant,
    last: Instant,
}

impl Progress {
    pub fn start() -> Self {
        let now = Instant::now();
        Self { start: now, last: now }
    }

    pub fn step(&mut self, what: &str) {
        let now = Instant::now();
        let took = now.duration_since(self.last).as_secs_f64();
        let total = now.duration_since(self.start).as_secs_f64();
        eprintln!("[{total:6.1} s] {what} ({took:.1} s)");
        self.last = now;
    }

    pub fn table(&self, entries: &[Entry]) {
        let width = entries.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
        eprintln!("\n{:width$}  {:>10}  {:>10}", "target/site", "raw", "brotli");
        for Entry { name, raw, brotli } in entries {
            eprintln!(
                "{name:width$}  {raw:>10}  {:>10}",
                brotli.map_or("-".to_owned(), |size| size.to_string())
            );
        }
        let raw: u64 = entries.iter().map(|entry| entry.raw).sum();
        let sent: u64 = entries.iter().map(|entry| entry.brotli.unwrap_or(entry.raw)).sum();
        eprintln!("{:width$}  {raw:>10}  {sent:>10}", "all");
    }
}
