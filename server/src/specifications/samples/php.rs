use super::{
    Body, Call, HeaderValue,
    quote::{indented, json_literal, single},
};

pub fn write(call: &Call) -> String {
    let mut options = vec![format!("CURLOPT_CUSTOMREQUEST => {},", single(&call.method))];
    options.push("CURLOPT_RETURNTRANSFER => true,".to_owned());
    if !call.headers.is_empty() {
        options.push("CURLOPT_HTTPHEADER => [".to_owned());
        for header in &call.headers {
            let line = match &header.value {
                HeaderValue::Plain(value) => single(&format!("{}: {value}", header.name)),
                HeaderValue::Secret { prefix, variable } => {
                    format!("{} . getenv('{variable}')", single(&format!("{}: {prefix}", header.name)))
                }
            };
            options.push(format!("    {line},"));
        }
        options.push("],".to_owned());
    }
    match &call.body {
        Body::None => {}
        Body::Json(json) => {
            let literal = array(json);
            options.push(format!("CURLOPT_POSTFIELDS => json_encode({}),", indented(&literal, 4)));
        }
        Body::Text(body) => options.push(format!("CURLOPT_POSTFIELDS => {},", single(body))),
        Body::Form(parts) => {
            options.push("CURLOPT_POSTFIELDS => [".to_owned());
            for part in parts {
                let value = match part.is_file {
                    true => format!("new CURLFile({})", single(&part.value)),
                    false => single(&part.value),
                };
                options.push(format!("    {} => {value},", single(&part.name)));
            }
            options.push("],".to_owned());
        }
    }
    let options: String = options.iter().map(|line| format!("    {line}\n")).collect();
    format!(
        "<?php\n\n$curl = curl_init({});\ncurl_setopt_array($curl, [\n{options}]);\n$body = curl_exec($curl);\necho curl_getinfo($curl, CURLINFO_RESPONSE_CODE), \"\\n\", $body;",
        single(&call.url)
    )
}

/// Objects are arrays too, but for an empty one.
fn array(json: &crate::specifications::view::Json) -> String {
    use crate::specifications::view::Json;
    fn brackets(json: &Json) -> String {
        match json {
            Json::Object(members) if members.is_empty() => "new stdClass()".to_owned(),
            Json::Object(members) => {
                let line = |(key, value): (&String, &Json)| {
                    format!("    {} => {}", single(key), indented(&brackets(value), 4))
                };
                format!("[\n{}\n]", members.iter().map(line).collect::<Vec<_>>().join(",\n"))
            }
            Json::List(items) if !items.is_empty() => {
                let line = |item| format!("    {}", indented(&brackets(item), 4));
                format!("[\n{}\n]", items.iter().map(line).collect::<Vec<_>>().join(",\n"))
            }
            other => json_literal(other, ["true", "false", "null"], single, " => ", 0),
        }
    }
    brackets(json)
}
