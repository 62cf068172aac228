//! The command line of the binary `portico`.
mod accounts;
mod import;
mod logs;
mod scan;
mod seed;

use crate::{
    config::{self, Config},
    http, startup,
};
use clap::{Parser, Subcommand};
use std::{io::Write, path::PathBuf, process::ExitCode};

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
    /// Fill an empty portal with data to look at.
    #[command(subcommand)]
    Seed(SeedCommand),
    /// Admins.
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Personal access tokens for the REST API.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Import an OpenAPI document into a version of a product.
    Import(import::ImportArguments),
    /// Find keys and tokens of this portal in files, and say where they lie.
    Scan(scan::ScanArguments),
    /// Print the document that describes the REST API.
    Openapi,
    /// Show or check the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
enum SeedCommand {
    /// Products, people and an application; can be run again.
    Demo,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print a complete example file with every default.
    Example,
    /// Read file and environment, and report everything that is wrong.
    Check,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Create an admin. The password comes from PORTICO_ADMIN_PASSWORD, or else from standard input.
    Create(accounts::NewAdmin),
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Create a token for a developer, and print it.
    Create(accounts::NewToken),
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Config(ConfigCommand::Example)) {
        print(&config::example());
        return ExitCode::SUCCESS;
    }
    if matches!(arguments.command, Command::Openapi) {
        return match http::api::openapi().to_pretty_json() {
            Ok(document) => {
                print(&format!("{document}\n"));
                ExitCode::SUCCESS
            }
            Err(error) => fail(&error),
        };
    }
    let config = match Config::load(arguments.config.as_deref(), config::environment()) {
        Ok(config) => config,
        Err(problems) => return fail(&problems),
    };
    logs::start(&config.log);
    if let Command::Scan(arguments) = &arguments.command {
        return scan::run(arguments, config);
    }
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
            if config.demo.enabled {
                print(&seed::addresses(&config));
            }
            startup::serve(startup::open(config).await?).await?;
        }
        Command::Migrate => {
            startup::open(config).await?.db.close().await;
        }
        Command::Seed(SeedCommand::Demo) => seed::demo(config).await?,
        Command::Admin(AdminCommand::Create(admin)) => accounts::create_admin(config, admin).await?,
        Command::Token(TokenCommand::Create(token)) => print(&accounts::create_token(config, token).await?),
        Command::Import(arguments) => {
            let portal = startup::open(config).await?;
            import::import(&portal, arguments).await?;
            portal.db.close().await;
        }
        Command::Config(ConfigCommand::Check) => print("The configuration is in order.\n"),
        // Answered before this.
        Command::Scan(_) | Command::Openapi | Command::Config(ConfigCommand::Example) => {}
    }
    Ok(())
}

/// A reader that goes away, such as `head`, is no error.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

#[expect(clippy::print_stderr, reason = "the person at the terminal needs to know")]
fn fail(error: &(impl std::fmt::Display + ?Sized)) -> ExitCode {
    eprintln!("portico: {error}");
    ExitCode::FAILURE
}
