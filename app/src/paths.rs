//! Every address of the portal as a function, under the configurable base path.
use crate::specifications::{SpecificationFamily, Syntax};
use std::sync::OnceLock;

static BASE: OnceLock<&'static str> = OnceLock::new();

/// Sets the base path (empty, or such as `/developers`) once, before the first page.
pub fn set_base(base: &str) {
    let trimmed = base.trim_end_matches('/');
    BASE.get_or_init(|| Box::leak(trimmed.to_owned().into_boxed_str()));
}

pub fn base() -> &'static str {
    BASE.get().copied().unwrap_or_default()
}

fn at(path: &str) -> String {
    format!("{}{path}", base())
}

/// One path segment, percent-encoded where a name is not a slug.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn with_query(mut path: String, pairs: &[(&str, &str)]) -> String {
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(name);
        path.push('=');
        path.push_str(&segment(value));
    }
    path
}

/// The text, if it is an address of this portal: no other site, and no trick that leads to one.
pub fn own(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(base())?;
    let inner = rest.starts_with('/') && !rest.starts_with("//");
    (inner && !path.contains(['\\', '\n', '\r', '\t']) && !path.chars().any(char::is_control)).then_some(path)
}

// The catalog.
pub fn catalog() -> String {
    at("/")
}
pub fn search() -> String {
    at("/search")
}
pub fn product(product: &str) -> String {
    at(&format!("/apis/{product}"))
}
pub fn product_icon(product: &str) -> String {
    at(&format!("/apis/{product}/icon"))
}
pub fn document_image(product: &str, name: &str) -> String {
    at(&format!("/apis/{product}/images/{}", segment(name)))
}
pub fn document(product: &str, path: &str) -> String {
    at(&format!("/apis/{product}/docs/{path}"))
}
pub fn version(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}"))
}
pub fn operation(product: &str, version: &str, operation: &str) -> String {
    at(&format!("/apis/{product}/{version}/reference/{operation}"))
}
/// Where an operation is tried.
pub fn try_operation(product: &str, version: &str, operation: &str) -> String {
    at(&format!("/apis/{product}/{version}/reference/{operation}/try"))
}
/// Where a call that was filled in is posted to (multipart form).
pub fn send_call(product: &str, version: &str, operation: &str) -> String {
    at(&format!("/apis/{product}/{version}/reference/{operation}/call"))
}
/// The operations under one tag.
pub fn version_tag(product: &str, version: &str, tag: &str) -> String {
    at(&format!("/apis/{product}/{version}?tag={}#operations", segment(tag)))
}
/// A schema alone; `address` is its JSON pointer as a fragment.
pub fn schema(product: &str, version: &str, address: &str) -> String {
    at(&format!("/apis/{product}/{version}/schemas?at={}", segment(address)))
}

/// The document, under the name of its kind: `openapi.json`, `asyncapi.yaml`.
pub fn specification_file(
    product: &str,
    version: &str,
    family: SpecificationFamily,
    syntax: Syntax,
) -> String {
    at(&format!("/apis/{product}/{version}/{}", family.file_name(syntax)))
}

/// The Markdown twin of a page of the catalog or the reference, or of the search.
pub fn markdown_of(page: &str) -> String {
    let page = page.split('#').next().unwrap_or_default();
    let (path, query) = page.split_at(page.find('?').unwrap_or(page.len()));
    match path.strip_prefix(base()) {
        Some("" | "/") => format!("{}{query}", at("/apis.md")),
        _ => format!("{path}.md{query}"),
    }
}
pub fn llms_txt() -> String {
    at("/llms.txt")
}
pub fn sitemap() -> String {
    at("/sitemap.xml")
}
/// RFC 9727.
pub fn api_catalog() -> String {
    at("/.well-known/api-catalog")
}

// Request access: one address a step.
pub fn request_access(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}/register"))
}
pub fn request_access_create(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/new-application"))
}
pub fn request_access_confirm(product: &str, version: &str, application: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/confirm?application={}", segment(application)))
}
/// Where the first step's form goes; the form adds `?application=`.
pub fn request_access_confirm_form(product: &str, version: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/confirm"))
}
pub fn request_access_done(product: &str, version: &str, application: &str) -> String {
    at(&format!("/apis/{product}/{version}/register/done?application={}", segment(application)))
}

