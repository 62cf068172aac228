//! The one upstream of the demo that really answers.
mod weather;

pub use weather::router as upstream;
