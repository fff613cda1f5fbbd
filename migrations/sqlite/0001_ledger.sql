-- The ledger's tables. docs/ledger-format.md tells them column by column; RULES section 3 says why nothing here ever changes.
--
-- Names stand once, in dictionaries, and events hold their numbers: small integers keep an event near 200 bytes, indexes
-- and hash included. Small enumerations are stored as the numbers of the enums in include/inmail/core/event.hpp and terms.hpp.
-- Instants are milliseconds since 1970 UTC, dates days since 1970. NULL means "not given"; empty text is never stored.

PRAGMA application_id = 0x494E4D4C;  -- "INML" in ASCII: the mark by which a ledger is told from any other database

CREATE TABLE migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    checksum TEXT NOT NULL,  -- SHA-256 of the migration's text, 64 hex digits
    applied_at INTEGER NOT NULL
) STRICT;

-- Dictionaries ------------------------------------------------------------------------------------------------------

CREATE TABLE seat (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE pool (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE plan (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE rulebook (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL) STRICT;
CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE campaign (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE recorder (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;  -- who typed: operating system users

-- A prospect enters an event's hash as SHA-256(salt || name). Name and salt can be erased together, once the digest
-- that they made is kept in their place: the chain still holds, and nobody can be found by guessing names.
CREATE TABLE prospect (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- the normalised key (RULES section 9)
    salt BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;
CREATE TABLE erased_prospect (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    erased_at INTEGER NOT NULL
) STRICT;

-- What the ledger is ------------------------------------------------------------------------------------------------

CREATE TABLE ledger (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id TEXT NOT NULL CHECK (length(id) = 32),  -- random hex digits
    default_rulebook INTEGER NOT NULL REFERENCES rulebook (id),
    zone TEXT NOT NULL,  -- display zone, an IANA name
    created_at INTEGER NOT NULL
) STRICT;

-- One plan's figures in one rulebook from one date on. Rows that ship with the program stand in a migration and have no
-- recorded_at; those that a user imported are links of the hash chain, right after the event numbered `after_seq`.
CREATE TABLE terms (
    id INTEGER PRIMARY KEY,
    rulebook INTEGER NOT NULL REFERENCES rulebook (id),
    plan INTEGER NOT NULL REFERENCES plan (id),
    effective_from INTEGER NOT NULL,
    allowance INTEGER NOT NULL CHECK (allowance >= 0),
    cap INTEGER NOT NULL CHECK (cap >= allowance),
    cap_rule INTEGER NOT NULL CHECK (cap_rule BETWEEN 0 AND 1),            -- stop, trim
    refresh INTEGER NOT NULL CHECK (refresh BETWEEN 0 AND 1),              -- calendar, anniversary
    expiry_days INTEGER CHECK (expiry_days >= 1),                          -- NULL: never
    refund_window_days INTEGER NOT NULL CHECK (refund_window_days >= 1),
    window_rule INTEGER NOT NULL CHECK (window_rule BETWEEN 0 AND 1),      -- elapsed, calendar-day
    refund_expiry INTEGER NOT NULL CHECK (refund_expiry BETWEEN 0 AND 1),  -- fresh, original
    purchasable INTEGER NOT NULL CHECK (purchasable BETWEEN 0 AND 1),
    purchase_expiry_days INTEGER CHECK (purchase_expiry_days >= 1),        -- NULL: never
    pooled INTEGER NOT NULL CHECK (pooled BETWEEN 0 AND 1),
    repeat INTEGER NOT NULL CHECK (repeat BETWEEN 0 AND 1),                -- warn, refuse
    price_minor INTEGER CHECK (price_minor >= 0),
    credit_price_minor INTEGER CHECK (credit_price_minor >= 0),
    currency TEXT,
    source TEXT,
    recorded_at INTEGER,
    recorded_by INTEGER REFERENCES recorder (id),
    after_seq INTEGER,
    hash_version INTEGER,
    hash BLOB CHECK (length(hash) = 32),
    UNIQUE (rulebook, plan, effective_from),
    -- All of them or none: no row of a user's can pass for one that ships.
    CHECK ((recorded_at IS NULL) = (hash IS NULL) AND (recorded_by IS NULL) = (hash IS NULL)
           AND (after_seq IS NULL) = (hash IS NULL) AND (hash_version IS NULL) = (hash IS NULL))
) STRICT;

-- The owner of the LinkedIn archives imported for a seat; a seat's latest row counts.
CREATE TABLE archive_owner (
    id INTEGER PRIMARY KEY,
    seat INTEGER NOT NULL REFERENCES seat (id),
    prospect INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

-- Events ------------------------------------------------------------------------------------------------------------

-- A run of events that one command recorded together: from first_seq up to the next batch's first_seq.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    name TEXT,  -- of a batch that was brought over from another ledger; NULL: 'b' || id
    command TEXT NOT NULL
) STRICT;
-- Serves `void --batch` by a name that was brought over.
CREATE INDEX batch_by_name ON batch (name) WHERE name IS NOT NULL;

-- What the fold reads stands first: SQLite decodes a row from the left, up to the last column asked for.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    occurred_at INTEGER NOT NULL CHECK (occurred_at BETWEEN 0 AND 7258118399999),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 12),
    seat INTEGER REFERENCES seat (id) DEFERRABLE INITIALLY DEFERRED,
    pool INTEGER REFERENCES pool (id) DEFERRABLE INITIALLY DEFERRED,
    prospect INTEGER,  -- a row of prospect or of erased_prospect
    channel INTEGER CHECK (channel BETWEEN 0 AND 5),
    amount INTEGER,
    key TEXT NOT NULL UNIQUE,
    thread TEXT,
    plan INTEGER REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    rulebook INTEGER REFERENCES rulebook (id) DEFERRABLE INITIALLY DEFERRED,
    team INTEGER REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    figures TEXT,
    ref INTEGER REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED,  -- the event that a void takes back
    outcome INTEGER CHECK (outcome BETWEEN 0 AND 3),
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    price_minor INTEGER CHECK (price_minor >= 0),
    currency TEXT,
    note TEXT,
    line INTEGER CHECK (line >= 1),  -- of the file that it was imported from
    recorded_at INTEGER NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES recorder (id) DEFERRABLE INITIALLY DEFERRED,
    batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    hash_version INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    CHECK ((kind = 12) = (ref IS NOT NULL))
) STRICT;

-- Serves the fold of all accounts, in the order of time.
CREATE INDEX event_by_time ON event (occurred_at);
-- Serves the fold of one seat, which reads that seat's events and no others.
CREATE INDEX event_by_seat ON event (seat, occurred_at) WHERE seat IS NOT NULL;
-- Serves the fold of one pool: the events that name it alone. Its members' events are read seat by seat.
CREATE INDEX event_by_pool ON event (pool, occurred_at) WHERE pool IS NOT NULL AND seat IS NULL;
-- Serve the way from a pool to the seats that ever joined it, and back. Joins are the only events that name both.
CREATE INDEX event_join_by_pool ON event (pool, seat) WHERE pool IS NOT NULL AND seat IS NOT NULL;
CREATE INDEX event_join_by_seat ON event (seat, pool) WHERE pool IS NOT NULL AND seat IS NOT NULL;
-- Serve the names that some subscribe brought in (RULES section 7).
CREATE INDEX event_subscribe_by_seat ON event (seat) WHERE kind = 0 AND seat IS NOT NULL;
CREATE INDEX event_subscribe_by_pool ON event (pool) WHERE kind = 0 AND pool IS NOT NULL;
-- Serves the advice that a free channel is open; free messages are few, paid ones are found by the fold.
CREATE INDEX event_free_send ON event (seat, prospect, occurred_at) WHERE channel > 0;
-- Serves the question whether an event is voided. Not unique: ledgers that are merged may each have voided it.
CREATE INDEX event_void ON event (ref) WHERE ref IS NOT NULL;

-- Nothing changes ---------------------------------------------------------------------------------------------------
-- Three triggers a table. The one before INSERT closes the way past the others that INSERT OR REPLACE is.
-- Those that an import runs a million times roll back: to be ready for an ABORT, SQLite would keep a copy of each page that
-- a row changes. For the same reason the references of an event are checked at the commit.

CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
CREATE TRIGGER event_append_only BEFORE INSERT ON event BEGIN
    SELECT RAISE(ROLLBACK, 'events are numbered without gaps')
    WHERE NEW.seq IS NOT coalesce((SELECT max(seq) FROM event), 0) + 1;
    SELECT RAISE(ROLLBACK, 'an event with this key is recorded already')
    WHERE EXISTS (SELECT 1 FROM event WHERE key = NEW.key);
    SELECT RAISE(ROLLBACK, 'recorded_at never goes back')
    WHERE NEW.recorded_at < (SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1);
END;

CREATE TRIGGER terms_no_update BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'terms never change'); END;
CREATE TRIGGER terms_no_delete BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'terms are never removed'); END;
CREATE TRIGGER terms_append_only BEFORE INSERT ON terms BEGIN
    SELECT RAISE(ABORT, 'terms are numbered without gaps')
    WHERE NEW.id IS NOT coalesce((SELECT max(id) FROM terms), 0) + 1;
    SELECT RAISE(ABORT, 'the plan has terms from this date on already') WHERE EXISTS (
        SELECT 1 FROM terms WHERE rulebook = NEW.rulebook AND plan = NEW.plan AND effective_from = NEW.effective_from);
END;

CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'batches never change'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'batches are never removed'); END;
CREATE TRIGGER batch_append_only BEFORE INSERT ON batch BEGIN
    SELECT RAISE(ABORT, 'batches are numbered upwards') WHERE NEW.id <= (SELECT max(id) FROM batch);
END;

CREATE TRIGGER archive_owner_no_update BEFORE UPDATE ON archive_owner BEGIN SELECT RAISE(ABORT, 'archive owners never change'); END;
CREATE TRIGGER archive_owner_no_delete BEFORE DELETE ON archive_owner BEGIN SELECT RAISE(ABORT, 'archive owners are never removed'); END;
CREATE TRIGGER archive_owner_append_only BEFORE INSERT ON archive_owner BEGIN
    SELECT RAISE(ABORT, 'archive owners are numbered upwards') WHERE NEW.id <= (SELECT max(id) FROM archive_owner);
END;

CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'what a ledger is never changes'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'what a ledger is never changes'); END;
CREATE TRIGGER ledger_append_only BEFORE INSERT ON ledger BEGIN
    SELECT RAISE(ABORT, 'what a ledger is never changes') WHERE EXISTS (SELECT 1 FROM ledger);
