//! The portal from outside: over HTTP, as people, on SQLite and on PostgreSQL.
mod adversity;
mod applications;
mod approvals;
mod auth_strategies;
mod authorization;
mod catalog;
mod credentials;
mod gateways;
mod http;
mod published;
mod registrations;
mod specifications;
mod support;
mod tidy;
mod verify;
