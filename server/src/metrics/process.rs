//! What the kernel says of this process. Linux only; elsewhere these figures are left out.
use super::text::Text;
use std::fs;

/// Of clock ticks there are a hundred in a second, whatever the machine (`man 7 time`, USER_HZ).
const TICKS: f64 = 100.0;

pub fn write(text: &mut Text) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(bytes) = kilobytes(&status, "VmRSS:") {
        text.single("process_resident_memory_bytes", "gauge", "Memory that the process holds.", bytes);
    }
    if let Some(bytes) = kilobytes(&status, "VmHWM:") {
        text.single(
            "process_resident_memory_peak_bytes",
            "gauge",
            "The most memory that it has held.",
            bytes,
        );
    }
    if let Some(seconds) = cpu_seconds() {
        text.single(
            "process_cpu_seconds_total",
            "counter",
            "Time on processors, of user and system.",
            seconds,
        );
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        text.single("process_open_fds", "gauge", "Files and connections that are open.", open.count());
    }
}

/// "VmRSS:    1234 kB", in bytes.
fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold spaces.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / TICKS)
}
