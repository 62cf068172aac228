-- One series for both databases: PostgreSQL's type names, which SQLite maps to affinities.
-- A table is written by exactly one slice; the slice stands in the heading.

-- developers
CREATE TABLE developers (
    id              UUID PRIMARY KEY NOT NULL,
    email           TEXT NOT NULL UNIQUE,
    full_name       TEXT NOT NULL,
    role            TEXT NOT NULL,
    status          TEXT NOT NULL,
    password_hash   TEXT,
    created_at      TIMESTAMPTZ NOT NULL,
    confirmed_at    TIMESTAMPTZ,
    pending_at      TIMESTAMPTZ,
    decided_at      TIMESTAMPTZ,
    decided_by      TEXT,
    decision_reason TEXT
);
CREATE INDEX ix_developers_status ON developers (status, pending_at);

CREATE TABLE email_links (
    hash         BYTEA PRIMARY KEY NOT NULL,
    developer_id UUID NOT NULL REFERENCES developers (id) ON DELETE CASCADE,
    purpose      TEXT NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    used_at      TIMESTAMPTZ
);
CREATE INDEX ix_email_links_developer ON email_links (developer_id, purpose);

-- identity_providers
CREATE TABLE identity_providers (
    id         UUID PRIMARY KEY NOT NULL,
    -- Part of addresses that the provider knows; never changes.
    slug       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE,
    issuer     TEXT NOT NULL UNIQUE,
    enabled    BOOLEAN NOT NULL,
    settings   JSONB NOT NULL,
    -- The client's secret, encrypted under the master key.
    secret     BYTEA,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- Who somebody is at a provider: issuer and subject, never an e-mail address.
CREATE TABLE identities (
    id              UUID PRIMARY KEY NOT NULL,
    provider_id     UUID NOT NULL REFERENCES identity_providers (id) ON DELETE CASCADE,
    issuer          TEXT NOT NULL,
    subject         TEXT NOT NULL,
    developer_id    UUID NOT NULL REFERENCES developers (id) ON DELETE CASCADE,
    email           TEXT,
    created_at      TIMESTAMPTZ NOT NULL,
    last_sign_in_at TIMESTAMPTZ NOT NULL,
    -- What could not be read of what the provider said last.
    note            TEXT
);
CREATE UNIQUE INDEX ux_identities_subject ON identities (issuer, subject);
CREATE INDEX ix_identities_developer ON identities (developer_id);
CREATE INDEX ix_identities_provider ON identities (provider_id, last_sign_in_at);

-- Sign-ins under way; each is used once, by the browser that began it.
CREATE TABLE sign_in_attempts (
    state_hash   BYTEA PRIMARY KEY NOT NULL,
    browser_hash BYTEA NOT NULL,
    provider_id  UUID NOT NULL REFERENCES identity_providers (id) ON DELETE CASCADE,
    -- Who proves again that it is them; null: somebody signs in.
    developer_id UUID REFERENCES developers (id) ON DELETE CASCADE,
    return_to    TEXT NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_sign_in_attempts_expires ON sign_in_attempts (expires_at);

-- sessions
CREATE TABLE sessions (
    id               UUID PRIMARY KEY NOT NULL,
    hash             BYTEA NOT NULL UNIQUE,
    developer_id     UUID NOT NULL REFERENCES developers (id) ON DELETE CASCADE,
    created_at       TIMESTAMPTZ NOT NULL,
    -- When its owner last proved who they are.
    authenticated_at TIMESTAMPTZ NOT NULL,
    seen_at          TIMESTAMPTZ NOT NULL,
    expires_at       TIMESTAMPTZ NOT NULL,
    address          TEXT,
    device           TEXT,
    -- By which identity, and in which session of the provider's; null: by password.
    identity_id      UUID REFERENCES identities (id) ON DELETE CASCADE,
    provider_session TEXT
);
CREATE INDEX ix_sessions_developer ON sessions (developer_id);
CREATE INDEX ix_sessions_identity ON sessions (identity_id);

-- access_tokens
CREATE TABLE access_tokens (
    id           UUID PRIMARY KEY NOT NULL,
    hash         BYTEA NOT NULL UNIQUE,
    developer_id UUID NOT NULL REFERENCES developers (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    scope        TEXT NOT NULL,
    last_four    TEXT NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ
);
CREATE INDEX ix_access_tokens_developer ON access_tokens (developer_id);

-- auth_strategies
CREATE TABLE auth_strategies (
    id         UUID PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    settings   JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

-- catalog
-- `live_versions` and `latest_*` repeat what product_versions says (published or deprecated ones), so
-- that a page of ten thousand products is one walk along an index. Written by the version's own change.
CREATE TABLE products (
    id                  UUID PRIMARY KEY NOT NULL,
    slug                TEXT NOT NULL UNIQUE,
    title               TEXT NOT NULL,
    sort_key            TEXT NOT NULL,
    summary             TEXT NOT NULL,
    visibility          TEXT NOT NULL,
    labels              JSONB NOT NULL,
    search_text         TEXT NOT NULL,
    icon_at             TIMESTAMPTZ,
    versions            BIGINT NOT NULL,
    live_versions       BIGINT NOT NULL,
    latest_version      TEXT,
    latest_version_slug TEXT,
    created_at          TIMESTAMPTZ NOT NULL,
    updated_at          TIMESTAMPTZ NOT NULL,
    description         TEXT NOT NULL
);
CREATE INDEX ix_products_sort ON products (sort_key, id);
CREATE INDEX ix_products_live ON products (sort_key, id, visibility) WHERE live_versions > 0;
CREATE INDEX ix_products_public ON products (sort_key, id) WHERE live_versions > 0 AND visibility = 'public';

CREATE TABLE product_icons (
    product_id UUID PRIMARY KEY NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    media_type TEXT NOT NULL,
    bytes      BYTEA NOT NULL
);

CREATE TABLE old_product_slugs (
    slug       TEXT PRIMARY KEY NOT NULL,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE product_versions (
    id                   UUID PRIMARY KEY NOT NULL,
    product_id           UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    name                 TEXT NOT NULL,
    slug                 TEXT NOT NULL,
    lifecycle            TEXT NOT NULL,
    auth_strategy_id     UUID REFERENCES auth_strategies (id),
    registration_enabled BOOLEAN NOT NULL,
    auto_approve         BOOLEAN NOT NULL,
    upstream_url         TEXT,
    created_at           TIMESTAMPTZ NOT NULL,
    updated_at           TIMESTAMPTZ NOT NULL,
    published_at         TIMESTAMPTZ,
    deprecated_at        TIMESTAMPTZ,
    sunset_at            TIMESTAMPTZ,
    retired_at           TIMESTAMPTZ
);
CREATE UNIQUE INDEX ux_product_versions_slug ON product_versions (product_id, slug);
CREATE INDEX ix_product_versions_lifecycle ON product_versions (product_id, lifecycle);
CREATE INDEX ix_product_versions_strategy ON product_versions (auth_strategy_id);

CREATE TABLE documents (
    id           UUID PRIMARY KEY NOT NULL,
    product_id   UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    parent_id    UUID REFERENCES documents (id) ON DELETE CASCADE,
    slug         TEXT NOT NULL,
    path         TEXT NOT NULL,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    position     BIGINT NOT NULL,
    visibility   TEXT NOT NULL,
    -- Who may read it, with regard to all that it stands below: 'everyone', 'signed_in' or 'admins'.
    readers      TEXT NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    updated_at   TIMESTAMPTZ NOT NULL,
    published_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX ux_documents_path ON documents (product_id, path);

CREATE TABLE document_images (
    id         UUID PRIMARY KEY NOT NULL,
    product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    -- A hash of the content, and the type's ending.
    name       TEXT NOT NULL,
    alt        TEXT NOT NULL,
    media_type TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    bytes      BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    created_by TEXT NOT NULL
);
CREATE UNIQUE INDEX ux_document_images_name ON document_images (product_id, name);

-- specifications
CREATE TABLE specifications (
    id           UUID PRIMARY KEY NOT NULL,
    version_id   UUID NOT NULL REFERENCES product_versions (id) ON DELETE CASCADE,
    format       TEXT NOT NULL,
    title        TEXT NOT NULL,
    overview     JSONB NOT NULL,
    messages     JSONB NOT NULL,
    -- Compressed with gzip, as everywhere below.
    source       BYTEA NOT NULL,
    source_bytes BIGINT NOT NULL,
    sha256       TEXT NOT NULL,
    operations   BIGINT NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    created_by   TEXT NOT NULL,
    current_at   TIMESTAMPTZ
);
CREATE INDEX ix_specifications_version ON specifications (version_id, created_at);
CREATE UNIQUE INDEX ux_specifications_current ON specifications (version_id) WHERE current_at IS NOT NULL;

CREATE TABLE operations (
    id               UUID PRIMARY KEY NOT NULL,
    specification_id UUID NOT NULL REFERENCES specifications (id) ON DELETE CASCADE,
    slug             TEXT NOT NULL,
    position         BIGINT NOT NULL,
    method           TEXT NOT NULL,
    path             TEXT NOT NULL,
    operation_id     TEXT,
    summary          TEXT NOT NULL,
    tag              TEXT NOT NULL,
    tag_position     BIGINT NOT NULL,
    deprecated       BOOLEAN NOT NULL,
    internal         BOOLEAN NOT NULL,
    webhook          BOOLEAN NOT NULL,
    -- Names of parameters and fields, and the description's words: what a search looks at.
    words            TEXT NOT NULL,
    detail           TEXT NOT NULL
);
CREATE UNIQUE INDEX ux_operations_slug ON operations (specification_id, slug);
CREATE INDEX ix_operations_position ON operations (specification_id, position);
CREATE INDEX ix_operations_tag ON operations (specification_id, tag, position);
CREATE INDEX ix_operations_order ON operations (specification_id, tag_position, position);
CREATE INDEX ix_operations_operation_id ON operations (specification_id, operation_id);

-- Bodies and details are JSON as text: JSONB would lose the document's order of fields.
CREATE TABLE schemas (
    specification_id UUID NOT NULL REFERENCES specifications (id) ON DELETE CASCADE,
    pointer          TEXT NOT NULL,
    kind             TEXT NOT NULL,
    name             TEXT NOT NULL,
    body             TEXT NOT NULL,
    PRIMARY KEY (specification_id, pointer)
);

CREATE TABLE imports (
    id               UUID PRIMARY KEY NOT NULL,
    version_id       UUID NOT NULL REFERENCES product_versions (id) ON DELETE CASCADE,
    file_name        TEXT NOT NULL,
    source           BYTEA,
    source_bytes     BIGINT NOT NULL,
    status           TEXT NOT NULL,
    stage            TEXT NOT NULL,
    done             BIGINT NOT NULL,
    total            BIGINT NOT NULL,
    failure          TEXT,
    specification_id UUID REFERENCES specifications (id) ON DELETE SET NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    created_by       TEXT NOT NULL,
    finished_at      TIMESTAMPTZ
);
CREATE INDEX ix_imports_version ON imports (version_id, created_at);

-- search
-- What can be found. Texts are words in lower case with spaces between; the databases' own full-text
-- indexes follow this table by themselves (see the folders with the databases' names).
CREATE TABLE search_entries (
    id           INTEGER PRIMARY KEY NOT NULL,
    kind         TEXT NOT NULL,
    product_id   UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    version_id   UUID REFERENCES product_versions (id) ON DELETE CASCADE,
    operation_id UUID REFERENCES operations (id) ON DELETE CASCADE,
    document_id  UUID REFERENCES documents (id) ON DELETE CASCADE,
    admins_only  BOOLEAN NOT NULL,
    name_key     TEXT NOT NULL,
    path_shape   TEXT,
    names        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    body         TEXT NOT NULL
);
CREATE INDEX ix_search_entries_key ON search_entries (name_key);
CREATE INDEX ix_search_entries_shape ON search_entries (path_shape);
CREATE INDEX ix_search_entries_product ON search_entries (product_id, kind);
CREATE INDEX ix_search_entries_version ON search_entries (version_id, kind);
CREATE INDEX ix_search_entries_operation ON search_entries (operation_id);
CREATE INDEX ix_search_entries_document ON search_entries (document_id);

-- Every word that was ever indexed, and the groups of three letters in it, for misspelt ones.
CREATE TABLE search_words (
    word TEXT PRIMARY KEY NOT NULL
);
CREATE TABLE search_trigrams (
    trigram TEXT NOT NULL,
    word    TEXT NOT NULL REFERENCES search_words (word) ON DELETE CASCADE,
    PRIMARY KEY (trigram, word)
);

-- teams
CREATE TABLE teams (
    id          UUID PRIMARY KEY NOT NULL,
    slug        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    updated_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_teams_created ON teams (created_at);

CREATE TABLE team_members (
    team_id      UUID NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    developer_id UUID NOT NULL REFERENCES developers (id) ON DELETE CASCADE,
    role         TEXT NOT NULL,
    joined_at    TIMESTAMPTZ NOT NULL,
    -- The identity provider whose groups put them here, and take them out again; null: people did.
    synced_from  TEXT,
    PRIMARY KEY (team_id, developer_id)
);
CREATE INDEX ix_team_members_developer ON team_members (developer_id, team_id);

CREATE TABLE team_invitations (
    id         UUID PRIMARY KEY NOT NULL,
    team_id    UUID NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    email      TEXT NOT NULL,
    role       TEXT NOT NULL,
    hash       BYTEA NOT NULL UNIQUE,
    invited_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX ux_team_invitations_email ON team_invitations (team_id, email);
CREATE INDEX ix_team_invitations_email ON team_invitations (email);

CREATE TABLE team_group_mappings (
    id         UUID PRIMARY KEY NOT NULL,
    -- The issuer; empty: any provider.
    provider   TEXT NOT NULL,
    group_name TEXT NOT NULL,
    team_id    UUID NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    role       TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    created_by TEXT NOT NULL
);
CREATE UNIQUE INDEX ux_team_group_mappings ON team_group_mappings (group_name, provider, team_id);

-- catalog_roles
-- Who may read a private product, and who may request access to it.
CREATE TABLE catalog_roles (
    id           UUID PRIMARY KEY NOT NULL,
    -- Null: every product, also those to come.
    product_id   UUID REFERENCES products (id) ON DELETE CASCADE,
    team_id      UUID REFERENCES teams (id) ON DELETE CASCADE,
    developer_id UUID REFERENCES developers (id) ON DELETE CASCADE,
    role         TEXT NOT NULL,
    granted_at   TIMESTAMPTZ NOT NULL,
    granted_by   TEXT NOT NULL,
    CHECK ((team_id IS NULL) <> (developer_id IS NULL))
);
CREATE UNIQUE INDEX ux_catalog_roles_team ON catalog_roles (team_id, product_id) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX ux_catalog_roles_team_all ON catalog_roles (team_id) WHERE product_id IS NULL;
CREATE UNIQUE INDEX ux_catalog_roles_developer ON catalog_roles (developer_id, product_id) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX ux_catalog_roles_developer_all ON catalog_roles (developer_id) WHERE product_id IS NULL;
CREATE INDEX ix_catalog_roles_product ON catalog_roles (product_id);

-- applications
CREATE TABLE applications (
    id               UUID PRIMARY KEY NOT NULL,
    slug             TEXT NOT NULL UNIQUE,
    -- A developer's own, or a team's.
    owner_id         UUID REFERENCES developers (id) ON DELETE CASCADE,
    team_id          UUID REFERENCES teams (id) ON DELETE CASCADE,
    name             TEXT NOT NULL,
    description      TEXT NOT NULL,
    reference_id     TEXT NOT NULL UNIQUE,
    auth_strategy_id UUID NOT NULL REFERENCES auth_strategies (id),
    created_at       TIMESTAMPTZ NOT NULL,
    updated_at       TIMESTAMPTZ NOT NULL,
    CHECK ((owner_id IS NULL) <> (team_id IS NULL))
);
CREATE INDEX ix_applications_owner ON applications (owner_id, created_at);
CREATE INDEX ix_applications_team ON applications (team_id, created_at);
CREATE INDEX ix_applications_strategy ON applications (auth_strategy_id);

-- client_registration
-- How applications of an auth strategy get their clients at its identity provider.
CREATE TABLE client_registrations (
    auth_strategy_id UUID PRIMARY KEY NOT NULL REFERENCES auth_strategies (id) ON DELETE CASCADE,
    settings         JSONB NOT NULL,
    -- The initial access token or the bridge's key, encrypted under the master key.
    secret           BYTEA,
    updated_at       TIMESTAMPTZ NOT NULL
);

-- Clients that exist at a provider. Without an application they are to be removed there.
CREATE TABLE registered_clients (
    id               UUID PRIMARY KEY NOT NULL,
    application_id   UUID UNIQUE REFERENCES applications (id) ON DELETE SET NULL,
    auth_strategy_id UUID NOT NULL REFERENCES auth_strategies (id),
    client_id        TEXT NOT NULL,
    management_uri   TEXT,
    -- RFC 7592, encrypted under the master key.
    management_token BYTEA,
    redirect_uris    JSONB NOT NULL,
    scopes           JSONB NOT NULL,
    registered_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_registered_clients_strategy ON registered_clients (auth_strategy_id);

-- registrations
CREATE TABLE registrations (
    id             UUID PRIMARY KEY NOT NULL,
    application_id UUID NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    version_id     UUID NOT NULL REFERENCES product_versions (id) ON DELETE CASCADE,
    status         TEXT NOT NULL,
    purpose        TEXT NOT NULL,
    requested_at   TIMESTAMPTZ NOT NULL,
    requested_by   UUID REFERENCES developers (id) ON DELETE SET NULL,
    decided_at     TIMESTAMPTZ,
    decided_by     TEXT,
    reason         TEXT
);
CREATE UNIQUE INDEX ux_registrations_application_version ON registrations (application_id, version_id);
CREATE INDEX ix_registrations_status ON registrations (status, requested_at);
CREATE INDEX ix_registrations_version ON registrations (version_id);

-- quotas
-- How many calls are let through; null is no limit.
CREATE TABLE version_quotas (
    version_id UUID PRIMARY KEY NOT NULL REFERENCES product_versions (id) ON DELETE CASCADE,
    per_second BIGINT,
    per_minute BIGINT,
    per_day    BIGINT,
    set_at     TIMESTAMPTZ NOT NULL
);

-- In the place of the version's.
CREATE TABLE registration_quotas (
    registration_id UUID PRIMARY KEY NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    per_second      BIGINT,
    per_minute      BIGINT,
    per_day         BIGINT,
    set_at          TIMESTAMPTZ NOT NULL
);

-- What replicas have let through in the windows that run; starts are Unix seconds. With SQLite the process
-- remembers that itself.
CREATE TABLE quota_windows (
    registration_id UUID PRIMARY KEY NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    second_start    BIGINT NOT NULL,
    second_taken    BIGINT NOT NULL,
    minute_start    BIGINT NOT NULL,
    minute_taken    BIGINT NOT NULL,
    day_start       BIGINT NOT NULL,
    day_taken       BIGINT NOT NULL
);

-- credentials
CREATE TABLE credentials (
    id             UUID PRIMARY KEY NOT NULL,
    application_id UUID NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    hash           BYTEA NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    prefix         TEXT NOT NULL,
    last_four      TEXT NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    expires_at     TIMESTAMPTZ,
    retiring_until TIMESTAMPTZ,
    revoked_at     TIMESTAMPTZ,
    revoked_by     TEXT,
    replaced_by    UUID REFERENCES credentials (id) ON DELETE SET NULL
);
CREATE INDEX ix_credentials_application ON credentials (application_id, created_at);
CREATE INDEX ix_credentials_expires ON credentials (expires_at) WHERE revoked_at IS NULL;
CREATE INDEX ix_credentials_retiring ON credentials (retiring_until) WHERE revoked_at IS NULL;

-- Which secrets were found in public; of a revoked access token this is all that is left. Never the secret.
CREATE TABLE leak_reports (
    hash        BYTEA PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL,
    place       TEXT NOT NULL,
    reported_at TIMESTAMPTZ NOT NULL
);

-- Which mails about a key's end were written: each once, whatever is tried again.
CREATE TABLE key_reminders (
    credential_id UUID NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
    ends_at       TIMESTAMPTZ NOT NULL,
    hours_before  BIGINT NOT NULL,
    enqueued_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (credential_id, ends_at, hours_before)
);

-- gateways
CREATE TABLE gateways (
    id            UUID PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL UNIQUE,
    kind          TEXT NOT NULL,
    hash          BYTEA NOT NULL UNIQUE,
    last_four     TEXT NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    created_by    TEXT NOT NULL,
    last_asked_at TIMESTAMPTZ
);

-- usage
-- Minutes are Unix minutes (seconds / 60), so that both databases cut time into slots by dividing. A row
-- covers `span` minutes: 1, 60 or 1440. Nothing refers to what is counted: counts outlive it. Who or what
-- is not known is the nil UUID.
CREATE TABLE usage_counts (
    application_id UUID NOT NULL,
    minute         BIGINT NOT NULL,
    span           BIGINT NOT NULL,
    version_id     UUID NOT NULL,
    credential_id  UUID NOT NULL,
    -- 'allowed', or why not.
    verdict        TEXT NOT NULL,
    -- From the portal's own pages.
    tried          BOOLEAN NOT NULL,
    calls          BIGINT NOT NULL,
    PRIMARY KEY (application_id, minute, span, version_id, credential_id, verdict, tried)
);
CREATE INDEX ix_usage_counts_minute ON usage_counts (minute, span);

-- How calls were answered, where the portal's own gateway or an access log tells: one row for each status
-- and each bucket of the time that it took (a histogram that adds up).
CREATE TABLE usage_answers (
    application_id UUID NOT NULL,
    minute         BIGINT NOT NULL,
    span           BIGINT NOT NULL,
    version_id     UUID NOT NULL,
    credential_id  UUID NOT NULL,
    tried          BOOLEAN NOT NULL,
    status         BIGINT NOT NULL,
    bucket         BIGINT NOT NULL,
    calls          BIGINT NOT NULL,
    PRIMARY KEY (application_id, minute, span, version_id, credential_id, tried, status, bucket)
);
CREATE INDEX ix_usage_answers_minute ON usage_answers (minute, span);

-- The last batch that each process has written: one that comes again is not counted again.
CREATE TABLE usage_writers (
    id         UUID PRIMARY KEY NOT NULL,
    batch      BIGINT NOT NULL,
    written_at TIMESTAMPTZ NOT NULL
);

-- The same for access logs.
CREATE TABLE usage_logs (
    gateway_id  UUID NOT NULL REFERENCES gateways (id) ON DELETE CASCADE,
    batch       TEXT NOT NULL,
    counted     BIGINT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (gateway_id, batch)
);
CREATE INDEX ix_usage_logs_received ON usage_logs (received_at);

-- Single calls, for looking: a sample of those let through, and refusals up to a limit.
CREATE TABLE kept_calls (
    id             UUID PRIMARY KEY NOT NULL,
    request_id     TEXT UNIQUE,
    at             TIMESTAMPTZ NOT NULL,
    verdict        TEXT NOT NULL,
    sentence       TEXT,
    application_id UUID NOT NULL,
    version_id     UUID NOT NULL,
    credential_id  UUID NOT NULL,
    product        TEXT NOT NULL,
    version        TEXT NOT NULL,
    -- How an unknown key looks: its prefix and last four characters, never more.
    key_shape      TEXT,
    gateway_id     UUID NOT NULL,
    tried          BOOLEAN NOT NULL,
    address        TEXT,
    method         TEXT,
    path           TEXT
);
CREATE INDEX ix_kept_calls_application ON kept_calls (application_id, at);
CREATE INDEX ix_kept_calls_at ON kept_calls (at);

-- From where a key is used.
CREATE TABLE key_callers (
    credential_id UUID NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
    address       TEXT NOT NULL,
    last_at       TIMESTAMPTZ NOT NULL,
    verdict       TEXT NOT NULL,
    method        TEXT,
    path          TEXT,
    calls         BIGINT NOT NULL,
    PRIMARY KEY (credential_id, address)
);

-- verify
CREATE TABLE credential_uses (
    credential_id UUID NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
    version_id    UUID NOT NULL REFERENCES product_versions (id) ON DELETE CASCADE,
    first_at      TIMESTAMPTZ,
    last_at       TIMESTAMPTZ,
    last_refused_at TIMESTAMPTZ,
    last_refusal  TEXT,
    PRIMARY KEY (credential_id, version_id)
);

-- What was called with tokens: they have no row of their own.
CREATE TABLE token_uses (
    application_id  UUID NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    version_id      UUID NOT NULL REFERENCES product_versions (id) ON DELETE CASCADE,
    first_at        TIMESTAMPTZ,
    last_at         TIMESTAMPTZ,
    last_refused_at TIMESTAMPTZ,
    last_refusal    TEXT,
    PRIMARY KEY (application_id, version_id)
);

-- settings
CREATE TABLE settings (
    name       TEXT PRIMARY KEY NOT NULL,
    value      JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    updated_by TEXT NOT NULL
);

-- mail
CREATE TABLE mails (
    id         UUID PRIMARY KEY NOT NULL,
    recipient  TEXT NOT NULL,
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    html       TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at    TIMESTAMPTZ,
    attempts   BIGINT NOT NULL,
    last_error TEXT
);
CREATE INDEX ix_mails_created ON mails (created_at);

-- jobs
CREATE TABLE jobs (
    id          UUID PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL,
    payload     JSONB NOT NULL,
    run_at      TIMESTAMPTZ NOT NULL,
    attempts    BIGINT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    failed_at   TIMESTAMPTZ,
    last_error  TEXT
);
CREATE INDEX ix_jobs_due ON jobs (run_at) WHERE finished_at IS NULL AND failed_at IS NULL;

-- audit
CREATE TABLE audit_events (
    position    BIGINT PRIMARY KEY NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    actor_id    UUID,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   TEXT NOT NULL,
    object_name TEXT NOT NULL,
    change      JSONB NOT NULL,
    reason      TEXT,
    address     TEXT,
    request_id  TEXT NOT NULL,
    previous    BYTEA NOT NULL,
    hash        BYTEA NOT NULL
);
CREATE INDEX ix_audit_events_object ON audit_events (object_kind, object_id);

-- http/rate_limit
CREATE TABLE rate_limits (
    bucket     TEXT PRIMARY KEY NOT NULL,
    tokens     DOUBLE PRECISION NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
