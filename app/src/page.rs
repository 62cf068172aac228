//! Paging of lists.
use serde::{Deserialize, Serialize};

/// Which page of a list is wanted: numbers start at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    pub number: u32,
    pub size: u32,
}

impl PageRequest {
    /// The most rows one page may carry.
    pub const MAX_SIZE: u32 = 100;

    pub fn new(number: Option<u32>, size: u32) -> Self {
        Self { number: number.unwrap_or(1).clamp(1, 1_000_000), size: size.clamp(1, Self::MAX_SIZE) }
    }

    pub fn offset(self) -> i64 {
        i64::from(self.number - 1) * i64::from(self.size)
    }

    pub fn limit(self) -> i64 {
        i64::from(self.size)
    }
}

/// One page of a list, and how many rows there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: u64,
    pub number: u32,
    pub size: u32,
}

impl<T> Page<T> {
    pub fn new(items: Vec<T>, total: i64, request: PageRequest) -> Self {
        Self { items, total: u64::try_from(total).unwrap_or(0), number: request.number, size: request.size }
    }

    /// How many pages there are; at least one, the empty one.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(self.size.max(1)))).unwrap_or(u32::MAX).max(1)
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            total: self.total,
            number: self.number,
            size: self.size,
        }
    }
}
