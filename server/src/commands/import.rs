//! `portico import petstore.yaml --product petstore --version 1.0 --publish`: what an admin does in
//! the browser, through the same services.
use super::Outcome;
use crate::portal::Portal;
use app::{
    actor::Actor,
    auth_strategies::AuthStrategies,
    catalog::{
        Catalog, NAME_MAX, NewProduct, ProductVersion, VersionSettings, Visibility, check_slug,
        slugify_version,
    },
    error::{Checks, PortalError},
    id::{AuthStrategyId, ProductId, VersionId},
    specifications::{ImportState, Severity, Specification, Specifications},
};
use clap::Args;
use std::{path::PathBuf, time::Duration};

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// An OpenAPI 2.0 to 3.2 or AsyncAPI 2.0 to 3.1 document in JSON or YAML.
    file: PathBuf,
    /// The product's slug; the product is created where it is missing.
    #[arg(long)]
    product: String,
    /// The version's name; the version is created where it is missing.
    #[arg(long)]
    version: String,
    /// Publish the version once the document is used.
    #[arg(long)]
    publish: bool,
    /// The name of an auth strategy. Its version then takes requests for access.
    #[arg(long)]
    strategy: Option<String>,
    /// Where the embedded gateway sends calls.
    #[arg(long)]
    upstream: Option<String>,
}

/// Imports the document, and says at each step how far it is.
pub async fn import(portal: &Portal, arguments: ImportArguments) -> Outcome {
    let actor = Actor::system("portico import");
    let source = std::fs::read(&arguments.file)
        .map_err(|error| format!("{} cannot be read: {error}", arguments.file.display()))?;
    let strategy = strategy(portal, &actor, arguments.strategy.as_deref()).await?;
    let (version, made) = version(portal, &actor, &arguments, strategy).await.map_err(said)?;
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let specification = match read(portal, &actor, version.id, &name, source).await {
        Ok(specification) => specification,
        Err(error) => {
            made.take_back(portal, &actor).await?;
            return Err(error);
        }
    };
    tell(&specification);
    if let Some(product) = made.product {
        name_product(portal, &actor, product, &version.product_slug, &specification.title)
            .await
            .map_err(said)?;
    }
    portal.use_specification(&actor, specification.id).await.map_err(said)?;
    say(&format!("Used for {} {}.", version.product_slug, version.name));
    if arguments.publish {
        match portal.publish_version(&actor, version.id).await {
            Ok(_) => say("Published."),
            Err(PortalError::Refused { code, .. }) if code == "already_published" => {
                say("It is published already.")
            }
            Err(error) => return Err(said(error).into()),
        }
    }
    Ok(())
}

async fn strategy(
    portal: &Portal,
    actor: &Actor,
    name: Option<&str>,
) -> Result<Option<AuthStrategyId>, Box<dyn std::error::Error>> {
    let Some(name) = name else { return Ok(None) };
    let all = portal.auth_strategies(actor).await.map_err(said)?;
    match all.iter().find(|strategy| strategy.name == name) {
        Some(strategy) => Ok(Some(strategy.id)),
        None => {
            let names: Vec<_> = all.iter().map(|strategy| strategy.name.as_str()).collect();
            Err(format!("there is no auth strategy “{name}”; there are: {}", names.join(", ")).into())
        }
    }
}

/// What was missing before, so that a document that is refused leaves nothing behind.
#[derive(Debug, Default)]
struct Made {
    product: Option<ProductId>,
    version: Option<VersionId>,
}

impl Made {
    async fn take_back(self, portal: &Portal, actor: &Actor) -> Result<(), String> {
        if let Some(version) = self.version {
            portal.delete_version(actor, version).await.map_err(said)?;
        }
        if let Some(product) = self.product {
            portal.delete_product(actor, product).await.map_err(said)?;
        }
        Ok(())
    }
}