END;

CREATE TRIGGER migration_no_update BEFORE UPDATE ON migration BEGIN SELECT RAISE(ABORT, 'migration records never change'); END;
CREATE TRIGGER migration_no_delete BEFORE DELETE ON migration BEGIN SELECT RAISE(ABORT, 'migration records are never removed'); END;
CREATE TRIGGER migration_append_only BEFORE INSERT ON migration BEGIN
    SELECT RAISE(ABORT, 'migrations are numbered without gaps')
    WHERE NEW.version IS NOT coalesce((SELECT max(version) FROM migration), 0) + 1;
    SELECT RAISE(ABORT, 'a migration is applied once') WHERE EXISTS (SELECT 1 FROM migration WHERE name = NEW.name);
END;

CREATE TRIGGER seat_no_update BEFORE UPDATE ON seat BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER seat_no_delete BEFORE DELETE ON seat BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER seat_append_only BEFORE INSERT ON seat BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM seat WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER pool_no_update BEFORE UPDATE ON pool BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER pool_no_delete BEFORE DELETE ON pool BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER pool_append_only BEFORE INSERT ON pool BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM pool WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER plan_no_update BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER plan_no_delete BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER plan_append_only BEFORE INSERT ON plan BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM plan WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER rulebook_no_update BEFORE UPDATE ON rulebook BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER rulebook_no_delete BEFORE DELETE ON rulebook BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER rulebook_append_only BEFORE INSERT ON rulebook BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM rulebook WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER team_no_update BEFORE UPDATE ON team BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER team_no_delete BEFORE DELETE ON team BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER team_append_only BEFORE INSERT ON team BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM team WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER campaign_no_update BEFORE UPDATE ON campaign BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER campaign_no_delete BEFORE DELETE ON campaign BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER campaign_append_only BEFORE INSERT ON campaign BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM campaign WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER recorder_no_update BEFORE UPDATE ON recorder BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER recorder_no_delete BEFORE DELETE ON recorder BEGIN SELECT RAISE(ABORT, 'names are never removed'); END;
CREATE TRIGGER recorder_append_only BEFORE INSERT ON recorder BEGIN
    SELECT RAISE(ABORT, 'names never change') WHERE EXISTS (SELECT 1 FROM recorder WHERE id = NEW.id OR name = NEW.name);