// My Apps.
pub fn applications() -> String {
    at("/apps")
}
pub fn new_application() -> String {
    at("/apps/new")
}
pub fn application(slug: &str) -> String {
    at(&format!("/apps/{slug}"))
}
pub fn application_access(slug: &str) -> String {
    at(&format!("/apps/{slug}/access"))
}
pub fn withdraw_registration(application: &str, registration: impl std::fmt::Display) -> String {
    at(&format!("/apps/{application}/access/{registration}/withdraw"))
}
pub fn application_keys(slug: &str) -> String {
    at(&format!("/apps/{slug}/keys"))
}
/// The latest calls, or of these the refused ones.
pub fn application_calls(slug: &str, refused: bool) -> String {
    at(&with_query(format!("/apps/{slug}/calls"), &[("refused", if refused { "1" } else { "" })]))
}
/// A request id or a reason code, and why it was no; empty for the page that asks.
pub fn why(about: &str) -> String {
    at(&with_query("/why".to_owned(), &[("about", about)]))
}
/// Empty parts are left out.
pub fn application_usage(slug: &str, period: &str, version: &str, key: &str) -> String {
    at(&with_query(format!("/apps/{slug}/usage"), &[("period", period), ("version", version), ("key", key)]))
}
pub fn application_usage_csv(slug: &str, period: &str, version: &str, key: &str) -> String {
    let path = format!("/api/v1/applications/{slug}/usage.csv");
    at(&with_query(path, &[("period", period), ("version", version), ("key", key)]))
}
pub fn rotate_client_secret(application: &str) -> String {
    at(&format!("/apps/{application}/client/rotate"))
}
pub fn application_tokens(slug: &str) -> String {
    at(&format!("/apps/{slug}/tokens"))
}
pub fn edit_application(slug: &str) -> String {
    at(&format!("/apps/{slug}/edit"))
}
pub fn delete_application(slug: &str) -> String {
    at(&format!("/apps/{slug}/delete"))
}
/// Whom an application can be handed over to.
pub fn transfer_application(slug: &str) -> String {
    at(&format!("/apps/{slug}/transfer"))
}
/// Where the choice goes; the form adds `?to=`.
pub fn confirm_transfer(slug: &str) -> String {
    at(&format!("/apps/{slug}/transfer/confirm"))
}
pub fn new_credential(application: &str) -> String {
    at(&format!("/apps/{application}/keys/new"))
}
pub fn credential(application: &str, credential: impl std::fmt::Display) -> String {
    at(&format!("/apps/{application}/keys/{credential}"))
}
pub fn revoke_credential(application: &str, credential: impl std::fmt::Display) -> String {
    at(&format!("/apps/{application}/keys/{credential}/revoke"))
}

// Teams.
pub fn teams() -> String {
    at("/teams")
}
pub fn new_team() -> String {
    at("/teams/new")
}
pub fn join_team(token: &str) -> String {
    at(&format!("/teams/join?token={}", segment(token)))
}
pub fn team(slug: &str) -> String {
    at(&format!("/teams/{slug}"))
}
pub fn edit_team(slug: &str) -> String {
    at(&format!("/teams/{slug}/edit"))
}
pub fn leave_team(slug: &str) -> String {
    at(&format!("/teams/{slug}/leave"))
}
pub fn delete_team(slug: &str) -> String {
    at(&format!("/teams/{slug}/delete"))
}
pub fn remove_team_member(slug: &str, id: impl std::fmt::Display) -> String {
    at(&format!("/teams/{slug}/members/{id}/remove"))
}

