use super::{Body, Call, HeaderValue, quote::double};

fn text(text: &str) -> String {
    double(text, &[])
}

/// A raw literal with as many hashes as it takes.
fn long_text(body: &str) -> String {
    let mut hashes = "#".to_owned();
    while body.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{body}\"{hashes}")
}

pub fn write(call: &Call) -> String {
    let method = match call.method.as_str() {
        known @ ("GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "TRACE") => {
            format!("reqwest::Method::{known}")
        }
        other => format!("reqwest::Method::from_bytes(b{})?", text(other)),
    };
    let mut chain = format!("        .request({method}, {})\n", text(&call.url));
    for header in &call.headers {
        let value = match &header.value {
            HeaderValue::Plain(value) => text(value),
            HeaderValue::Secret { prefix: "", variable } => format!("std::env::var(\"{variable}\")?"),
            HeaderValue::Secret { prefix, variable } => {
                format!("format!(\"{prefix}{{}}\", std::env::var(\"{variable}\")?)")
            }
        };
        chain.push_str(&format!("        .header({}, {value})\n", text(&header.name)));
    }
    match &call.body {
        Body::None => {}
        Body::Json(_) | Body::Text(_) => {
            chain.push_str(&format!("        .body({})\n", long_text(&call.body_text().unwrap_or_default())));
        }
        Body::Form(parts) => {
            chain.push_str("        .multipart(\n            reqwest::blocking::multipart::Form::new()\n");
            for part in parts {
                chain.push_str(&match part.is_file {
                    true => format!("                .file({}, {})?\n", text(&part.name), text(&part.value)),
                    false => format!("                .text({}, {})\n", text(&part.name), text(&part.value)),
                });
            }
            chain.push_str("        )\n");
        }
    }
    format!(
        "fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    let response = reqwest::blocking::Client::new()\n{chain}        .send()?\n        .error_for_status()?;\n    println!(\"{{}}\", response.text()?);\n    Ok(())\n}}"
    )
}
