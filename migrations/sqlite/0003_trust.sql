-- What makes the record of a migration, and the ledger's own past, provable.

-- A seal a migration: SHA-256 of its record. The checksum says what was applied, the seal also when. The program writes it
-- with the record; for those of before, when this migration is applied.
CREATE TABLE migration_seal (
    version INTEGER PRIMARY KEY REFERENCES migration (version),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER migration_seal_no_update BEFORE UPDATE ON migration_seal BEGIN SELECT RAISE(ABORT, 'seals never change'); END;
CREATE TRIGGER migration_seal_no_delete BEFORE DELETE ON migration_seal BEGIN SELECT RAISE(ABORT, 'seals are never removed'); END;
CREATE TRIGGER migration_seal_append_only BEFORE INSERT ON migration_seal BEGIN
    SELECT RAISE(ABORT, 'seals never change') WHERE EXISTS (SELECT 1 FROM migration_seal WHERE version = NEW.version);
END;

-- The backups that were made, in the ledger and in each of them: the head that the chain had then must still be a link of it,
-- and whoever erases a prospect is told where the name still stands.
CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    head BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;
CREATE TRIGGER backup_no_update BEFORE UPDATE ON backup BEGIN SELECT RAISE(ABORT, 'records of backups never change'); END;
CREATE TRIGGER backup_no_delete BEFORE DELETE ON backup BEGIN SELECT RAISE(ABORT, 'records of backups are never removed'); END;
CREATE TRIGGER backup_append_only BEFORE INSERT ON backup BEGIN
    SELECT RAISE(ABORT, 'records of backups are numbered upwards') WHERE NEW.id <= (SELECT max(id) FROM backup);
END;
