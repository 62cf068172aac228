//! What those see who run the portal.
mod metrics;
mod traces;
