use super::{Body, Call, HeaderValue, quote::shell};

pub fn write(call: &Call) -> String {
    let mut words = vec![match call.method.as_str() {
        "GET" if matches!(call.body, Body::None) => format!("curl {}", shell(&call.url)),
        "HEAD" => format!("curl --head {}", shell(&call.url)),
        method => format!("curl -X {method} {}", shell(&call.url)),
    }];
    for header in &call.headers {
        words.push(match &header.value {
            HeaderValue::Plain(value) => format!("-H {}", shell(&format!("{}: {value}", header.name))),
            HeaderValue::Secret { prefix, variable } => {
                format!("-H \"{}: {prefix}${variable}\"", header.name)
            }
        });
    }
    match &call.body {
        Body::None => {}
        Body::Json(json) => words.push(format!("-d {}", shell(&json.pretty()))),
        Body::Text(text) => words.push(format!("--data-raw {}", shell(text))),
        Body::Form(parts) => words.extend(parts.iter().map(|part| match part.is_file {
            true => format!("-F {}", shell(&format!("{}=@{}", part.name, part.value))),
            false => format!("-F {}", shell(&format!("{}={}", part.name, part.value))),
        })),
    }
    words.join(" \\\n  ")
}
