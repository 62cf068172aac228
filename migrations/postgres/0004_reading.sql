-- Transactions that changed nothing but what is only read, by their number (xid8): kept pages are outdated, and no
-- verdict is.
CREATE TABLE reading_commits (
    xid BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_reading_commits_at ON reading_commits (at);
