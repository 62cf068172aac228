//! What readers ask for. No page loads the whole document: rows by tag, one operation, and only the
//! shared schemas that it leads to.
use super::navigation;
use crate::{
    catalog::{self, policy::Sight},
    db::Conn,
    portal::Portal,
    specifications::{
        parse::Overview,
        samples::{call_of, samples},
        store::{self, OperationRow},
        view::{self, Address, Json, Parts, Place, Shown},
    },
};
use app::{
    actor::Actor, applications::Applications, catalog::ProductVersion, error::PortalError,
    id::SpecificationId, specifications::*,
};

/// Up to this many operations a version's page lists them all; beyond, one tag at a time.
const LISTED_AT_ONCE: i64 = 60;
/// Operations that a filter finds at most.
const FOUND: i64 = 60;
const FILTER_MAX: usize = 100;
/// Named schemas that an overview lists.
const SCHEMAS: i64 = 100;
/// The longest address of a schema.
const ADDRESS_MAX: usize = 2000;

/// The version that the actor may read, and its document, if there is one.
async fn found(
    conn: &mut Conn,
    actor: &Actor,
    product: &str,
    version: &str,
) -> Result<(ProductVersion, Option<SpecificationId>), PortalError> {
    let version = catalog::visible_version(conn, actor, product, version).await?;
    let id = store::current(conn, version.id).await?;
    Ok((version, id))
}

fn sees_internal(actor: &Actor) -> bool {
    Sight::of(actor) == Sight::Admin
}

pub async fn operations(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
    tag: Option<&str>,
) -> Result<Vec<OperationGroup>, PortalError> {
    let mut conn = portal.db.read().await?;
    match found(&mut conn, actor, product, version).await?.1 {
        Some(id) => groups(&mut conn, id, tag, sees_internal(actor)).await,
        None => Ok(Vec::new()),
    }
}

/// Every tag with its count, and the rows of the one asked for; small documents are listed whole.
pub async fn groups(
    conn: &mut Conn,
    id: SpecificationId,
    tag: Option<&str>,
    internal: bool,
) -> Result<Vec<OperationGroup>, PortalError> {
    let tags = store::tags(conn, id, internal).await?;
    let all: i64 = tags.iter().map(|(_, count)| count).sum();
    let mut groups = view::tag_groups(&store::overview(conn, id).await?, tags);
    match tag {
        Some(tag) => {
            let links = store::operations_under(conn, id, tag, internal, 0, i64::MAX).await?;
            list_under(&mut groups, tag, links);
        }
        None if all <= LISTED_AT_ONCE => {
            distribute(&mut groups, store::operations(conn, id, internal).await?);
        }
        None => {}
    }
    Ok(groups)
}

pub(super) fn list_under(groups: &mut [OperationGroup], tag: &str, links: Vec<OperationLink>) {
    if let Some(group) = groups.iter_mut().find(|group| group.tag == tag) {
        group.operations = links;
    }
}

fn distribute(groups: &mut [OperationGroup], rows: Vec<(String, OperationLink)>) {
    for (tag, link) in rows {
        if let Some(group) = groups.iter_mut().find(|group| group.tag == tag) {
            group.operations.push(link);
        }
    }
}

pub async fn find_operations(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
    words: &str,
) -> Result<Vec<OperationGroup>, PortalError> {
    let words: String = words.trim().chars().take(FILTER_MAX).collect();
    let internal = sees_internal(actor);
    let mut conn = portal.db.read().await?;
    let Some(id) = found(&mut conn, actor, product, version).await?.1 else { return Ok(Vec::new()) };
    let rows = store::operations_with(&mut conn, id, &words, internal, FOUND).await?;
    let tags = store::tags(&mut conn, id, internal).await?;
    let mut groups = view::tag_groups(&store::overview(&mut conn, id).await?, tags);
    distribute(&mut groups, rows);
    groups.retain(|group| !group.operations.is_empty());
    groups.iter_mut().for_each(|group| group.count = group.operations.len() as u64);
    Ok(groups)
}

pub async fn overview(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
) -> Result<ReferenceOverview, PortalError> {
    let mut conn = portal.db.read().await?;
    let (version, id) = found(&mut conn, actor, product, version).await?;
    let Some(id) = id else { return Ok(ReferenceOverview::default()) };
    let overview = store::overview(&mut conn, id).await?;
    let format = store::format(&mut conn, id).await?;
    let names = store::schema_names(&mut conn, id, SCHEMAS).await?;
    drop(conn);
    let schemas = names.into_iter().map(|(address, title)| SchemaLink { title, address });
    let described = ReferenceOverview { format, ..view::describe_overview(&overview) };
    Ok(ReferenceOverview {
        base_url: match described.has_channels() {
            true => None,
            false => base_url(portal, &version, &described.servers),
        },
        schemas: schemas.collect(),
        ..described
    })
}

/// The embedded gateway's address, or where another gateway stands in front: what the document says.
fn base_url(portal: &Portal, version: &ProductVersion, servers: &[ServerView]) -> Option<String> {
    let gateway = &portal.config.gateway;
    if gateway.enabled {
        return Some(gateway.public_url.join(&format!("/{}/{}", version.product_slug, version.slug)));
    }
    view::server_url(servers)
}

/// An operation with what its page needs of the document.
pub struct Found {
    pub version: ProductVersion,
    pub id: SpecificationId,
    pub row: OperationRow,
    pub detail: Json,
    pub parts: Parts,
    pub overview: Overview,
    pub internal: bool,
}

