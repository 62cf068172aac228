use super::{Call, HeaderValue, javascript};

pub fn write(call: &Call) -> String {
    let mut code = javascript::fetch(call, "const response: Response");
    // A header must be text, and a variable may be missing.
    for header in &call.headers {
        if let HeaderValue::Secret { prefix: "", variable } = header.value {
            let name = format!("process.env.{variable}");
            code = code.replace(&name, &format!("{name} ?? \"\""));
        }
    }
    format!(
        "{code}\nif (!response.ok) throw new Error(`${{response.status}} ${{response.statusText}}`);\nconst body: unknown = await response.json();\nconsole.log(body);"
    )
}
