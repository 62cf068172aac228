-- search: PostgreSQL's own full-text index (tsvector, GIN) over search_entries.
ALTER TABLE search_entries ALTER COLUMN id TYPE BIGINT;
ALTER TABLE search_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- Prefixes are ranges, in the order of bytes.
ALTER TABLE search_entries ALTER COLUMN name_key TYPE TEXT COLLATE "C";

-- Headings apart: they are small enough to be ranked by the hundred.
ALTER TABLE search_entries ADD COLUMN heading TSVECTOR GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', names), 'A') || setweight(to_tsvector('simple', summary), 'B')
) STORED;
ALTER TABLE search_entries ADD COLUMN everything TSVECTOR GENERATED ALWAYS AS (
    to_tsvector('simple', names || ' ' || summary || ' ' || body)
) STORED;

-- A short list of pending entries, so that a search after an import need not read a long one.
CREATE INDEX ix_search_entries_heading ON search_entries USING gin (heading) WITH (gin_pending_list_limit = 256);
CREATE INDEX ix_search_entries_everything ON search_entries USING gin (everything) WITH (gin_pending_list_limit = 256);
