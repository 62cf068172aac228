//! The command line of the binary `portico`.
mod logs;

use crate::{
    config::{self, Config},
    startup,
};
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// A self-hosted developer portal.
#[derive(Debug, Parser)]
#[command(name = "portico", version)]
struct Arguments {
    /// The configuration file; else PORTICO_CONFIG, else portico.toml in this folder.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal and the embedded gateway.
    Serve {
        /// Also serve the demo's upstream, and print the demo's sign-ins.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database's tables up to date.
    Migrate,
    /// Show or check the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print a complete example file with every default.
    Example,
    /// Read file and environment, and report everything that is wrong.
    Check,
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Config(ConfigCommand::Example)) {
        print(&config::example());
        return ExitCode::SUCCESS;
    }
    let config = match Config::load(arguments.config.as_deref(), config::environment()) {
        Ok(config) => config,
        Err(problems) => return fail(&problems),
    };
    logs::start(&config.log);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    match runtime.block_on(perform(arguments.command, config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&*error),
    }
}

async fn perform(command: Command, mut config: Config) -> Outcome {
    match command {
        Command::Serve { demo } => {
            config.demo.enabled |= demo;
            startup::serve(startup::open(config).await?).await?;
        }
        Command::Migrate => {
            startup::open(config).await?.db.close().await;
        }
        Command::Config(ConfigCommand::Check | ConfigCommand::Example) => {
            print("The configuration is in order.\n")
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this is what the command was asked for")]
fn print(text: &str) {
    print!("{text}");
}

#[expect(clippy::print_stderr, reason = "the person at the terminal needs to know")]
fn fail(error: &(impl std::fmt::Display + ?Sized)) -> ExitCode {
    eprintln!("portico: {error}");
    ExitCode::FAILURE
}
