mod calls;
mod keeping;
mod reading;
mod writing;

pub use calls::*;
pub use keeping::*;
pub use reading::*;
pub use writing::*;

/// The verdict of calls that were let through, beside the codes of refusals.
pub const ALLOWED: &str = "allowed";
