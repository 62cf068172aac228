//! What a reader sees of the catalog, for every statement that lists some of it.

/// Whether product `p` is seen: `$all` by who needs no role (a boolean), `$reader` by this developer (null
/// for strangers). [`crate::catalog::policy::Sight::sees_product`] is the same without SQL.
macro_rules! seen_by {
    ($all:literal, $reader:literal) => {
        concat!(
            "(p.visibility = 'public' OR ",
            $all,
            " OR (",
            $reader,
            " IS NOT NULL AND (p.visibility = 'signed_in' OR EXISTS (
                SELECT 1 FROM catalog_roles cr WHERE (cr.product_id = p.id OR cr.product_id IS NULL)
                  AND (cr.developer_id = ",
            $reader,
            " OR cr.team_id IN (SELECT crm.team_id FROM team_members crm WHERE crm.developer_id = ",
            $reader,
            "))))))"
        )
    };
}
pub(crate) use seen_by;