async fn version(
    portal: &Portal,
    actor: &Actor,
    arguments: &ImportArguments,
    strategy: Option<AuthStrategyId>,
) -> Result<(ProductVersion, Made), PortalError> {
    let slug = slugify_version(&arguments.version);
    let settings = VersionSettings {
        name: arguments.version.clone(),
        auth_strategy_id: strategy,
        registration_enabled: strategy.is_some(),
        auto_approve: false,
        upstream_url: arguments.upstream.clone(),
    };
    match portal.version(actor, &arguments.product, &slug).await {
        Ok(found) => {
            let changed = VersionSettings {
                auth_strategy_id: strategy.or(found.auth_strategy.as_ref().map(|strategy| strategy.id)),
                registration_enabled: found.registration_enabled || strategy.is_some(),
                upstream_url: arguments.upstream.clone().or(found.upstream_url.clone()),
                ..VersionSettings::of(&found)
            };
            if changed == VersionSettings::of(&found) {
                return Ok((found, Made::default()));
            }
            Ok((portal.update_version(actor, found.id, changed).await?, Made::default()))
        }
        Err(PortalError::NotFound) => {
            let (product, is_new) = match portal.product(actor, &arguments.product).await {
                Ok(found) => (found.product.id, false),
                Err(PortalError::NotFound) => {
                    (create_product(portal, actor, &arguments.product).await?, true)
                }
                Err(error) => return Err(error),
            };
            let version = portal.create_version(actor, product, settings).await?;
            let made = Made { product: is_new.then_some(product), version: Some(version.id) };
            Ok((version, made))
        }
        Err(error) => Err(error),
    }
}

async fn create_product(portal: &Portal, actor: &Actor, slug: &str) -> Result<ProductId, PortalError> {
    let mut checks = Checks::new();
    check_slug(&mut checks, "--product", slug);
    checks.done()?;
    let created = portal.create_product(actor, new_product(slug, slug.to_owned())).await?;
    say(&format!("Created the product {}.", created.slug));
    Ok(created.id)
}

/// Gives a new product the title that its document has.
async fn name_product(
    portal: &Portal,
    actor: &Actor,
    id: ProductId,
    slug: &str,
    title: &str,
) -> Result<(), PortalError> {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = line.chars().take(NAME_MAX).collect();
    if !title.is_empty() {
        portal.update_product(actor, id, new_product(slug, title)).await?;
    }
    Ok(())
}

fn new_product(slug: &str, title: String) -> NewProduct {
    NewProduct {
        slug: slug.to_owned(),
        title,
        summary: String::new(),
        description: String::new(),
        visibility: Some(Visibility::Public),
        labels: Default::default(),
    }
}

/// Works the queue here; where a server runs beside, either of them may do the import.
async fn read(
    portal: &Portal,
    actor: &Actor,
    version: VersionId,
    name: &str,
    source: Vec<u8>,
) -> Result<Specification, Box<dyn std::error::Error>> {
    let import = portal.import_specification(actor, version, name, source).await.map_err(said)?;
    let worker = {
        let portal = portal.clone();
        tokio::spawn(async move { portal.jobs.clone().drain(&portal).await })
    };
    let mut told = String::new();
    let outcome = loop {
        match portal.import(actor, import.id).await.map_err(said)?.state {
            ImportState::Waiting => {}
            ImportState::Running { stage, done, total } => {
                let now = format!("{stage}: {done} of {total}");
                if now != told {
                    say(&now);
                    told = now;
                }
            }
            ImportState::Ready { specification_id } => {
                break Ok(portal.specification(actor, specification_id).await.map_err(said)?);
            }
            ImportState::Failed { reason } => break Err(reason.into()),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    worker.await??;
    outcome
}

fn tell(specification: &Specification) {
    let Specification { title, format, operations, .. } = specification;
    let noun = if *operations == 1 { "operation" } else { "operations" };
    say(&format!("{title} ({format}): {operations} {noun}."));
    for message in &specification.messages {
        let weight = if message.severity == Severity::Error { "error" } else { "warning" };
        let line = message.line.map(|line| format!(" line {line}")).unwrap_or_default();
        say(&format!("  {weight}{line}: {} ({})", message.text, message.pointer));
    }
}

/// An error with what each field is refused for.
fn said(error: PortalError) -> String {
    match &error {
        PortalError::Invalid(errors) => {
            errors.iter().map(|e| format!("{}: {}", e.field, e.message)).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

#[expect(clippy::print_stdout, reason = "progress for the person at the terminal")]
fn say(text: &str) {
    println!("{text}");
}
