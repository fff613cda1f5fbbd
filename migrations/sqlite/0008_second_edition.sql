-- The second edition of the credit rules: licences go from one person to another, answers name their channel, texts have a length,
-- contracts have a price, terms count expiry in refreshes, and rows that ship have editions.

DROP TRIGGER IF EXISTS event_no_update;
DROP TRIGGER IF EXISTS event_no_delete;
DROP TRIGGER IF EXISTS event_append_only;
ALTER TABLE event RENAME TO old_event;

-- As in 0006, but for what is new.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    occurred_at INTEGER NOT NULL CHECK (occurred_at BETWEEN 0 AND 7258118399999),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 13),
    seat INTEGER REFERENCES seat (id) DEFERRABLE INITIALLY DEFERRED,
    pool INTEGER REFERENCES pool (id) DEFERRABLE INITIALLY DEFERRED,
    prospect INTEGER,  -- a row of prospect or of erased_prospect
    channel INTEGER CHECK (channel BETWEEN 0 AND 11),
    amount INTEGER,
    key ANY NOT NULL UNIQUE,  -- bytes or text
    thread TEXT,
    plan INTEGER REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    rulebook INTEGER REFERENCES rulebook (id) DEFERRABLE INITIALLY DEFERRED,
    team INTEGER REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    figures TEXT,
    to_seat INTEGER REFERENCES seat (id) DEFERRABLE INITIALLY DEFERRED,  -- the handle that a reassign hands over to
    ref INTEGER REFERENCES event (seq) DEFERRABLE INITIALLY DEFERRED,  -- the event that a void takes back
    outcome INTEGER CHECK (outcome BETWEEN 0 AND 3),
    campaign INTEGER REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    price_minor INTEGER CHECK (price_minor >= 0),
    currency TEXT,
    chars INTEGER CHECK (chars >= 0),               -- the length of a send's text in characters
    billed INTEGER CHECK (billed BETWEEN 0 AND 1),  -- monthly, annual
    note TEXT,
    line INTEGER CHECK (line >= 1),  -- of the file that it was imported from
    recorded_at INTEGER NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES recorder (id) DEFERRABLE INITIALLY DEFERRED,
    batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
    hash_version INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    CHECK ((kind = 12) = (ref IS NOT NULL)),
    CHECK ((kind = 13) = (to_seat IS NOT NULL))
) STRICT;
INSERT INTO event SELECT seq, occurred_at, kind, seat, pool, prospect, channel, amount, key, thread, plan, rulebook, team, name,
    figures, NULL, ref, outcome, campaign, price_minor, currency, NULL, NULL, note, line, recorded_at, recorded_by, batch,
    hash_version, hash
FROM old_event ORDER BY seq;
DROP TABLE old_event;

-- What each serves is told in 0001.
CREATE INDEX event_by_time ON event (occurred_at);
CREATE INDEX event_by_seat ON event (seat, occurred_at) WHERE seat IS NOT NULL;
CREATE INDEX event_by_pool ON event (pool, occurred_at) WHERE pool IS NOT NULL AND seat IS NULL;
CREATE INDEX event_join_by_pool ON event (pool, seat) WHERE pool IS NOT NULL AND seat IS NOT NULL;
CREATE INDEX event_join_by_seat ON event (seat, pool) WHERE pool IS NOT NULL AND seat IS NOT NULL;
CREATE INDEX event_subscribe_by_seat ON event (seat) WHERE kind = 0 AND seat IS NOT NULL;
CREATE INDEX event_subscribe_by_pool ON event (pool) WHERE kind = 0 AND pool IS NOT NULL;
CREATE INDEX event_free_send ON event (seat, prospect, occurred_at) WHERE channel > 0;
CREATE INDEX event_void ON event (ref) WHERE ref IS NOT NULL;
-- Serve the way from a handle to those that it was reassigned to, and back.
CREATE INDEX event_reassign_by_seat ON event (seat, to_seat) WHERE to_seat IS NOT NULL;
CREATE INDEX event_reassign_by_taker ON event (to_seat, seat) WHERE to_seat IS NOT NULL;

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

DROP TRIGGER IF EXISTS terms_no_update;
DROP TRIGGER IF EXISTS terms_no_delete;
DROP TRIGGER IF EXISTS terms_append_only;
ALTER TABLE terms RENAME TO old_terms;

-- As in 0001, but for what is new.
CREATE TABLE terms (
    id INTEGER PRIMARY KEY,
    rulebook INTEGER NOT NULL REFERENCES rulebook (id),
    plan INTEGER NOT NULL REFERENCES plan (id),
    effective_from INTEGER NOT NULL,
    edition INTEGER NOT NULL CHECK (edition >= 0),  -- of a row that ships, from 1 on; 0: a user's own row
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
    expiry_refreshes INTEGER CHECK (expiry_refreshes >= 1),            -- NULL: monthly lots expire after expiry_days
    repeat_refund INTEGER NOT NULL CHECK (repeat_refund BETWEEN 0 AND 1),  -- each, latest
    free_channels TEXT NOT NULL,
    policy TEXT,
    recorded_at INTEGER,
    recorded_by INTEGER REFERENCES recorder (id),
    after_seq INTEGER,
    hash_version INTEGER,
    hash BLOB CHECK (length(hash) = 32),
    UNIQUE (rulebook, plan, effective_from, edition),
    -- All of them or none: no row of a user's can pass for one that ships.
    CHECK ((recorded_at IS NULL) = (hash IS NULL) AND (recorded_by IS NULL) = (hash IS NULL)
           AND (after_seq IS NULL) = (hash IS NULL) AND (hash_version IS NULL) = (hash IS NULL)
           AND (edition = 0) = (hash IS NOT NULL))
) STRICT;
INSERT INTO terms (id, rulebook, plan, effective_from, edition, allowance, cap, cap_rule, refresh, expiry_days, refund_window_days,
    window_rule, refund_expiry, purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, currency, source,
    expiry_refreshes, repeat_refund, free_channels, policy, recorded_at, recorded_by, after_seq, hash_version, hash)
SELECT id, rulebook, plan, effective_from, hash IS NULL, allowance, cap, cap_rule, refresh, expiry_days, refund_window_days,
    window_rule, refund_expiry, purchasable, purchase_expiry_days, pooled, repeat, price_minor, credit_price_minor, currency, source,
    NULL, 0, 'first-degree,open-profile,replied-thread', NULL, recorded_at, recorded_by, after_seq, hash_version, hash
FROM old_terms ORDER BY id;
DROP TABLE old_terms;

CREATE TRIGGER terms_no_update BEFORE UPDATE ON terms BEGIN SELECT RAISE(ABORT, 'terms never change'); END;
CREATE TRIGGER terms_no_delete BEFORE DELETE ON terms BEGIN SELECT RAISE(ABORT, 'terms are never removed'); END;
CREATE TRIGGER terms_append_only BEFORE INSERT ON terms BEGIN
    SELECT RAISE(ABORT, 'terms are numbered without gaps')
    WHERE NEW.id IS NOT coalesce((SELECT max(id) FROM terms), 0) + 1;
    SELECT RAISE(ABORT, 'the plan has terms from this date on already') WHERE EXISTS (
        SELECT 1 FROM terms WHERE rulebook = NEW.rulebook AND plan = NEW.plan AND effective_from = NEW.effective_from
            AND (edition = NEW.edition OR NEW.edition = 0));
END;
