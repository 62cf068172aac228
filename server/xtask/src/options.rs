//! The command line.

use anyhow::{Result, bail};

pub const USAGE: &str = "\
Usage: cargo run -p xtask -- frontend [--profile wasm-release|wasm-dev] [--no-compress]

Builds the browser's half of the portal into target/site.

  --profile P     wasm-release (default): small. wasm-dev: quick to rebuild, keeps function names.
  --no-compress   leaves out the .br and .gz files, for work on the portal itself.";

/// What the tool was asked to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Frontend(FrontendOptions),
}

#[derive(Debug, PartialEq, Eq)]
pub struct FrontendOptions {
    pub profile: Profile,
    pub compress: bool,
}

/// The cargo profiles for the browser, as the workspace's `Cargo.toml` defines them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Release,
    Dev,
}

impl Profile {
    /// The cargo profile's name, which is also the name of cargo's output folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Dev => "wasm-dev",
        }
    }

    /// Readable stack traces are worth more than bytes while developing, and nothing in production.
    pub fn keeps_function_names(self) -> bool {
        self == Self::Dev
    }

    fn from_name(name: &str) -> Result<Self> {
        match name {
            "wasm-release" => Ok(Self::Release),
            "wasm-dev" => Ok(Self::Dev),
            other => bail!("unknown profile `{other}`: use wasm-release or wasm-dev"),
        }
    }
}

pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command> {
    match arguments.next().as_deref() {
        Some("frontend") => parse_frontend(arguments),
        None | Some("help" | "--help" | "-h") => Ok(Command::Help),
        Some(other) => bail!("unknown command `{other}`\n\n{USAGE}"),
    }
}

fn parse_frontend(mut arguments: impl Iterator<Item = String>) -> Result<Command> {
    let mut options = FrontendOptions { profile: Profile::Release, compress: true };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--no-compress" => options.compress = false,
            "--profile" => match arguments.next() {
                Some(name) => options.profile = Profile::from_name(&name)?,
                None => bail!("--profile needs a name: wasm-release or wasm-dev"),
            },
            "--help" | "-h" => return Ok(Command::Help),
            other => match other.strip_prefix("--profile=") {
                Some(name) => options.profile = Profile::from_name(name)?,
                None => bail!("unknown option `{other}`\n\n{USAGE}"),
            },
        }
    }
    Ok(Command::Frontend(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &str) -> Result<Command> {
        parse(words.split_whitespace().map(String::from))
    }

    #[test]
    fn releases_and_compresses_unless_told_otherwise() {
        let expected = FrontendOptions { profile: Profile::Release, compress: true };
        assert_eq!(parse_words("frontend").unwrap(), Command::Frontend(expected));
    }

    #[test]
    fn takes_options_in_either_form() {
        let expected = || Command::Frontend(FrontendOptions { profile: Profile::Dev, compress: false });
        assert_eq!(parse_words("frontend --profile wasm-dev --no-compress").unwrap(), expected());
        assert_eq!(parse_words("frontend --no-compress --profile=wasm-dev").unwrap(), expected());
    }

    #[test]
    fn names_what_it_does_not_know() {
        let error = parse_words("frontend --profile fast").unwrap_err().to_string();
        assert!(error.contains("`fast`"), "{error}");
        assert!(parse_words("frontend --profile").is_err());
        assert!(parse_words("backend").is_err());
    }
}
