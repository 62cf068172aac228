//! Rules between keys, which no single value can break alone.

use super::{Config, Encryption, problems::Problems};

const SHORTEST_MASTER_KEY: usize = 32;

pub(super) fn check(config: &Config, problems: &mut Problems) {
    check_addresses(config, problems);
    check_mail(config, problems);
    check_security(config, problems);
    check_limits(config, problems);
}

fn check_addresses(config: &Config, problems: &mut Problems) {
    let (server, gateway) = (&config.server, &config.gateway);
    let same_address = server.listen == gateway.listen && server.listen.port() != 0;
    if gateway.enabled && same_address {
        problems.report(format!(
            "`server.listen` and `gateway.listen` are both {}: give the gateway a port of its own",
            server.listen
        ));
    }
}

fn check_mail(config: &Config, problems: &mut Problems) {
    let mail = &config.mail;
    if mail.username.is_some() != mail.password.is_some() {
        problems.report("`mail.username` and `mail.password` must be set together, or neither");
    }
    let to_this_machine = mail.smtp_host.as_ref().is_none_or(|host| {
        host.as_str() == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    });
    if mail.password.is_some() && mail.encryption == Encryption::None && !to_this_machine {
        problems.report(
            "`mail.encryption` is \"none\", which would send `mail.password` readable over the network: \
             use \"starttls\" or \"tls\"",
        );
    }
}

fn check_security(config: &Config, problems: &mut Problems) {
    let security = &config.security;
    if security.master_key.as_ref().is_some_and(|key| key.expose().len() < SHORTEST_MASTER_KEY) {
        problems.report(format!(
            "`security.master_key` must have at least {SHORTEST_MASTER_KEY} characters, chosen at random"
        ));
    }
    let sessions = [
        ("session", security.session_idle_minutes, security.session_absolute_hours),
        ("admin_session", security.admin_session_idle_minutes, security.admin_session_absolute_hours),
    ];
    for (name, idle, absolute) in sessions {
        if idle.duration() > absolute.duration() {
            problems.report(format!(
                "`security.{name}_idle_minutes` ({}) is longer than `security.{name}_absolute_hours` ({})",
                idle.0, absolute.0
            ));
        }
    }
}

/// What is larger than all requests together may be is never taken.
fn check_limits(config: &Config, problems: &mut Problems) {
    let limits = &config.limits;
    let each = [
        ("specification_bytes", limits.specification_bytes),
        ("image_bytes", limits.image_bytes),
        ("request_bytes", limits.request_bytes),
    ];
    for (name, bytes) in each {
        if bytes > limits.bodies_bytes {
            problems.report(format!(
                "`limits.{name}` ({bytes}) is more than `limits.bodies_bytes` ({}), which is for all requests together",
                limits.bodies_bytes
            ));
        }
    }
}
