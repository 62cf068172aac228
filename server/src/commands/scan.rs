//! `portico scan`: finds keys and tokens of this installation in files, and revokes them if told to.
use super::{fail, print};
use crate::{
    config::Config,
    leaks::{Finder, Leak},
    portal::Portal,
    secrets::KeyFormat,
    startup,
};
use app::actor::Actor;
use clap::Args;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Debug, Args)]
pub struct ScanArguments {
    /// Files and folders; “-” is the standard input. This folder unless told. Folders named .git, symbolic
    /// links and files that hold no text are left out.
    paths: Vec<PathBuf>,
    /// Say what each secret belongs to and what would be revoked; with --yes revoke it.
    #[arg(long)]
    revoke: bool,
    /// Revoke without a further question.
    #[arg(long, requires = "revoke")]
    yes: bool,
}

/// Nothing was found.
const CLEAN: u8 = 0;
const FOUND: u8 = 1;
/// Something could not be looked through, and nothing was found elsewhere.
const INCOMPLETE: u8 = 2;

/// Exits with 0 where nothing was found, with 1 where something was, with 2 where something could not be read.
pub fn run(arguments: &ScanArguments, config: Config) -> ExitCode {
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let mut scan = Scan::new(Finder::new(KeyFormat::new(&config.security.key_prefix)));
    paths.iter().for_each(|path| scan.start(path));
    let status = match (scan.secrets.len(), scan.unread) {
        (0, 0) => CLEAN,
        (0, _) => INCOMPLETE,
        _ => FOUND,
    };
    print(&format!("{}\n", scan.summary()));
    if arguments.revoke && status == FOUND {
        let revoking = tokio::runtime::Runtime::new()
            .map_err(Into::into)
            .and_then(|runtime| runtime.block_on(revoke(config, &scan, arguments.yes)));
        if let Err(error) = revoking {
            return fail(&*error);
        }
    }
    ExitCode::from(status)
}

struct Scan {
    finder: Finder,
    /// Each secret with where it lies first.
    secrets: BTreeMap<String, String>,
    places: usize,
    files: usize,
    unread: usize,
}

impl Scan {
    fn new(finder: Finder) -> Self {
        Self { finder, secrets: BTreeMap::new(), places: 0, files: 0, unread: 0 }
    }

    /// What a person has named is looked through whatever it is.
    fn start(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            return self.look_through(Path::new("(standard input)"), io::stdin().lock());
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => self.folder(path),
            Ok(_) => self.file(path),
            Err(error) => self.cannot_read(path, &error),
        }
    }

    fn folder(&mut self, path: &Path) {
        let entries = fs::read_dir(path).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.cannot_read(path, &error),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && entry.file_name() != ".git" => self.folder(&entry.path()),
                Ok(kind) if kind.is_file() => self.file(&entry.path()),
                Ok(_) => {}
                Err(error) => self.cannot_read(&entry.path(), &error),
            }
        }
    }

    fn file(&mut self, path: &Path) {
        match File::open(path) {
            Ok(file) => self.look_through(path, file),
            Err(error) => self.cannot_read(path, &error),
        }
    }

    fn look_through(&mut self, path: &Path, text: impl Read) {
        self.files += 1;
        let (secrets, places) = (&mut self.secrets, &mut self.places);
        let looked = self.finder.look_through(text, |line, kind, secret| {
            let place = format!("{}:{line}", path.display());
            print(&format!("{place}: {} {}\n", kind.label(), shape(secret)));
            secrets.entry(secret.to_owned()).or_insert(place);
            *places += 1;
        });
        if let Err(error) = looked {
            self.cannot_read(path, &error);
        }
    }

    fn cannot_read(&mut self, path: &Path, error: &io::Error) {
        self.unread += 1;
        fail(&format!("{} cannot be read: {error}", path.display()));
    }

    fn summary(&self) -> String {
        let unread = match self.unread {
            0 => String::new(),
            1 => " One could not be read.".to_owned(),
            unread => format!(" {unread} could not be read."),
        };
        let found = match (self.secrets.len(), self.places) {
            (0, _) => "No key or token of this portal was found".to_owned(),
            (1, 1) => "One secret was found".to_owned(),
            (secrets, places) => format!("Secrets found: {secrets}, in {places} places"),
        };
        format!("{found}; files looked through: {}.{unread}", self.files)
    }
}

/// The last four characters, and what tells of which sort it is: never more.
fn shape(secret: &str) -> String {
    let prefix = secret.split_inclusive('_').next().unwrap_or_default();
    format!("{prefix}…{}", &secret[secret.len() - 4..])
}

/// Shows what would be revoked; only with `yes` it is.
async fn revoke(config: Config, scan: &Scan, yes: bool) -> super::Outcome {
    let portal = startup::open(config).await?;
    let mut live = 0;
    for (secret, place) in &scan.secrets {
        live += usize::from(revoke_one(&portal, secret, place, yes).await?);
    }
    if live > 0 && !yes {
        print(
            "Nothing was revoked. Add --yes to revoke it: calls with these keys are refused from then on, and their owners get a mail.\n",
        );
    }
    if yes {
        print("Calls are refused from now on, wherever the portal runs.\n");
    }
    portal.db.close().await;
    Ok(())
}

async fn revoke_one(
    portal: &Portal,
    secret: &str,
    place: &str,
    yes: bool,
) -> Result<bool, Box<dyn std::error::Error>> {
    let told = |error: app::error::PortalError| error.to_string();
    let leak = portal.find_leak(secret).await.map_err(told)?;
    let Some(leak) = leak else {
        print(&format!("{place}: not known here any more, or of another portal\n"));
        return Ok(false);
    };
    let described = leak.described();
    let is_gateway = matches!(leak, Leak::Gateway(_));
    let said = match (leak.is_live(), is_gateway, yes) {
        (false, ..) => "does not work any more".to_owned(),
        (true, true, _) => {
            "is not revoked by this command: delete the gateway once another token is in its place".to_owned()
        }
        (true, false, false) => "would be revoked".to_owned(),
        (true, false, true) => {
            portal.take_leak(&Actor::system("portico scan"), secret, place, "scan").await.map_err(told)?;
            "is revoked".to_owned()
        }
    };
    print(&format!("{place}: {described} {said}\n"));
    Ok(leak.is_live() && !is_gateway)
}
