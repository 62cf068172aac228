//! What was called is counted, once, and kept.
mod calls;
mod counts;
mod kill;
mod logs;
