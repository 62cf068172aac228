//! The browser's half: hashed names are cached for ever, the rest briefly.
use axum::{
    Router,
    http::{HeaderValue, header},
};
use std::path::Path;
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

pub fn routes<S: Clone + Send + Sync + 'static>(folder: &Path) -> Router<S> {
    let cached = |value: &'static str| {
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static(value))
    };
    let packages = ServeDir::new(folder.join("pkg")).precompressed_br().precompressed_gzip();
    let mut routes = Router::new().nest_service(
        "/pkg",
        ServiceBuilder::new().layer(cached("public, max-age=31536000, immutable")).service(packages),
    );
    for file in ["favicon.ico", "favicon.svg", "logo.svg"] {
        let service = ServiceBuilder::new()
            .layer(cached("public, max-age=86400"))
            .service(ServeFile::new(folder.join(file)));
        routes = routes.route_service(&format!("/{file}"), service);
    }
    routes
}
