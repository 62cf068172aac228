//! Teams: developers who own applications together.
//!
//! A team is approved as long as one of its members is: that is what a verdict asks of the team's
//! applications, so nobody who leaves takes them along. [`sync_groups`] is what a sign-in calls.
mod groups;
mod letters;
pub mod rest;
mod rest_me;
mod service;
pub mod store;
mod succession;

pub use groups::{Groups, groups_of, sync_groups};
pub use succession::{before_deletion, successions};