impl Found {
    /// What does not exist and what the actor may not see is the same.
    pub async fn operation(
        conn: &mut Conn,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
    ) -> Result<Self, PortalError> {
        let internal = sees_internal(actor);
        let (version, id) = found(conn, actor, product, version).await?;
        let id = id.ok_or(PortalError::NotFound)?;
        let row = store::operation(conn, id, operation, internal).await?.ok_or(PortalError::NotFound)?;
        let detail = Json::read(&row.detail);
        let parts = Parts::fetch(conn, id, &detail).await?;
        let overview = store::overview(conn, id).await?;
        Ok(Self { version, id, row, detail, parts, overview, internal })
    }

    async fn describe(&self, conn: &mut Conn) -> Result<OperationDetail, PortalError> {
        let shown = Shown { detail: &self.detail, parts: &self.parts, overview: &self.overview };
        let mut described = view::describe(&self.row, &shown);
        let links = described.responses.iter_mut().flat_map(|response| response.links.iter_mut());
        for link in links {
            link.operation = store::slug_of(conn, self.id, &link.target, self.internal).await?;
        }
        Ok(described)
    }

    /// Over HTTP, by the reader: neither a webhook nor a channel.
    pub fn is_called(&self) -> bool {
        !self.row.webhook && !self.detail.get("channel").is_object()
    }

    /// Where calls of this operation go, without a trailing slash.
    pub fn base_url(&self, portal: &Portal) -> Option<String> {
        let own = view::servers_of(self.detail.get("servers"));
        let servers = if own.is_empty() { view::describe_overview(&self.overview).servers } else { own };
        base_url(portal, &self.version, &servers)
    }
}

pub async fn operation(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
    operation: &str,
) -> Result<OperationDetail, PortalError> {
    let mut conn = portal.db.read().await?;
    let found = Found::operation(&mut conn, actor, product, version, operation).await?;
    found.describe(&mut conn).await
}

pub async fn read_operation(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
    operation: &str,
    choice: ReadingChoice,
) -> Result<Reading, PortalError> {
    let mut conn = portal.db.read().await?;
    let found = Found::operation(&mut conn, actor, product, version, operation).await?;
    let operation = found.describe(&mut conn).await?;
    let navigation = navigation::beside(&mut conn, actor, &found).await?;
    drop(conn);
    let base_url = if operation.channel.is_some() { None } else { found.base_url(portal) };
    let samples = match found.is_called() {
        true => Some(samples_for(portal, actor, &found, base_url.as_deref(), choice).await?),
        false => None,
    };
    Ok(Reading { operation, base_url, samples, navigation })
}

async fn samples_for(
    portal: &Portal,
    actor: &Actor,
    found: &Found,
    base_url: Option<&str>,
    choice: ReadingChoice,
) -> Result<Samples, PortalError> {
    let strategy = found.version.auth_strategy.as_ref();
    let url = format!("{}{}", base_url.unwrap_or("https://api.example.com"), found.row.path);
    let settings = strategy.map(|strategy| &strategy.settings);
    let call = call_of(&found.row.method, &url, &found.detail, &found.parts, settings);
    let mut samples = samples(&call, &found.detail, choice.language.as_deref());
    if let (Some(strategy), Ok(_)) = (strategy, actor.signed_in()) {
        let own = portal.own_applications(actor).await?;
        let suitable = own.into_iter().filter(|card| card.application.auth_strategy.id == strategy.id);
        samples.applications = suitable
            .map(|card| SampleApplication { slug: card.application.slug, name: card.application.name })
            .collect();
        let chosen = samples.applications.iter().find(|own| Some(&own.slug) == choice.application.as_ref());
        samples.application = chosen.or(samples.applications.first()).cloned();
    }
    Ok(samples)
}

pub async fn schema(
    portal: &Portal,
    actor: &Actor,
    product: &str,
    version: &str,
    address: &str,
) -> Result<SchemaDetail, PortalError> {
    if address.len() > ADDRESS_MAX {
        return Err(PortalError::NotFound);
    }
    let mut conn = portal.db.read().await?;
    let (_, id) = found(&mut conn, actor, product, version).await?;
    let id = id.ok_or(PortalError::NotFound)?;
    let holder = holder(&mut conn, id, address, sees_internal(actor)).await?.ok_or(PortalError::NotFound)?;
    let parts = Parts::fetch(&mut conn, id, &holder).await?;
    Ok(view::describe_schema(&Place::new(&holder, address), &parts))
}

/// The part of the document at an address.
async fn holder(
    conn: &mut Conn,
    id: SpecificationId,
    address: &str,
    internal: bool,
) -> Result<Option<Json>, PortalError> {
    match Address::parse(address) {
        None => Ok(None),
        Some(Address::Operation { slug, tokens }) => {
            let row = store::operation(conn, id, &slug, internal).await?;
            Ok(row.and_then(|row| Json::read(&row.detail).at(tokens).cloned()))
        }
        Some(Address::Shared { pointer }) => {
            let cuts: Vec<(&str, Vec<&str>)> = view::cuts(pointer).collect();
            let pointers: Vec<String> = cuts.iter().map(|(pointer, _)| (*pointer).to_owned()).collect();
            let stored = store::parts(conn, id, &pointers).await?;
            let part = cuts.into_iter().find_map(|(pointer, rest)| {
                let (_, body) = stored.iter().find(|(stored, _)| stored == pointer)?;
                Json::read(body).at(rest).cloned()
            });
            Ok(part)
        }
    }
}
