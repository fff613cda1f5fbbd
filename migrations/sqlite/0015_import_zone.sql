-- Remembers in which zone an import read bare dates and times without an offset, so that a file of that name is read alike again.
CREATE TABLE import_zone (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,                -- the import's, with the file's name
    batch INTEGER REFERENCES batch (id),  -- the import's; NULL: it recorded nothing
    zone TEXT NOT NULL                    -- an IANA name
) STRICT;
CREATE TRIGGER import_zone_no_update BEFORE UPDATE ON import_zone BEGIN SELECT RAISE(ABORT, 'zones of imports never change'); END;
CREATE TRIGGER import_zone_no_delete BEFORE DELETE ON import_zone BEGIN SELECT RAISE(ABORT, 'zones of imports are never removed'); END;
CREATE TRIGGER import_zone_append_only BEFORE INSERT ON import_zone BEGIN
    SELECT RAISE(ABORT, 'zones of imports are numbered upwards') WHERE NEW.id <= (SELECT max(id) FROM import_zone);
END;
