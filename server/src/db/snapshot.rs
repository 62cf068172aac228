//! Which transactions a PostgreSQL snapshot sees (`pg_snapshot`, written `xmin:xmax:xip,xip`).
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// Every transaction from here on is not seen.
    xmax: i64,
    /// Those before that are still under way.
    under_way: BTreeSet<i64>,
}

impl Snapshot {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let (_xmin, xmax, xip) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let under_way = xip.split(',').filter(|xid| !xid.is_empty()).map(str::parse);
        Some(Self { xmax, under_way: under_way.collect::<Result<_, _>>().ok()? })
    }

    /// The transactions that have ended since `before`. Absent where there are more than `most`, or where `before`
    /// is not the earlier one.
    pub(super) fn ended_since(&self, before: &Self, most: usize) -> Option<Vec<i64>> {
        let new = usize::try_from(self.xmax.checked_sub(before.xmax)?).ok()?;
        if new > most || !self.under_way.range(..before.xmax).all(|xid| before.under_way.contains(xid)) {
            return None;
        }
        let candidates = before.under_way.iter().copied().chain(before.xmax..self.xmax);
        Some(candidates.filter(|xid| *xid < self.xmax && !self.under_way.contains(xid)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(before: &str, after: &str) -> Option<Vec<i64>> {
        Snapshot::parse(after).unwrap().ended_since(&Snapshot::parse(before).unwrap(), 10)
    }

    #[test]
    fn what_has_ended_between_two_snapshots() {
        assert_eq!(ended("10:10:", "10:10:"), Some(vec![]));
        assert_eq!(ended("10:10:", "12:12:"), Some(vec![10, 11]));
        assert_eq!(ended("10:10:", "10:12:10"), Some(vec![11]), "the first is still under way");
        assert_eq!(ended("10:12:10", "12:12:"), Some(vec![10]), "and has ended here");
        assert_eq!(ended("10:14:10,12", "12:15:12,14"), Some(vec![10]));
        assert_eq!(ended("10:10:", "21:21:"), None, "too many to look at");
        assert_eq!(ended("12:12:", "10:10:"), None, "the other way round");
        assert_eq!(ended("12:12:", "10:12:10"), None, "what had ended is under way");
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["", "10", "10:10", "a:b:", "10:x:", "10:10:1,y"] {
            assert_eq!(Snapshot::parse(text), None, "{text}");
        }
    }
}
