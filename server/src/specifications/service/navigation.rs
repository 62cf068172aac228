//! What stands beside an operation: those near it, the one before and after, and other versions.
use super::reading::{Found, list_under};
use crate::{
    catalog::{self, policy::Sight},
    db::Conn,
    specifications::{store, view},
};
use app::{actor::Actor, catalog::ProductVersion, error::PortalError, specifications::*};

/// Operations of the current tag that stand beside one, and how many of these before it.
const BESIDE: i64 = 31;
const BEFORE: i64 = 10;

pub async fn beside(conn: &mut Conn, actor: &Actor, found: &Found) -> Result<Navigation, PortalError> {
    let (id, row, internal) = (found.id, &found.row, found.internal);
    let tags = store::tags(conn, id, internal).await?;
    let all = tags.iter().find(|(tag, _)| *tag == row.tag).map_or(0, |(_, count)| *count);
    let mut groups = view::tag_groups(&found.overview, tags);
    groups.iter_mut().for_each(|group| group.description_html.clear());
    let here = store::count_before(conn, id, row, internal).await?;
    let from = (here - BEFORE).min(all - BESIDE).max(0);
    let links = store::operations_under(conn, id, &row.tag, internal, from, BESIDE).await?;
    let after = (all - from).unsigned_abs().saturating_sub(links.len() as u64);
    list_under(&mut groups, &row.tag, links);
    Ok(Navigation {
        groups,
        before: from.unsigned_abs(),
        after,
        previous: store::previous_operation(conn, id, row, internal).await?,
        next: store::next_operation(conn, id, row, internal).await?,
        versions: versions(conn, actor, found).await?,
    })
}

async fn versions(conn: &mut Conn, actor: &Actor, found: &Found) -> Result<Vec<VersionChoice>, PortalError> {
    let sight = Sight::of(actor);
    let all = catalog::store::versions_of(conn, found.version.product_id).await?;
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let with = store::versions_with(conn, found.version.product_id, &found.row.slug, found.internal).await?;
    let choice = |version: ProductVersion| VersionChoice {
        current: version.id == found.version.id,
        has_operation: with.contains(&version.id),
        stage: version.lifecycle.stage(),
        name: version.name,
        slug: version.slug,
    };
    Ok(all.into_iter().filter(|version| sight.sees_version(version)).map(choice).collect())
}
