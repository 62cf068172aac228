-- search: SQLite's own full-text index (FTS5) over search_entries. Rows are replaced, never updated.
CREATE VIRTUAL TABLE search_index USING fts5 (
    names, summary, body,
    content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TRIGGER search_entries_inserted AFTER INSERT ON search_entries BEGIN
    INSERT INTO search_index (rowid, names, summary, body) VALUES (new.id, new.names, new.summary, new.body);
END;

CREATE TRIGGER search_entries_deleted AFTER DELETE ON search_entries BEGIN
    DELETE FROM search_index WHERE rowid = old.id;
END;
