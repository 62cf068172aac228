//! Times as a histogram that adds up: over minutes, keys and replicas.
//!
//! A bucket is an eighth of a power of two of microseconds, as in HdrHistogram: the middle of a bucket is
//! at most 6 % from any time in it, from 16 µs up to 19 hours in 280 buckets.
use std::{collections::BTreeMap, time::Duration};

const BITS: u32 = 3;
const LONGEST: u64 = 1 << 36;

pub fn bucket(took: Duration) -> u16 {
    let micros = u64::try_from(took.as_micros()).unwrap_or(LONGEST).min(LONGEST - 1);
    let whole = 1_u64 << (BITS + 1);
    if micros < whole {
        return micros as u16;
    }
    // The power of two, and the three bits after the first.
    let power = 63 - micros.leading_zeros();
    let part = (micros >> (power - BITS)) & ((1 << BITS) - 1);
    (((power - BITS) << BITS) as u64 + (1 << BITS) + part) as u16
}

/// The middle of a bucket, in microseconds.
pub fn micros(bucket: u16) -> u64 {
    let bucket = u64::from(bucket);
    if bucket < 1 << (BITS + 1) {
        return bucket;
    }
    let (power, part) = ((bucket >> BITS) + u64::from(BITS) - 1, bucket & ((1 << BITS) - 1));
    let width = 1_u64 << (power - u64::from(BITS));
    (1 << power) + part * width + width / 2
}

/// How many calls fell into which bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram(BTreeMap<u16, u64>);

impl Histogram {
    pub fn add(&mut self, bucket: u16, calls: u64) {
        *self.0.entry(bucket).or_default() += calls;
    }

    pub fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(bucket, calls)| self.add(*bucket, *calls));
    }

    /// The time that so many of a thousand calls did not exceed, in microseconds.
    pub fn quantile(&self, per_mille: u64) -> Option<u64> {
        let total: u64 = self.0.values().sum();
        let wanted = (total * per_mille).div_ceil(1000).max(1);
        let mut passed = 0;
        self.0.iter().find_map(|(bucket, calls)| {
            passed += calls;
            (passed >= wanted).then(|| micros(*bucket))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_never_far_from_a_time() {
        let mut last = 0;
        for power in 0..36 {
            for part in 0..16 {
                let time = (1_u64 << power) + ((part << power) >> 4);
                let bucket = bucket(Duration::from_micros(time));
                assert!(bucket >= last, "buckets are in the order of times");
                last = bucket;
                let told = micros(bucket);
                assert!(told.abs_diff(time) * 100 <= time * 7, "{time} µs is told as {told} µs");
            }
        }
        assert!(last < 290);
        assert_eq!(bucket(Duration::from_secs(1_000_000)), bucket(Duration::from_micros(LONGEST - 1)));
    }

    #[test]
    fn quantiles_of_a_thousand_times() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.quantile(500), None);
        for milliseconds in 1..=1000 {
            histogram.add(bucket(Duration::from_millis(milliseconds)), 1);
        }
        for (per_mille, expected) in [(500, 500_000), (950, 950_000), (990, 990_000)] {
            let told = histogram.quantile(per_mille).unwrap();
            assert!(told.abs_diff(expected) * 100 <= expected * 7, "{per_mille}: {told}");
        }
    }
}
