use std::net::SocketAddr;

use crate::config::{
    section::{section, unset},
    values::{Secret, Text},
};

section! {
    /// Figures for those who run the portal.
    pub struct Metrics = "metrics" {
        /// Address and port of a listener that answers /metrics in the text format of Prometheus. Keep it away
        /// from the public: it tells how much is going on. Without it there is none.
        listen: Option<SocketAddr> = unset("127.0.0.1:9464");
    }
}

section! {
    /// Traces of requests, verdicts and jobs, sent by OTLP over HTTP (JSON).
    pub struct Tracing = "tracing" {
        /// The collector's address; /v1/traces is added. An inner address needs an entry in [outbound] allow.
        /// Without it nothing is traced.
        otlp_url: Option<Text> = unset("http://127.0.0.1:4318");

        /// The `Authorization` header that the collector asks for.
        authorization: Option<Secret<String>> = unset("Bearer the-token");

        /// How the portal is called there.
        service_name: Text = "portico";

        /// Of a hundred requests so many are traced. A request that brings a `traceparent` is traced where that
        /// says so.
        sample_percent: u32 = 10, within 0..=100;
    }
}
