//! Numbers as both syntaxes spell them, kept as text that every JSON parser accepts.

use super::node::Value;

/// A number of JSON (RFC 8259 §6).
pub fn is_json(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A JSON number as a value. One that no double can hold stays text: readers would choke on it.
pub fn value(text: &str) -> Value {
    if text.parse::<f64>().is_ok_and(f64::is_finite) {
        Value::Number(text.into())
    } else {
        Value::Text(text.into())
    }
}

/// A plain scalar of YAML, if it is a number in the core schema (YAML 1.2 §10.3.2): also `0o17`, `0xff`, `+1`,
/// `.5`, `007`. Infinities and not-a-number have no JSON spelling and stay text.
pub fn from_yaml(text: &str) -> Option<Value> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    if is_json(text) {
        return Some(value(text));
    }
    let radix =
        |prefix, radix| text.strip_prefix(prefix).and_then(|digits| u64::from_str_radix(digits, radix).ok());
    if let Some(number) = radix("0o", 8).or_else(|| radix("0x", 16)) {
        return Some(value(&number.to_string()));
    }
    json_spelling(text).map(|number| value(&number))
}

/// A decimal number of YAML as JSON spells it: no plus sign, no leading zeros, digits on both sides of the point.
fn json_spelling(text: &str) -> Option<String> {
    let sign = if text.starts_with('-') { "-" } else { "" };
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_at(unsigned.find(['e', 'E']).unwrap_or(unsigned.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = Some(whole.trim_start_matches('0')).filter(|digits| !digits.is_empty()).unwrap_or("0");
    let point = if fraction.is_empty() { "" } else { "." };
    let spelt = format!("{sign}{whole}{point}{fraction}{exponent}");
    is_json(&spelt).then_some(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> String {
        match from_yaml(text) {
            Some(Value::Number(number)) => number.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn reads_the_numbers_of_yaml() {
        let pairs = [
            ("1.10", "1.10"),
            ("+5", "5"),
            ("-007", "-7"),
            (".5", "0.5"),
            ("1.", "1"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("1.e3", "1e3"),
            ("0", "0"),
        ];
        for (written, number) in pairs {
            assert_eq!(yaml(written), number, "{written}");
        }
    }

    #[test]
    fn leaves_the_rest_as_text() {
        for text in [
            "",
            "-",
            "+",
            ".",
            "..",
            "-.",
            ".e3",
            "1.2.3",
            "2020-01-01",
            "12:30:45",
            "1_000",
            "0x",
            ".inf",
            "é1",
        ] {
            assert!(from_yaml(text).is_none(), "{text}");
        }
    }
}
