use super::{
    answer::{Merged, count_by_product, hit, merge_versions},
    callable,
    looks::find,
    question::Question,
    ranking::rank,
    store::{Candidate, Scope},
};
use crate::{
    catalog::{self, policy::Sight},
    catalog_roles::store::{self as catalog_roles, GrantedProducts},
    db::{Conn, DbError},
    portal::Portal,
};
use app::{
    actor::Actor,
    catalog::Visibility,
    error::PortalError,
    page::{Page, PageRequest},
    search::*,
};

#[async_trait::async_trait]
impl Search for Portal {
    async fn search(
        &self,
        actor: &Actor,
        filter: SearchFilter,
        page: PageRequest,
    ) -> Result<SearchAnswer, PortalError> {
        filter.validate()?;
        let mut conn = self.db.read().await?;
        let product = match &filter.product {
            Some(slug) => Some(catalog::visible_product(&mut conn, actor, slug).await?.id),
            None => None,
        };
        let scope = Scope { sight: Sight::of(actor), product };
        let found = find(&mut conn, Question::read(&filter.query), scope).await?;
        let mut ranked = rank(&found.question, found.candidates);
        let granted = granted(&mut conn, scope.sight, ranked.iter().map(|ranked| &ranked.candidate)).await?;
        ranked.retain(|ranked| is_seen(scope.sight, &granted, &ranked.candidate));
        let products = count_by_product(&ranked);
        ranked.retain(|ranked| filter.kind.is_none_or(|kind| ranked.candidate.kind == kind));
        let merged = merge_versions(ranked);
        let total = merged.len();
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let shown: Vec<Merged> = merged.into_iter().skip(offset).take(page.size as usize).collect();
        let versions = shown.iter().filter_map(Merged::version);
        let callable = callable::applications(self, &mut conn, actor, versions).await?;
        let hits = shown.into_iter().map(|merged| hit(merged, &callable)).collect();
        Ok(SearchAnswer {
            hits: Page::new(hits, i64::try_from(total).unwrap_or(i64::MAX), page),
            more: found.more,
            approximate: found.approximate,
            products,
        })
    }
}

/// What the reader has roles for, where that matters.
async fn granted(
    conn: &mut Conn,
    sight: Sight,
    mut candidates: impl Iterator<Item = &Candidate>,
) -> Result<GrantedProducts, DbError> {
    match sight.reader() {
        Some(reader) if candidates.any(|candidate| candidate.visibility == Visibility::Private) => {
            catalog_roles::granted_products(conn, reader).await
        }
        _ => Ok(GrantedProducts::default()),
    }
}

/// The databases have been asked for nothing else; the catalog's own policy has the last word.
fn is_seen(sight: Sight, granted: &GrantedProducts, candidate: &Candidate) -> bool {
    sight.sees_product(candidate.visibility, candidate.live_versions, granted.has(candidate.product_id))
        && candidate.version.as_ref().is_none_or(|version| sight.sees_stage(version.stage))
        && candidate.document.as_ref().is_none_or(|document| sight.sees_document(document.readers))
}
