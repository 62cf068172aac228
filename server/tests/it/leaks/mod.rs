//! Keys that were found where they should not lie.
mod reports;
mod scan;
