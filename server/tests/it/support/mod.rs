//! A portal of one's own per test, the people who use it, and the mails it writes.
mod applications;
mod both;
mod catalog;
mod database;
pub mod glewlwyd;
pub mod identity_provider;
pub mod people;
mod portal;
pub mod replica;
pub mod smtp;
pub mod world;

pub(crate) use both::on_both_databases;
pub use people::{Answer, Person};
pub use portal::TestPortal;
