-- Transactions that changed nothing that a verdict or a kept page depends on, by their number (xid8). Whoever sees
-- that one has ended can see its row, and knows that what was read before still holds.
CREATE TABLE housekeeping_commits (
    xid BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ix_housekeeping_commits_at ON housekeeping_commits (at);
