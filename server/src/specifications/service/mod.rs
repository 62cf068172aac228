mod download;
mod navigation;
mod reading;

pub use reading::Found;

use super::{compare, source, store};
use crate::{
    audit::{self, Event},
    catalog::{self, policy::Sight},
    clock::new_id,
    db::Conn,
    jobs::{self, Job},
    portal::Portal,
    search,
};
use app::specifications::*;
use app::{
    actor::Actor,
    catalog::ProductVersion,
    error::PortalError,
    id::{ImportId, SpecificationId, VersionId},
};

const FILE_NAME_MAX: usize = 255;

#[async_trait::async_trait]
impl Specifications for Portal {
    async fn import_specification(
        &self,
        actor: &Actor,
        version: VersionId,
        file_name: &str,
        source: Vec<u8>,
    ) -> Result<Import, PortalError> {
        actor.as_admin()?;
        check_size(self, &source)?;
        let now = self.clock.now();
        let id = ImportId(new_id(now));
        let source_bytes = source.len() as u64;
        let compressed = tokio::task::spawn_blocking(move || source::compress(&source))
            .await
            .map_err(|_| PortalError::Internal)?
            .map_err(|_| PortalError::Internal)?;
        let mut tx = self.db.begin_for_readers().await?;
        let version = catalog::store::version_by_id(&mut tx, version).await?.ok_or(PortalError::NotFound)?;
        let import = Import {
            id,
            version_id: version.id,
            product_slug: version.product_slug.clone(),
            version_slug: version.slug.clone(),
            file_name: file_name.chars().filter(|c| !c.is_control()).take(FILE_NAME_MAX).collect(),
            source_bytes,
            state: ImportState::Waiting,
            created_at: now,
        };
        store::insert_import(&mut tx, now, &import, compressed, &actor.name()).await?;
        jobs::enqueue(&mut tx, now, &Job::ImportSpecification { import_id: id }).await?;
        let name = version.title();
        let event = Event::new("specification.uploaded", "version", version.id, &name);
        audit::record(&mut tx, now, actor, event).await?;
        tx.commit().await?;
        self.jobs.wake();
        Ok(import)
    }

    async fn import(&self, actor: &Actor, id: ImportId) -> Result<Import, PortalError> {
        actor.as_admin()?;
        store::import(&mut self.db.read().await?, id).await?.ok_or(PortalError::NotFound)
    }

    async fn specification(&self, actor: &Actor, id: SpecificationId) -> Result<Specification, PortalError> {
        actor.as_admin()?;
        existing(&mut self.db.read().await?, id).await
    }

    async fn specifications(
        &self,
        actor: &Actor,
        version: VersionId,
    ) -> Result<Vec<Specification>, PortalError> {
        actor.as_admin()?;
        Ok(store::specifications(&mut self.db.read().await?, version).await?)
    }

    async fn use_specification(
        &self,
        actor: &Actor,
        id: SpecificationId,
    ) -> Result<Specification, PortalError> {
        actor.as_admin()?;
        let now = self.clock.now();
        let mut tx = self.db.begin_for_readers().await?;
        let specification = existing(&mut tx, id).await?;
        let version = catalog::store::version_by_id(&mut tx, specification.version_id)
            .await?
            .ok_or(PortalError::NotFound)?;
        store::make_current(&mut tx, version.id, id, now).await?;
        search::index_operations(&mut tx, version.id).await?;
        let name = version.title();
        audit::record(&mut tx, now, actor, Event::new("specification.used", "specification", id, &name))
            .await?;
        let used = existing(&mut tx, id).await?;
        tx.commit().await?;
        Ok(used)
    }

    async fn operations(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        tag: Option<&str>,
    ) -> Result<Vec<OperationGroup>, PortalError> {
        reading::operations(self, actor, product, version, tag).await
    }

    async fn find_operations(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        words: &str,
    ) -> Result<Vec<OperationGroup>, PortalError> {
        reading::find_operations(self, actor, product, version, words).await
    }

    async fn preview_operations(
        &self,
        actor: &Actor,
        id: SpecificationId,
    ) -> Result<Vec<OperationGroup>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        existing(&mut conn, id).await?;
        reading::groups(&mut conn, id, None, true).await
    }

    async fn operation_addresses(
        &self,
        actor: &Actor,
        limit: u32,
    ) -> Result<Vec<OperationAddress>, PortalError> {
        let mut conn = self.db.read().await?;
        Ok(store::operation_addresses(&mut conn, Sight::of(actor), limit.into()).await?)
    }

    async fn compare_specification(
        &self,
        actor: &Actor,
        id: SpecificationId,
    ) -> Result<Option<Comparison>, PortalError> {
        actor.as_admin()?;
        let mut conn = self.db.read().await?;
        let specification = existing(&mut conn, id).await?;
        match store::current(&mut conn, specification.version_id).await? {
            Some(current) if current != id => Ok(Some(compare::compare(&mut conn, current, id).await?)),
            _ => Ok(None),
        }
    }

    async fn reference_overview(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<ReferenceOverview, PortalError> {
        reading::overview(self, actor, product, version).await
    }

    async fn operation(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
    ) -> Result<OperationDetail, PortalError> {
        reading::operation(self, actor, product, version, operation).await
    }

    async fn read_operation(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        operation: &str,
        choice: ReadingChoice,
    ) -> Result<Reading, PortalError> {
        reading::read_operation(self, actor, product, version, operation, choice).await
    }

    async fn schema(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        address: &str,
    ) -> Result<SchemaDetail, PortalError> {
        reading::schema(self, actor, product, version, address).await
    }

    async fn specification_source(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<(Vec<u8>, &'static str), PortalError> {
        let source = download::uploaded(self, actor, product, version).await?;
        let media_type = source::media_type(&source);
        Ok((source, media_type))
    }

    async fn current_specification(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
    ) -> Result<(ProductVersion, SpecificationId), PortalError> {
        download::current(self, actor, product, version).await
    }

    async fn specification_file(
        &self,
        actor: &Actor,
        product: &str,
        version: &str,
        syntax: Syntax,
    ) -> Result<Vec<u8>, PortalError> {
        download::file(self, actor, product, version, syntax).await
    }
}

fn check_size(portal: &Portal, source: &[u8]) -> Result<(), PortalError> {
    let limit = portal.config.limits.specification_bytes;
    if source.is_empty() {
        return Err(PortalError::field(
            "file",
            "Please choose an OpenAPI or AsyncAPI document in JSON or YAML.",
        ));
    }
    if source.len() > limit {
        return Err(PortalError::TooLarge { limit_bytes: limit as u64 });
    }
    Ok(())
}

async fn existing(conn: &mut Conn, id: SpecificationId) -> Result<Specification, PortalError> {
    store::specification(conn, id).await?.ok_or(PortalError::NotFound)
}
