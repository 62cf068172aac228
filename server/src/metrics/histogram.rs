use super::text::Text;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// How long things took: counts below bounds, and their sum. Two additions for each, and no lock.
#[derive(Debug)]
pub struct Histogram {
    /// In microseconds, ascending.
    bounds: &'static [u64],
    /// One more than there are bounds: what took longer than the last one.
    counts: Vec<AtomicU64>,
    sum_micros: AtomicU64,
}

impl Histogram {
    pub fn new(bounds: &'static [u64]) -> Self {
        let counts = (0..=bounds.len()).map(|_| AtomicU64::new(0)).collect();
        Self { bounds, counts, sum_micros: AtomicU64::new(0) }
    }

    pub fn add(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let at = self.bounds.partition_point(|bound| *bound < micros);
        self.counts[at].fetch_add(1, Ordering::Relaxed);
        self.sum_micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Buckets hold all that is below their bound, in seconds.
    pub(super) fn write(&self, text: &mut Text, name: &str, help: &str) {
        text.begin(name, "histogram", help);
        let mut below = 0;
        for (bound, count) in self.bounds.iter().zip(&self.counts) {
            below += count.load(Ordering::Relaxed);
            text.sample(&format!("{name}_bucket"), &[("le", seconds(*bound).as_str())], below);
        }
        below += self.counts[self.bounds.len()].load(Ordering::Relaxed);
        text.sample(&format!("{name}_bucket"), &[("le", "+Inf")], below);
        text.sample(&format!("{name}_sum"), &[], seconds(self.sum_micros.load(Ordering::Relaxed)));
        text.sample(&format!("{name}_count"), &[], below);
    }
}

fn seconds(micros: u64) -> String {
    (micros as f64 / 1_000_000.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up() {
        let histogram = Histogram::new(&[100, 1_000]);
        for micros in [1, 100, 101, 1_000, 50_000] {
            histogram.add(Duration::from_micros(micros));
        }
        let mut text = Text::default();
        histogram.write(&mut text, "t", "Time.");
        assert_eq!(
            text.finish(),
            "# HELP t Time.\n# TYPE t histogram\nt_bucket{le=\"0.0001\"} 2\nt_bucket{le=\"0.001\"} 4\nt_bucket{le=\"+Inf\"} 5\nt_sum 0.051202\nt_count 5\n"
        );
    }
}
