use super::{
    Body, Call, HeaderValue,
    quote::{double, indented},
};

fn text(text: &str) -> String {
    double(text, &[])
}

pub fn write(call: &Call) -> String {
    format!(
        "{}\nif (!response.ok) throw new Error(`${{response.status}} ${{response.statusText}}`);\nconsole.log(await response.text());",
        fetch(call, "const response")
    )
}

/// The call up to its response, which TypeScript writes the same way.
pub fn fetch(call: &Call, response: &str) -> String {
    let mut code = String::new();
    if let Body::Form(parts) = &call.body {
        code.push_str("const form = new FormData();\n");
        for part in parts {
            let value = match part.is_file {
                true => format!("new Blob([/* the content of {} */]), {}", part.value, text(&part.value)),
                false => text(&part.value),
            };
            code.push_str(&format!("form.append({}, {value});\n", text(&part.name)));
        }
        code.push('\n');
    }
    let options = options(call);
    code.push_str(&format!("{response} = await fetch({}{options});", text(&call.url)));
    code
}

fn options(call: &Call) -> String {
    let mut lines = Vec::new();
    if call.method != "GET" {
        lines.push(format!("  method: {},", text(&call.method)));
    }
    if !call.headers.is_empty() {
        lines.push("  headers: {".to_owned());
        for header in &call.headers {
            let value = match &header.value {
                HeaderValue::Plain(value) => text(value),
                HeaderValue::Secret { prefix: "", variable } => format!("process.env.{variable}"),
                HeaderValue::Secret { prefix, variable } => format!("`{prefix}${{process.env.{variable}}}`"),
            };
            lines.push(format!("    {}: {value},", text(&header.name)));
        }
        lines.push("  },".to_owned());
    }
    match &call.body {
        Body::None => {}
        Body::Json(json) => {
            lines.push(format!("  body: JSON.stringify({}),", indented(&json.pretty(), 2)));
        }
        Body::Text(body) => lines.push(format!("  body: {},", text(body))),
        Body::Form(_) => lines.push("  body: form,".to_owned()),
    }
    if lines.is_empty() { String::new() } else { format!(", {{\n{}\n}}", lines.join("\n")) }
}
