//! Lengths of time, named by the unit in which they are written.

use std::time::Duration;

use toml::Value;

use crate::config::setting::{Rejected, Setting, Shape};

macro_rules! duration_setting {
    ($($unit:ident, $name:literal, $milliseconds:literal;)+) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $unit(pub u64);

        impl $unit {
            pub const fn duration(self) -> Duration {
                Duration::from_millis(self.0.saturating_mul($milliseconds))
            }
        }

        impl Setting for $unit {
            const SHAPE: Shape = Shape::Number;

            fn accepts() -> String {
                concat!("a whole number of ", $name).into()
            }

            fn read(value: &Value) -> Result<Self, Rejected> {
                u64::read(value).map($unit)
            }
        }
    )+};
}

duration_setting! {
    Milliseconds, "milliseconds", 1;
    Seconds, "seconds", 1_000;
    Minutes, "minutes", 60_000;
    Hours, "hours", 3_600_000;
}
