use super::{
    documents::{DeleteDocumentRoute, EditDocumentRoute, NewDocumentRoute},
    images_page::ImagesRoute,
    import_page::ImportRoute,
    product_pages::{DeleteProductRoute, EditProductRoute, ManageProductRoute, NewProductRoute},
    products_page::ProductsRoute,
    specification_page::SpecificationRoute,
    version_confirmations::{DeleteVersionRoute, RetireVersionRoute},
    version_page::{ManageVersionRoute, NewVersionRoute},
};
use crate::actor::Role;
use crate::area::{PageRoute, page_for};

pub const PAGES: &[PageRoute] = &[
    page_for::<ProductsRoute>(Role::Admin, "/admin/products"),
    page_for::<NewProductRoute>(Role::Admin, "/admin/products/new"),
    page_for::<ManageProductRoute>(Role::Admin, "/admin/products/:product"),
    page_for::<EditProductRoute>(Role::Admin, "/admin/products/:product/edit"),
    page_for::<DeleteProductRoute>(Role::Admin, "/admin/products/:product/delete"),
    page_for::<NewVersionRoute>(Role::Admin, "/admin/products/:product/versions/new"),
    page_for::<ManageVersionRoute>(Role::Admin, "/admin/products/:product/versions/:version"),
    page_for::<RetireVersionRoute>(Role::Admin, "/admin/products/:product/versions/:version/retire"),
    page_for::<DeleteVersionRoute>(Role::Admin, "/admin/products/:product/versions/:version/delete"),
    page_for::<NewDocumentRoute>(Role::Admin, "/admin/products/:product/docs/new"),
    page_for::<EditDocumentRoute>(Role::Admin, "/admin/products/:product/docs/edit"),
    page_for::<DeleteDocumentRoute>(Role::Admin, "/admin/products/:product/docs/delete"),
    page_for::<ImagesRoute>(Role::Admin, "/admin/products/:product/images"),
    page_for::<ImportRoute>(Role::Admin, "/admin/imports/:id"),
    page_for::<SpecificationRoute>(Role::Admin, "/admin/specifications/:id"),
];
