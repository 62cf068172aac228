//! A portal of one's own per test, the people who use it, and the mails it writes.
mod both;
mod database;
mod people;
mod portal;

pub(crate) use both::on_both_databases;
pub use people::Person;
pub use portal::TestPortal;