// Accounts.
pub fn sign_up() -> String {
    at("/sign-up")
}
pub fn sign_up_sent() -> String {
    at("/sign-up/sent")
}
pub fn confirm_without_token() -> String {
    at("/confirm")
}
pub fn confirm(token: &str) -> String {
    at(&format!("/confirm?token={}", segment(token)))
}
/// After the first password: approved at once, or waiting.
pub fn confirmed(approved: bool) -> String {
    at(if approved { "/confirm/done?approved=true" } else { "/confirm/done" })
}
pub fn new_confirmation_link() -> String {
    at("/confirm/again")
}
pub fn sign_in() -> String {
    at("/sign-in")
}
/// Sign in, and come back to `path` (an address of this portal) afterwards.
pub fn sign_in_and_return(path: &str) -> String {
    at(&format!("/sign-in?return_to={}", segment(path)))
}
/// Sign in again after `happened`, such as `password-changed`.
pub fn sign_in_after(happened: &str) -> String {
    at(&format!("/sign-in?after={happened}"))
}
pub fn forgot_password() -> String {
    at("/forgot-password")
}
pub fn forgot_password_sent() -> String {
    at("/forgot-password/sent")
}
pub fn reset_password_without_token() -> String {
    at("/reset-password")
}
pub fn reset_password(token: &str) -> String {
    at(&format!("/reset-password?token={}", segment(token)))
}
pub fn account() -> String {
    at("/account")
}
pub fn account_password() -> String {
    at("/account/password")
}
pub fn account_tokens() -> String {
    at("/account/tokens")
}
pub fn revoke_account_token(id: impl std::fmt::Display) -> String {
    at(&format!("/account/tokens/{id}/revoke"))
}
pub fn account_data() -> String {
    at("/account/data")
}
/// A JSON document to download.
pub fn own_data() -> String {
    at("/api/v1/me/data")
}
pub fn account_sessions() -> String {
    at("/account/sessions")
}
pub fn delete_account() -> String {
    at("/account/delete")
}

