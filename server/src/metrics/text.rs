use std::fmt::{Display, Write};

/// Lines of the text format.
#[derive(Debug, Default)]
pub struct Text(String);

impl Text {
    /// `kind` is counter, gauge or histogram.
    pub fn begin(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        self.0.push_str(name);
        for (number, (label, held)) in labels.iter().enumerate() {
            let before = if number == 0 { '{' } else { ',' };
            let held = held.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(self.0, "{before}{label}=\"{held}\"");
        }
        let after = if labels.is_empty() { "" } else { "}" };
        let _ = writeln!(self.0, "{after} {value}");
    }

    /// A name with one value.
    pub fn single(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.begin(name, kind, help);
        self.sample(name, &[], value);
    }

    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_quoted() {
        let mut text = Text::default();
        text.sample("n", &[("a", "b\"c\\d\ne"), ("f", "g")], 1);
        assert_eq!(text.finish(), "n{a=\"b\\\"c\\\\d\\ne\",f=\"g\"} 1\n");
    }
}
