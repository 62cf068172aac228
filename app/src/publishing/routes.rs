use super::{
    documents::{DeleteDocumentRoute, EditDocumentRoute, NewDocumentRoute},
    import_page::ImportRoute,
    product_pages::{DeleteProductRoute, EditProductRoute, ManageProductRoute, NewProductRoute},
    products_page::ProductsRoute,
    specification_page::SpecificationRoute,
    version_confirmations::{DeleteVersionRoute, RetireVersionRoute},
    version_page::{ManageVersionRoute, NewVersionRoute},
};
use crate::area::{PageRoute, page};

pub const PAGES: &[PageRoute] = &[
    page::<ProductsRoute>("/admin/products"),
    page::<NewProductRoute>("/admin/products/new"),
    page::<ManageProductRoute>("/admin/products/:product"),
    page::<EditProductRoute>("/admin/products/:product/edit"),
    page::<DeleteProductRoute>("/admin/products/:product/delete"),
    page::<NewVersionRoute>("/admin/products/:product/versions/new"),
    page::<ManageVersionRoute>("/admin/products/:product/versions/:version"),
    page::<RetireVersionRoute>("/admin/products/:product/versions/:version/retire"),
    page::<DeleteVersionRoute>("/admin/products/:product/versions/:version/delete"),
    page::<NewDocumentRoute>("/admin/products/:product/docs/new"),
    page::<EditDocumentRoute>("/admin/products/:product/docs/edit"),
    page::<DeleteDocumentRoute>("/admin/products/:product/docs/delete"),
    page::<ImportRoute>("/admin/imports/:id"),
    page::<SpecificationRoute>("/admin/specifications/:id"),
];
