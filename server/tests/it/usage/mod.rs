//! What was called is counted, once, and kept.
mod counts;
mod logs;
