use super::{
    Body, Call, HeaderValue,
    quote::{double, indented, json_literal},
};

fn text(text: &str) -> String {
    double(text, &[])
}

pub fn write(call: &Call) -> String {
    let mut code = String::new();
    if call.secret().is_some() {
        code.push_str("import os\n");
    }
    code.push_str("import requests\n\nresponse = requests.request(\n");
    code.push_str(&format!("    {},\n    {},\n", text(&call.method), text(&call.url)));
    if !call.headers.is_empty() {
        code.push_str("    headers={\n");
        for header in &call.headers {
            let value = match &header.value {
                HeaderValue::Plain(value) => text(value),
                HeaderValue::Secret { prefix: "", variable } => format!("os.environ[\"{variable}\"]"),
                HeaderValue::Secret { prefix, variable } => {
                    format!("{} + os.environ[\"{variable}\"]", text(prefix))
                }
            };
            code.push_str(&format!("        {}: {value},\n", text(&header.name)));
        }
        code.push_str("    },\n");
    }
    match &call.body {
        Body::None => {}
        Body::Json(json) => {
            let literal = json_literal(json, ["True", "False", "None"], text, ": ", 0);
            code.push_str(&format!("    json={},\n", indented(&literal, 4)));
        }
        Body::Text(body) => code.push_str(&format!("    data={},\n", text(body))),
        Body::Form(parts) => {
            code.push_str("    files={\n");
            for part in parts {
                let value = match part.is_file {
                    true => format!("open({}, \"rb\")", text(&part.value)),
                    false => format!("(None, {})", text(&part.value)),
                };
                code.push_str(&format!("        {}: {value},\n", text(&part.name)));
            }
            code.push_str("    },\n");
        }
    }
    code.push_str("    timeout=30,\n)\nresponse.raise_for_status()\nprint(response.text)");
    code
}
