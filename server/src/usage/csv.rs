//! Tables for programs (RFC 4180).
use app::{
    time::{Timestamp, exact},
    usage::Sums,
};

/// When, which version, which key or application, and its sums.
pub type Line = (Timestamp, String, String, Sums);

pub fn write(who: &str, lines: &[Line]) -> String {
    let mut out = format!(
        "starts_at,version,{who},allowed,refused,tried,answered,status_4xx,status_5xx,p50_micros,p95_micros,p99_micros\r\n"
    );
    for (starts_at, version, who, sums) in lines {
        let numbers =
            [sums.allowed, sums.refused, sums.tried, sums.answered, sums.client_errors, sums.server_errors];
        let times = [sums.p50_micros, sums.p95_micros, sums.p99_micros];
        let mut fields = vec![exact(*starts_at), field(version), field(who)];
        fields.extend(numbers.map(|number| number.to_string()));
        fields.extend(times.map(|time| time.map(|time| time.to_string()).unwrap_or_default()));
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

/// Quoted where it has to be. A text that a spreadsheet would take for a formula is kept from being one.
fn field(text: &str) -> String {
    let text = match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_are_no_formulas() {
        assert_eq!(field("Storm, watch"), "\"Storm, watch\"");
        assert_eq!(field("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("Weather 2.0"), "Weather 2.0");
    }
}