// Approvers and admins.
pub fn inbox() -> String {
    at("/admin/inbox")
}
pub fn admin_registrations() -> String {
    at("/admin/registrations")
}
pub fn admin_registration_quota(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/registrations/{id}/quota"))
}
pub fn admin_registration(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/registrations/{id}"))
}
pub fn admin_registrations_with(status: &str) -> String {
    at(&format!("/admin/registrations?status={status}"))
}
pub fn admin_delete_auth_strategy(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/auth-strategies/{id}/delete"))
}
pub fn admin_developers() -> String {
    at("/admin/developers")
}
pub fn admin_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}"))
}
pub fn admin_reject_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}/reject"))
}
pub fn admin_revoke_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}/revoke"))
}
pub fn admin_delete_developer(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/developers/{id}/delete"))
}
pub fn admin_teams() -> String {
    at("/admin/teams")
}
pub fn admin_team(slug: &str) -> String {
    at(&format!("/admin/teams/{slug}"))
}
pub fn admin_group_mappings() -> String {
    at("/admin/team-groups")
}
pub fn admin() -> String {
    at("/admin")
}
pub fn admin_products() -> String {
    at("/admin/products")
}
pub fn admin_new_product() -> String {
    at("/admin/products/new")
}
pub fn admin_product(slug: &str) -> String {
    at(&format!("/admin/products/{slug}"))
}
pub fn admin_edit_product(slug: &str) -> String {
    at(&format!("/admin/products/{slug}/edit"))
}
/// The choice, or what one of them would do.
pub fn admin_product_visibility(slug: &str, to: &str) -> String {
    at(&with_query(format!("/admin/products/{slug}/visibility"), &[("to", to)]))
}
pub fn admin_withdraw_catalog_role(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/catalog-roles/{id}/withdraw"))
}
pub fn admin_delete_product(slug: &str) -> String {
    at(&format!("/admin/products/{slug}/delete"))
}
pub fn admin_new_version(product: &str) -> String {
    at(&format!("/admin/products/{product}/versions/new"))
}
pub fn admin_version_quota(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}/quota"))
}
pub fn admin_version(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}"))
}
/// Where a document is uploaded to (multipart form).
pub fn admin_upload(version: impl std::fmt::Display) -> String {
    at(&format!("/admin/upload/{version}"))
}
/// Where a product's icon is uploaded to (multipart form).
pub fn admin_icon(product: &str) -> String {
    at(&format!("/admin/icons/{product}"))
}
pub fn admin_import(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/imports/{id}"))
}
pub fn admin_specification(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/specifications/{id}"))
}
pub fn admin_delete_version(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}/delete"))
}
pub fn admin_retire_version(product: &str, version: &str) -> String {
    at(&format!("/admin/products/{product}/versions/{version}/retire"))
}
pub fn admin_new_document(product: &str) -> String {
    at(&format!("/admin/products/{product}/docs/new"))
}
pub fn admin_document(product: &str, path: &str) -> String {
    at(&format!("/admin/products/{product}/docs/edit?path={}", segment(path)))
}
pub fn admin_delete_document(product: &str, path: &str) -> String {
    at(&format!("/admin/products/{product}/docs/delete?path={}", segment(path)))
}
pub fn admin_images(product: &str) -> String {
    at(&format!("/admin/products/{product}/images"))
}
/// A document in the list of its product.
pub fn admin_product_document(product: &str, id: impl std::fmt::Display) -> String {
    at(&format!("/admin/products/{product}#document-{id}"))
}
/// Where an image is uploaded to (multipart form).
pub fn admin_image_upload(product: &str) -> String {
    at(&format!("/admin/images/{product}"))
}
pub fn admin_auth_strategies() -> String {
    at("/admin/auth-strategies")
}
pub fn admin_new_auth_strategy() -> String {
    at("/admin/auth-strategies/new")
}
pub fn admin_new_auth_strategy_of(kind: &str) -> String {
    at(&format!("/admin/auth-strategies/new?kind={kind}"))
}
pub fn admin_auth_strategy(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/auth-strategies/{id}"))
}
pub fn admin_client_registration(strategy: impl std::fmt::Display) -> String {
    at(&format!("/admin/auth-strategies/{strategy}/registration"))
}
pub fn admin_usage(period: &str, version: &str) -> String {
    at(&with_query("/admin/usage".to_owned(), &[("period", period), ("version", version)]))
}
pub fn usage_csv(period: &str, version: &str) -> String {
    at(&with_query("/api/v1/usage.csv".to_owned(), &[("period", period), ("version", version)]))
}
pub fn admin_identity_providers() -> String {
    at("/admin/identity-providers")
}
pub fn admin_new_identity_provider() -> String {
    at("/admin/identity-providers/new")
}
pub fn admin_identity_provider(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/identity-providers/{id}"))
}
pub fn admin_delete_identity_provider(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/identity-providers/{id}/delete"))
}
pub fn admin_gateways() -> String {
    at("/admin/gateways")
}
pub fn admin_new_gateway() -> String {
    at("/admin/gateways/new")
}
pub fn admin_delete_gateway(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/gateways/{id}/delete"))
}
pub fn admin_gateway(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/gateways/{id}"))
}
pub fn admin_settings() -> String {
    at("/admin/settings")
}
pub fn admin_mails() -> String {
    at("/admin/mail")
}
pub fn admin_mail(id: impl std::fmt::Display) -> String {
    at(&format!("/admin/mail/{id}"))
}
pub fn admin_audit() -> String {
    at("/admin/audit")
}

// For programs.
pub fn openapi() -> String {
    at("/api/v1/openapi.json")
}
pub fn verify(product: &str, version: &str) -> String {
    at(&format!("/gateway/verify/{product}/{version}"))
}

/// Plain form posts: signing in and out reload the page, so that the header tells the truth.
pub fn post_sign_in() -> String {
    at("/session")
}
/// Leads to the provider's own sign-in page; no page of ours, so the browser has to go there itself.
pub fn sign_in_with(provider: &str, return_to: &str) -> String {
    let query =
        if return_to.is_empty() { String::new() } else { format!("?return_to={}", segment(return_to)) };
    at(&format!("/sign-in/with/{provider}{query}"))
}
/// The same, for who is signed in and proves again that it is them.
pub fn prove_with(provider: &str, return_to: &str) -> String {
    at(&format!("/sign-in/with/{provider}?again=1&return_to={}", segment(return_to)))
}
/// Where the provider sends people back to.
pub fn sign_in_callback(provider: &str) -> String {
    at(&format!("/sign-in/with/{provider}/callback"))
}
/// Where the provider says that somebody was signed out there.
pub fn back_channel_logout(provider: &str) -> String {
    at(&format!("/sign-in/with/{provider}/logout"))
}
pub fn post_sign_out() -> String {
    at("/session/end")
}
