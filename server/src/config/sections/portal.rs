use std::net::SocketAddr;

use crate::config::{
    section::{section, unset},
    setting::choice,
    values::{LogFilter, MailAddress, Text},
};

section! {
    /// How the portal presents itself.
    pub struct Portal = "portal" {
        /// Name of the portal, in titles and mails.
        name: Text = "Portico";

        /// Where developers can ask a person, shown on error pages and in mails.
        support_email: Option<MailAddress> = unset("api-support@acme.example");
    }
}

section! {
    /// Demonstration mode, for a first look. Never switch it on where real people sign in.
    pub struct Demo = "demo" {
        /// Serves the live upstream of the demo product, and prints the demo sign-ins at the start.
        enabled: bool = false;

        /// Address and port of that upstream, on this machine.
        upstream_listen: SocketAddr = "127.0.0.1:8001";
    }
}

section! {
    /// What the portal writes to standard error.
    pub struct Log = "log" {
        /// "text" for people, "json" for one JSON object per line.
        format: LogFormat = "text";

        /// The least important level written, and exceptions by module: "info,sqlx=warn".
        level: LogFilter = "info";
    }
}

choice! {
    pub enum LogFormat { Text = "text", Json = "json" }
}
