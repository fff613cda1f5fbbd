-- A ledger on a server: the tables of migrations/sqlite as they stand after its last migration, in PostgreSQL's types, and the
-- questions that are asked in functions. docs/ledger-format.md tells the columns. Everything stands in the schema inmail: one ledger a
-- database.
--
-- Only the functions of 0002_append.sql write. Whoever may call them needs no right to a table. Text that is ordered or found as a key sorts by
-- its bytes (COLLATE "C"), as in a file. Numbers are given under the lock of the head's row: sequences would leave gaps.

CREATE SCHEMA inmail;
SET LOCAL search_path = inmail, pg_temp;

CREATE TABLE migration (
    version integer PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    checksum text NOT NULL,  -- SHA-256 of the migration's text, 64 hex digits
    applied_at bigint NOT NULL
);
CREATE TABLE migration_seal (
    version integer PRIMARY KEY REFERENCES migration (version),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- Dictionaries ------------------------------------------------------------------------------------------------------

CREATE TABLE seat (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
CREATE TABLE pool (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
CREATE TABLE plan (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
CREATE TABLE rulebook (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE, title text NOT NULL);
CREATE TABLE team (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
CREATE TABLE campaign (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);
CREATE TABLE recorder (id integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE);  -- users of the server
-- In what is only ever appended, an index needs no free room.
CREATE TABLE prospect (
    id integer PRIMARY KEY WITH (fillfactor = 100),
    name text COLLATE "C" NOT NULL UNIQUE,
    salt bytea NOT NULL CHECK (octet_length(salt) = 16)
);
CREATE TABLE erased_prospect (
    id integer PRIMARY KEY,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    erased_at bigint NOT NULL,
    stand_in text NOT NULL GENERATED ALWAYS AS ('(erased ' || left(encode(digest, 'hex'), 12) || ')') STORED
);
-- The prospects whose name is another one by the rules of today (RULES section 9).
CREATE TABLE earlier_spelling (
    prospect integer PRIMARY KEY REFERENCES prospect (id),
    key text COLLATE "C" NOT NULL  -- of today
);
CREATE INDEX earlier_spelling_by_key ON earlier_spelling (key);
-- The server's statistics would keep names that are erased.
ALTER TABLE prospect ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE earlier_spelling ALTER COLUMN key SET STATISTICS 0;

-- What the ledger is ------------------------------------------------------------------------------------------------

CREATE TABLE ledger (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    id text NOT NULL CHECK (octet_length(id) = 32),
    default_rulebook integer NOT NULL REFERENCES rulebook (id),
    zone text NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE terms (
    id integer PRIMARY KEY,
    rulebook integer NOT NULL REFERENCES rulebook (id),
    plan integer NOT NULL REFERENCES plan (id),
    effective_from integer NOT NULL,
    edition integer NOT NULL CHECK (edition >= 0),
    allowance bigint NOT NULL CHECK (allowance >= 0),
    cap bigint NOT NULL CHECK (cap >= allowance),
    cap_rule smallint NOT NULL CHECK (cap_rule BETWEEN 0 AND 1),
    refresh smallint NOT NULL CHECK (refresh BETWEEN 0 AND 1),
    expiry_days integer CHECK (expiry_days >= 1),
    refund_window_days integer NOT NULL CHECK (refund_window_days >= 1),
    window_rule smallint NOT NULL CHECK (window_rule BETWEEN 0 AND 1),
    refund_expiry smallint NOT NULL CHECK (refund_expiry BETWEEN 0 AND 1),
    purchasable smallint NOT NULL CHECK (purchasable BETWEEN 0 AND 1),
    purchase_expiry_days integer CHECK (purchase_expiry_days >= 1),
    pooled smallint NOT NULL CHECK (pooled BETWEEN 0 AND 1),
    repeat smallint NOT NULL CHECK (repeat BETWEEN 0 AND 1),
    price_minor bigint CHECK (price_minor >= 0),
    credit_price_minor bigint CHECK (credit_price_minor >= 0),
    currency text,
    source text,
    expiry_refreshes integer CHECK (expiry_refreshes >= 1),
    repeat_refund smallint NOT NULL CHECK (repeat_refund BETWEEN 0 AND 1),
    free_channels text NOT NULL,
    policy text,
    recorded_at bigint,
    recorded_by integer REFERENCES recorder (id),
    after_seq bigint,
    hash_version integer,
    hash bytea CHECK (octet_length(hash) = 32),
    UNIQUE (rulebook, plan, effective_from, edition),
    CHECK ((recorded_at IS NULL) = (hash IS NULL) AND (recorded_by IS NULL) = (hash IS NULL)
           AND (after_seq IS NULL) = (hash IS NULL) AND (hash_version IS NULL) = (hash IS NULL)
           AND (edition = 0) = (hash IS NOT NULL))
);

-- Events ------------------------------------------------------------------------------------------------------------

CREATE TABLE batch (
    id integer PRIMARY KEY,
    first_seq bigint NOT NULL,
    name text COLLATE "C",  -- of a batch that was brought over from another ledger; NULL: 'b' || id
    command text NOT NULL
);
CREATE INDEX batch_by_name ON batch (coalesce(name, 'b' || id::text));

CREATE TABLE archive_owner (
    id integer PRIMARY KEY,
    seat integer NOT NULL REFERENCES seat (id),
    prospect integer NOT NULL,
    recorded_at bigint NOT NULL,
    batch integer REFERENCES batch (id)
);
CREATE TABLE told_again (
    id integer PRIMARY KEY,
    command text NOT NULL,
    batch integer REFERENCES batch (id),
    after_seq bigint NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL
);
CREATE TABLE import_zone (
    id integer PRIMARY KEY,
    command text COLLATE "C" NOT NULL,
    batch integer REFERENCES batch (id),
    zone text NOT NULL
);

-- What is wide stands first, so that no row is padded. There are no foreign keys: append_events takes each number from the table
-- it stands for, and ten checks an event would take longer than the rest of an import.
CREATE TABLE event (
    seq bigint PRIMARY KEY WITH (fillfactor = 100) CHECK (seq >= 1),
    occurred_at bigint NOT NULL CHECK (occurred_at BETWEEN 0 AND 7258118399999),
    recorded_at bigint NOT NULL,
    amount bigint,
    ref bigint,  -- the event that a void takes back
    price_minor bigint CHECK (price_minor >= 0),
    chars bigint CHECK (chars >= 0),
    batch integer NOT NULL,
    recorded_by integer NOT NULL,
    seat integer,
    pool integer,
    prospect integer,  -- a row of prospect or of erased_prospect
    to_seat integer,
    plan integer,
    rulebook integer,
    team integer,
    campaign integer,
    line integer CHECK (line >= 1),
    kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 13),
    channel smallint CHECK (channel BETWEEN 0 AND 11),
    outcome smallint CHECK (outcome BETWEEN 0 AND 3),
    billed smallint CHECK (billed BETWEEN 0 AND 1),
    hash_version smallint NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    key text COLLATE "C" NOT NULL UNIQUE WITH (fillfactor = 100),
    thread text,
    name text,
    figures text,
    currency text,
    note text,
    CHECK ((kind = 12) = (ref IS NOT NULL)),
    CHECK ((kind = 13) = (to_seat IS NOT NULL))
);
CREATE INDEX event_by_time ON event (occurred_at) WITH (fillfactor = 100);
-- Without the time, each seat stands there once, with all its events. A fold reads all of them.
CREATE INDEX event_by_seat ON event (seat) WHERE seat IS NOT NULL;
CREATE INDEX event_by_pool ON event (pool, occurred_at) WHERE pool IS NOT NULL AND seat IS NULL;
CREATE INDEX event_join_by_pool ON event (pool, seat) WHERE pool IS NOT NULL AND seat IS NOT NULL;
CREATE INDEX event_join_by_seat ON event (seat, pool) WHERE pool IS NOT NULL AND seat IS NOT NULL;
CREATE INDEX event_subscribe_by_seat ON event (seat) WHERE kind = 0 AND seat IS NOT NULL;
CREATE INDEX event_subscribe_by_pool ON event (pool) WHERE kind = 0 AND pool IS NOT NULL;
CREATE INDEX event_reassign_by_seat ON event (seat, to_seat) WHERE to_seat IS NOT NULL;
CREATE INDEX event_reassign_by_taker ON event (to_seat, seat) WHERE to_seat IS NOT NULL;
CREATE INDEX event_void ON event (ref) WHERE ref IS NOT NULL;
CREATE INDEX event_plan ON event (occurred_at) WHERE kind IN (0, 1, 2, 13);
-- A person's number comes with the first event, and the answers come later: they find room on its page, which need not be split.
CREATE INDEX event_by_prospect ON event (prospect) WITH (fillfactor = 70) WHERE prospect IS NOT NULL;

-- The last link of the chain. Every write locks this row and changes it: so writers come one after the other, on any server that
-- keeps the SQL standard's isolation. A row with room for many versions of itself stays on one page.
CREATE TABLE head (
    only_row integer PRIMARY KEY CHECK (only_row = 1),
    seq bigint NOT NULL,  -- of the last event; 0: none
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    recorded_at bigint,        -- of the last link; NULL: none
    event_recorded_at bigint,  -- of the last event
    -- The write that is under way, or was the last one:
    writer xid8 NOT NULL,
    other_writer xid8 NOT NULL DEFAULT '0',  -- of the last write of what clients read beside events: terms, names that come or go, roles
    command text,
    writing_at bigint,  -- its recorded_at
    own_batch integer,  -- the number of a batch of its own, if nothing else is brought over before
    batch integer       -- of what it appended last; NULL: it has appended no event
) WITH (fillfactor = 10);

-- Nothing changes ---------------------------------------------------------------------------------------------------
-- The owner, too, changes nothing by mistake. Rights keep everybody else out.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = inmail, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of inmail.% never change', TG_TABLE_NAME USING ERRCODE = 'IM003';
END $$;
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql SET search_path = inmail, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erased_prospect WHERE id = OLD.id) THEN
        RAISE EXCEPTION 'a prospect is removed only once its digest is kept' USING ERRCODE = 'IM003';
    END IF;
    RETURN OLD;
END $$;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{migration,migration_seal,seat,pool,plan,rulebook,team,campaign,recorder,erased_prospect,ledger,terms,batch,
                            archive_owner,told_again,import_zone,event}'::text[] LOOP
        EXECUTE format('CREATE TRIGGER nothing_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
END $$;
CREATE TRIGGER nothing_changes BEFORE UPDATE OR TRUNCATE ON prospect EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erased_only BEFORE DELETE ON prospect FOR EACH ROW EXECUTE FUNCTION refuse_removal();
CREATE TRIGGER nothing_changes BEFORE DELETE OR TRUNCATE ON head EXECUTE FUNCTION refuse_change();

-- Questions ---------------------------------------------------------------------------------------------------------

-- The instant of the server, in milliseconds since 1970 UTC. `told_at`: that of the client, which counts for nothing.
CREATE FUNCTION clock(told_at bigint) RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;

-- The number of the next batch of this ledger's own. A batch that was brought over may have taken its name.
-- A plan that is kept must not read the whole of a table that is small at first.
CREATE FUNCTION next_own_batch() RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = inmail, pg_temp SET enable_seqscan = off AS $$
DECLARE
    free_id integer := 1 + coalesce((SELECT max(id) FROM batch), 0);
BEGIN
    WHILE EXISTS (SELECT 1 FROM batch WHERE coalesce(name, 'b' || id::text) = 'b' || free_id::text) LOOP
        free_id := free_id + 1;
    END LOOP;
    RETURN free_id;
END $$;

-- The seq of the last event recorded up to `known_at`. recorded_at never goes back from one event to the next.
CREATE FUNCTION last_known(known_at bigint) RETURNS bigint LANGUAGE plpgsql STABLE SET search_path = inmail, pg_temp AS $$
DECLARE
    known bigint := 0;
    last bigint := (SELECT coalesce(max(seq), 0) FROM event);
    middle bigint;
BEGIN
    WHILE known < last LOOP
        middle := last - (last - known) / 2;
        IF (SELECT recorded_at FROM event WHERE seq = middle) <= known_at THEN
            known := middle;
        ELSE
            last := middle - 1;
        END IF;
    END LOOP;
    RETURN known;
END $$;

-- The accounts with all that memberships and reassignments link to them. The server keeps the plan of a PL/pgSQL function's question for the
-- session, and makes that of an SQL function anew for each question that calls it.
CREATE FUNCTION linked(pools boolean[], ids integer[]) RETURNS TABLE (is_pool boolean, id integer)
LANGUAGE plpgsql STABLE ROWS 10 SET search_path = inmail, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH RECURSIVE found AS (
        SELECT a.is_pool, a.id FROM unnest(pools, ids) AS a (is_pool, id)
        UNION
        SELECT n.is_pool, n.id FROM found AS f CROSS JOIN LATERAL (
            SELECT false AS is_pool, e.seat AS id FROM event AS e WHERE f.is_pool AND e.pool = f.id AND e.seat IS NOT NULL
            UNION ALL SELECT true, e.pool FROM event AS e WHERE NOT f.is_pool AND e.seat = f.id AND e.pool IS NOT NULL
            UNION ALL SELECT false, e.to_seat FROM event AS e WHERE NOT f.is_pool AND e.seat = f.id AND e.to_seat IS NOT NULL
            UNION ALL SELECT false, e.seat FROM event AS e WHERE NOT f.is_pool AND e.to_seat = f.id
        ) AS n
    )
    SELECT found.is_pool, found.id FROM found;
END $$;

-- A function is everybody's until it is taken from them.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA inmail FROM PUBLIC;
