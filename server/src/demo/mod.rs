//! What `portico seed demo` fills an empty portal with, and the one upstream of it that really
//! answers.
mod people;
mod products;
mod seed;
mod weather;

pub use people::sign_ins;
pub use seed::seed;
pub use weather::router as upstream;
