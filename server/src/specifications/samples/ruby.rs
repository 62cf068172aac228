use super::{
    Body, Call, HeaderValue,
    quote::{double, json_literal},
};

/// `#` would begin an expression.
fn text(text: &str) -> String {
    double(text, &['#'])
}

pub fn write(call: &Call) -> String {
    let json = matches!(call.body, Body::Json(_));
    let mut code = if json { "require \"json\"\n" } else { "" }.to_owned();
    code.push_str("require \"net/http\"\n\n");
    code.push_str(&format!("uri = URI({})\n", text(&call.url)));
    code.push_str(&format!(
        "request = Net::HTTPGenericRequest.new({}, {}, {}, uri)\n",
        text(&call.method),
        !matches!(call.body, Body::None),
        call.method != "HEAD"
    ));
    for header in &call.headers {
        let value = match &header.value {
            HeaderValue::Plain(value) => text(value),
            HeaderValue::Secret { prefix: "", variable } => format!("ENV.fetch(\"{variable}\")"),
            HeaderValue::Secret { prefix, variable } => {
                format!("{} + ENV.fetch(\"{variable}\")", text(prefix))
            }
        };
        code.push_str(&format!("request[{}] = {value}\n", text(&header.name)));
    }
    match &call.body {
        Body::None => {}
        Body::Json(json) => {
            let literal = json_literal(json, ["true", "false", "nil"], text, " => ", 0);
            code.push_str(&format!("request.body = JSON.generate({literal})\n"));
        }
        Body::Text(body) => code.push_str(&format!("request.body = {}\n", text(body))),
        Body::Form(parts) => {
            let part = |part: &super::Part| match part.is_file {
                true => format!("[{}, File.open({})]", text(&part.name), text(&part.value)),
                false => format!("[{}, {}]", text(&part.name), text(&part.value)),
            };
            let parts: Vec<String> = parts.iter().map(part).collect();
            code.push_str(&format!("request.set_form([{}], \"multipart/form-data\")\n", parts.join(", ")));
        }
    }
    code.push_str("response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == \"https\") do |http|\n  http.request(request)\nend\nputs response.code, response.body");
    code
}
