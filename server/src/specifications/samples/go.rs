use super::{Body, Call, HeaderValue, quote::double};

fn text(text: &str) -> String {
    double(text, &[])
}

/// A raw literal keeps JSON readable; it cannot hold a backtick.
fn long_text(body: &str) -> String {
    if body.contains(['`', '\r']) { text(body) } else { format!("`{body}`") }
}

pub fn write(call: &Call) -> String {
    let mut imports = vec!["fmt", "io", "log", "net/http"];
    let mut before = String::new();
    let mut content_type = String::new();
    let body = match &call.body {
        Body::None => "nil".to_owned(),
        Body::Form(parts) => {
            imports.extend(["bytes", "mime/multipart"]);
            before.push_str("\tvar body bytes.Buffer\n\tform := multipart.NewWriter(&body)\n");
            for part in parts {
                before.push_str(&match part.is_file {
                    true => format!(
                        "\tfile, _ := form.CreateFormFile({}, {})\n\tfile.Write([]byte(\"…\")) // the file's content\n",
                        text(&part.name),
                        text(&part.value)
                    ),
                    false => format!("\tform.WriteField({}, {})\n", text(&part.name), text(&part.value)),
                });
            }
            before.push_str("\tform.Close()\n");
            content_type.push_str("\trequest.Header.Set(\"Content-Type\", form.FormDataContentType())\n");
            "&body".to_owned()
        }
        Body::Json(_) | Body::Text(_) => {
            imports.push("strings");
            before.push_str(&format!(
                "\tbody := strings.NewReader({})\n",
                long_text(&call.body_text().unwrap_or_default())
            ));
            "body".to_owned()
        }
    };
    let mut headers = content_type;
    for header in &call.headers {
        let value = match &header.value {
            HeaderValue::Plain(value) => text(value),
            HeaderValue::Secret { prefix, variable } => {
                imports.push("os");
                let variable = format!("os.Getenv(\"{variable}\")");
                if prefix.is_empty() { variable } else { format!("{} + {variable}", text(prefix)) }
            }
        };
        headers.push_str(&format!("\trequest.Header.Set({}, {value})\n", text(&header.name)));
    }
    imports.sort_unstable();
    imports.dedup();
    let imports: String = imports.iter().map(|import| format!("\t\"{import}\"\n")).collect();
    let (method, url) = (text(&call.method), text(&call.url));
    format!(
        "package main\n\nimport (\n{imports})\n\nfunc main() {{\n{before}\trequest, err := http.NewRequest({method}, {url}, {body})\n\tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n{headers}\tresponse, err := http.DefaultClient.Do(request)\n\tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n\tdefer response.Body.Close()\n\tanswer, err := io.ReadAll(response.Body)\n\tif err != nil {{\n\t\tlog.Fatal(err)\n\t}}\n\tfmt.Println(response.Status, string(answer))\n}}"
    )
}
