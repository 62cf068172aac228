use super::{Body, Call, HeaderValue, quote::double};

fn text(text: &str) -> String {
    double(text, &[])
}

/// A raw literal; it ends in more quotes than it holds in a row.
fn long_text(body: &str) -> String {
    if body.contains("\"\"\"") { text(body) } else { format!("\"\"\"\n{body}\n\"\"\"") }
}

pub fn write(call: &Call) -> String {
    let mut media_type = "text/plain".to_owned();
    let mut headers = String::new();
    for header in &call.headers {
        let value = match &header.value {
            HeaderValue::Plain(value) if header.name == "Content-Type" => {
                media_type.clone_from(value);
                continue;
            }
            HeaderValue::Plain(value) => text(value),
            HeaderValue::Secret { prefix: "", variable } => {
                format!("Environment.GetEnvironmentVariable(\"{variable}\")")
            }
            HeaderValue::Secret { prefix, variable } => {
                format!("{} + Environment.GetEnvironmentVariable(\"{variable}\")", text(prefix))
            }
        };
        headers.push_str(&format!(
            "request.Headers.TryAddWithoutValidation({}, {value});\n",
            text(&header.name)
        ));
    }
    let body = match &call.body {
        Body::None => String::new(),
        Body::Form(parts) => {
            let add = |part: &super::Part| match part.is_file {
                true => format!(
                    "form.Add(new StreamContent(File.OpenRead({file})), {}, {file});\n",
                    text(&part.name),
                    file = text(&part.value)
                ),
                false => {
                    format!("form.Add(new StringContent({}), {});\n", text(&part.value), text(&part.name))
                }
            };
            let adds: String = parts.iter().map(add).collect();
            format!("var form = new MultipartFormDataContent();\n{adds}request.Content = form;\n")
        }
        Body::Json(_) | Body::Text(_) => {
            let body = call.body_text().unwrap_or_default();
            let literal = if body.contains('\n') { long_text(&body) } else { text(&body) };
            format!("request.Content = new StringContent({literal}, Encoding.UTF8, {});\n", text(&media_type))
        }
    };
    let using = if body.contains("Encoding.") { "using System.Text;\n\n" } else { "" };
    format!(
        "{using}using var client = new HttpClient();\nvar request = new HttpRequestMessage(new HttpMethod({}), {});\n{headers}{body}var response = await client.SendAsync(request);\nresponse.EnsureSuccessStatusCode();\nConsole.WriteLine(await response.Content.ReadAsStringAsync());",
        text(&call.method),
        text(&call.url)
    )
}