END;

CREATE TRIGGER prospect_no_update BEFORE UPDATE ON prospect BEGIN SELECT RAISE(ABORT, 'names never change'); END;
CREATE TRIGGER prospect_erased_only BEFORE DELETE ON prospect BEGIN
    SELECT RAISE(ABORT, 'a prospect is removed only once its digest is kept')
    WHERE NOT EXISTS (SELECT 1 FROM erased_prospect WHERE id = OLD.id);
END;
CREATE TRIGGER prospect_append_only BEFORE INSERT ON prospect BEGIN
    SELECT RAISE(ROLLBACK, 'names never change')
    WHERE EXISTS (SELECT 1 FROM prospect WHERE id = NEW.id OR name = NEW.name)
       OR EXISTS (SELECT 1 FROM erased_prospect WHERE id = NEW.id);
END;

CREATE TRIGGER erased_prospect_no_update BEFORE UPDATE ON erased_prospect BEGIN SELECT RAISE(ABORT, 'digests never change'); END;
CREATE TRIGGER erased_prospect_no_delete BEFORE DELETE ON erased_prospect BEGIN SELECT RAISE(ABORT, 'digests are never removed'); END;
CREATE TRIGGER erased_prospect_append_only BEFORE INSERT ON erased_prospect BEGIN
    SELECT RAISE(ABORT, 'digests never change') WHERE EXISTS (SELECT 1 FROM erased_prospect WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'a digest is kept of a prospect that is known')
    WHERE NOT EXISTS (SELECT 1 FROM prospect WHERE id = NEW.id);
END;
