-- Remembers what imports found recorded already, so that taking a batch back can say which of its rows later imports told, too.
CREATE TABLE told_again (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,                -- the import's
    batch INTEGER REFERENCES batch (id),  -- the import's; NULL: it recorded nothing
    after_seq INTEGER NOT NULL,           -- the last event by then
    first_seq INTEGER NOT NULL,           -- a run of events
    last_seq INTEGER NOT NULL
) STRICT;
CREATE TRIGGER told_again_no_update BEFORE UPDATE ON told_again BEGIN SELECT RAISE(ABORT, 'what imports told never changes'); END;
CREATE TRIGGER told_again_no_delete BEFORE DELETE ON told_again BEGIN SELECT RAISE(ABORT, 'what imports told is never removed'); END;
CREATE TRIGGER told_again_append_only BEFORE INSERT ON told_again BEGIN
    SELECT RAISE(ABORT, 'what imports told is numbered upwards') WHERE NEW.id <= (SELECT max(id) FROM told_again);
END;
