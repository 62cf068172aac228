use super::{
    Body, Call, HeaderValue,
    quote::{double, indented},
};

fn text(text: &str) -> String {
    double(text, &[])
}

/// A text block keeps JSON readable.
fn long_text(body: &str) -> String {
    let escaped = body.replace('\\', "\\\\").replace("\"\"\"", "\\\"\"\"");
    format!("\"\"\"\n{}\"\"\"", indented(&format!("            {escaped}"), 12))
}

pub fn write(call: &Call) -> String {
    let publisher = match &call.body {
        Body::None => "HttpRequest.BodyPublishers.noBody()".to_owned(),
        Body::Form(parts) => {
            let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
            format!("multipart({}) /* a publisher of multipart/form-data */", text(&names.join(", ")))
        }
        Body::Json(_) | Body::Text(_) => {
            let body = call.body_text().unwrap_or_default();
            let literal = if body.contains('\n') { long_text(&body) } else { text(&body) };
            format!("HttpRequest.BodyPublishers.ofString({literal})")
        }
    };
    let mut builder =
        format!("        HttpRequest request = HttpRequest.newBuilder(URI.create({}))\n", text(&call.url));
    for header in &call.headers {
        let value = match &header.value {
            HeaderValue::Plain(value) => text(value),
            HeaderValue::Secret { prefix: "", variable } => format!("System.getenv(\"{variable}\")"),
            HeaderValue::Secret { prefix, variable } => {
                format!("{} + System.getenv(\"{variable}\")", text(prefix))
            }
        };
        builder.push_str(&format!("            .header({}, {value})\n", text(&header.name)));
    }
    builder.push_str(&format!(
        "            .method({}, {publisher})\n            .build();",
        text(&call.method)
    ));
    format!(
        "import java.net.URI;\nimport java.net.http.HttpClient;\nimport java.net.http.HttpRequest;\nimport java.net.http.HttpResponse;\n\npublic class Call {{\n    public static void main(String[] arguments) throws Exception {{\n{builder}\n        HttpResponse<String> response = HttpClient.newHttpClient()\n            .send(request, HttpResponse.BodyHandlers.ofString());\n        System.out.println(response.statusCode() + \" \" + response.body());\n    }}\n}}"
    )
}
