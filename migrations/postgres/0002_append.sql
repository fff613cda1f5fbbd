-- The functions that append, and compute the chain's links on the server. They run with their owner's rights: nobody else needs a right to
-- change a table.

SET LOCAL search_path = inmail, pg_temp;

-- Links of the chain ------------------------------------------------------------------------------------------------
-- As src/chain encodes them: a field is its length in four bytes, and its bytes; what is not given has length 0.

CREATE FUNCTION field(t text) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT int4send(octet_length(coalesce(t, ''))) || convert_to(coalesce(t, ''), 'UTF8') $$;
CREATE FUNCTION field(b bytea) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT int4send(octet_length(coalesce(b, ''))) || coalesce(b, '') $$;
CREATE FUNCTION field(n bigint) RETURNS bytea LANGUAGE sql STABLE AS $$ SELECT field(n::text) $$;
CREATE FUNCTION word(words text[], n smallint) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT words[n + 1] $$;

-- Helpers without a search_path of their own are called by functions that have one alone: setting it costs as much as a look-up.

-- Names -------------------------------------------------------------------------------------------------------------

-- seat_id('ana'), pool_id(...): the number of a name, which is given one if it is new. NULL for NULL.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{seat,pool,team,campaign,recorder,plan}'::text[] LOOP
        EXECUTE format($f$
            CREATE FUNCTION %1$I(given text) RETURNS integer LANGUAGE plpgsql STRICT AS $g$
            DECLARE
                found_id integer := (SELECT id FROM %2$I WHERE name = given);
            BEGIN
                IF found_id IS NULL THEN
                    INSERT INTO %2$I (id, name) SELECT coalesce(max(id), 0) + 1, given FROM %2$I RETURNING id INTO found_id;
                END IF;
                RETURN found_id;
            END $g$ $f$, name || '_id', name);
    END LOOP;
END $$;

-- A prospect. `salt` and `spelling`, its key of today if that is another, count for a new one alone.
CREATE FUNCTION known_prospect(given text, salt bytea, spelling text) RETURNS prospect LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    known prospect;
BEGIN
    SELECT * INTO known FROM prospect WHERE name = given;
    IF known.id IS NULL THEN
        INSERT INTO prospect (id, name, salt)
        VALUES (1 + greatest((SELECT coalesce(max(id), 0) FROM prospect), (SELECT coalesce(max(id), 0) FROM erased_prospect)),
            given, known_prospect.salt)
        RETURNING * INTO known;
        IF spelling IS NOT NULL THEN
            INSERT INTO earlier_spelling (prospect, key) VALUES (known.id, spelling);
        END IF;
    END IF;
    RETURN known;
END $$;

-- Writing -----------------------------------------------------------------------------------------------------------
-- A client begins a write with the head that it saw and with what it read, and appends in the same transaction. What a client says of the
-- past (recorded_at, recorded_by, batch) is taken from the owner alone, who brings over another ledger.

-- What a client read of the snapshot in which it saw the head. It comes to the same as long as nothing of it changes: so others may record
-- something else meanwhile.
CREATE TYPE reading AS (
    after_seq bigint,   -- of the head
    other_writer xid8,  -- likewise
    names text[],       -- of seats, pools and prospects. It read them, who wrote to the prospects, and all that is linked to these accounts:
    seats integer[],
    pools integer[],
    keys text[],        -- of events that it read or will record
    subscribed boolean, -- it read which seats have a plan,
    links boolean,      -- and which accounts are linked
    pending text        -- what a rep was told of InMails out of its sight
);

-- The seq of the events since the reading that change what it shows, in their order. Whatever links another account to those that were read
-- names one of them, and so does the first event of a name.
CREATE FUNCTION news_of(r reading) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path = inmail, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off ROWS 10 AS $$
BEGIN
    RETURN QUERY
    -- A void changes what the event did that it takes back.
    SELECT n.seq FROM event AS n JOIN event AS e ON e.seq = ANY (ARRAY[n.seq, n.ref])
    WHERE n.seq > r.after_seq AND (
        e.seat = ANY (r.seats) OR e.to_seat = ANY (r.seats) OR e.pool = ANY (r.pools) OR e.key = ANY (r.keys)
        -- Each name is looked up, not all of the reading's.
        OR (SELECT s.name FROM seat AS s WHERE s.id = e.seat) = ANY (r.names)
        OR (SELECT s.name FROM seat AS s WHERE s.id = e.to_seat) = ANY (r.names)
        OR (SELECT p.name FROM pool AS p WHERE p.id = e.pool) = ANY (r.names)
        OR (SELECT p.name FROM prospect AS p WHERE p.id = e.prospect) = ANY (r.names)
        OR (SELECT p.key FROM earlier_spelling AS p WHERE p.prospect = e.prospect) = ANY (r.names)
        OR r.subscribed AND (e.kind = 0 OR e.to_seat IS NOT NULL)
        OR r.links AND (e.seat IS NOT NULL AND e.pool IS NOT NULL OR e.to_seat IS NOT NULL))
    ORDER BY n.seq;
END $$;

-- Whether the reading would show something else now. Who locks the head asks, so that nothing changes before it has written.
CREATE FUNCTION is_outdated(r reading, h head, its_role text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    -- A client that has been away for long keeps the head locked no longer than others.
    most_events CONSTANT bigint := 1000;
    most_names CONSTANT integer := 1000;
BEGIN
    IF r.names IS NULL OR r.other_writer IS DISTINCT FROM h.other_writer OR h.seq - r.after_seq IS NULL OR h.seq - r.after_seq > most_events
        OR cardinality(r.names) > most_names THEN
        RETURN true;
    END IF;
    IF its_role = 'rep' THEN
        IF r.pending IS DISTINCT FROM (SELECT pending_text(r.names)) THEN
            RETURN true;
        END IF;
        -- A rep learns nothing here of what it does not see, either: which seats and links there are, it reads of its own accounts.
        r := ROW(r.after_seq, r.other_writer, '{}', my_seats(), my_pools(), '{}', false, false, NULL);
    END IF;
    RETURN EXISTS (SELECT 1 FROM news_of(r));
END $$;

-- `read`: a reading as a JSON object; NULL: what was read cannot be told, so nothing may have been recorded since.
-- Returns the number of the write's own batch.
CREATE FUNCTION begin_write(seen bytea, seen_writer xid8, read jsonb, told_at bigint, its_command text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    h head;
    its_role CONSTANT text := require_role('{owner,manager,rep}');
BEGIN
    SELECT * INTO STRICT h FROM head FOR UPDATE;
    IF (h.hash, h.writer) IS DISTINCT FROM (seen, seen_writer)
        AND is_outdated(jsonb_populate_record(NULL::reading, read), h, its_role) THEN
        RAISE EXCEPTION 'the head has moved' USING ERRCODE = 'IM001';
    END IF;
    h.own_batch := next_own_batch();
    UPDATE head SET writer = pg_current_xact_id(), command = its_command, writing_at = greatest(clock(told_at), h.recorded_at),
        own_batch = h.own_batch, batch = NULL;
    RETURN h.own_batch;
END $$;

-- The head, locked by this transaction's begin_write.
CREATE FUNCTION head_being_written() RETURNS head LANGUAGE plpgsql AS $$
DECLARE
    h head;
BEGIN
    SELECT * INTO STRICT h FROM head;
    IF h.writer IS DISTINCT FROM pg_current_xact_id() THEN
        RAISE EXCEPTION 'a write begins with begin_write' USING ERRCODE = 'IM002';
    END IF;
    RETURN h;
END $$;

CREATE FUNCTION require_owner(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF my_role() IS DISTINCT FROM 'owner' THEN
        RAISE EXCEPTION 'only the owner of the ledger may bring over %', what USING ERRCODE = 'IM004', CONSTRAINT = 'role';
    END IF;
END $$;

CREATE TYPE new_event AS (
    occurred_at bigint, kind smallint, seat text, pool text, team text, name text, plan text, rulebook text, prospect text, salt text,
    spelling text, channel smallint, outcome smallint, thread text, campaign text, amount bigint, price_minor bigint, currency text,
    note text, key text, ref text, figures text, line bigint, to_seat text, chars bigint, billed smallint, recorded_at bigint,
    recorded_by text, batch text
);

-- Appends events. Each is a JSON object with the fields of new_event; `salt` in hex.
CREATE FUNCTION append_events(events jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    kinds CONSTANT text[] := '{subscribe,switch,cancel,assign,limit,send,reply,bounce,purchase,adjust,observe,rollover,void,reassign}';
    channels CONSTANT text[] := '{inmail,open-profile,first-degree,open-to-work,replied-thread,connection-note,applicant,group,coworker,'
        'connection-request,email,phone}';
    outcomes CONSTANT text[] := '{accepted,declined,quick,auto}';
    billings CONSTANT text[] := '{monthly,annual}';
    version CONSTANT smallint := 2;
    h head := head_being_written();
    own_batch_name CONSTANT text := 'b' || h.own_batch::text;
    batch_name text := (SELECT coalesce(name, 'b' || id::text) FROM batch WHERE id = h.batch);
    last_batch integer := (SELECT coalesce(max(id), 0) FROM batch);
    e new_event;
    its_prospect prospect;
    its_digest bytea;
    its_ref bigint;
    ref_kind smallint;
    its_plan integer;
    its_rulebook integer;
    is_rep CONSTANT boolean := my_role() = 'rep';
BEGIN
    FOR e IN SELECT * FROM jsonb_populate_recordset(NULL::new_event, events) LOOP
        IF is_rep THEN
            PERFORM require_own(e);
        END IF;
        IF coalesce(e.recorded_at::text, e.recorded_by, e.batch) IS NOT NULL THEN
            PERFORM require_owner('events of another ledger');
        END IF;
        e.recorded_at := coalesce(e.recorded_at, h.writing_at);
        IF e.recorded_at < h.event_recorded_at THEN
            RAISE EXCEPTION 'recorded_at never goes back' USING ERRCODE = 'IM002';
        END IF;
        e.recorded_by := coalesce(e.recorded_by, session_user);
        e.batch := coalesce(e.batch, own_batch_name);
        h.seq := h.seq + 1;
        IF e.batch IS DISTINCT FROM batch_name THEN
            h.batch := 1 + last_batch;
            IF e.batch = own_batch_name THEN
                h.batch := greatest(h.batch, h.own_batch);
            END IF;
            last_batch := h.batch;
            batch_name := e.batch;
            INSERT INTO batch (id, first_seq, name, command)
            VALUES (h.batch, h.seq, nullif(e.batch, 'b' || h.batch::text), h.command);
        END IF;

        its_prospect := NULL;
        its_digest := NULL;
        IF e.prospect IS NOT NULL THEN
            its_prospect := known_prospect(e.prospect, decode(e.salt, 'hex'), e.spelling);
            its_digest := sha256(its_prospect.salt || convert_to(its_prospect.name, 'UTF8'));
        END IF;
        its_ref := NULL;
        IF e.ref IS NOT NULL THEN
            SELECT r.seq, r.kind INTO its_ref, ref_kind FROM event AS r WHERE r.key = e.ref;
            IF its_ref IS NULL OR ref_kind = 12 THEN
                RAISE EXCEPTION 'a void names an event that is recorded, and no void' USING ERRCODE = 'IM002';
            END IF;
        END IF;
        its_plan := NULL;
        IF e.plan IS NOT NULL THEN
            its_plan := (SELECT id FROM plan WHERE name = e.plan);
        END IF;
        its_rulebook := NULL;
        IF e.rulebook IS NOT NULL THEN
            its_rulebook := (SELECT id FROM rulebook WHERE name = e.rulebook);
        END IF;
        IF (its_plan IS NULL) <> (e.plan IS NULL) OR (its_rulebook IS NULL) <> (e.rulebook IS NULL) THEN
            RAISE EXCEPTION 'plans and rulebooks of an event are known' USING ERRCODE = 'IM002';
        END IF;

        h.hash := sha256(
            field('inmail-event-2') || field(h.hash) || field(h.seq) || field(e.key) || field(e.occurred_at)
            || field(word(kinds, e.kind)) || field(e.seat) || field(e.pool) || field(e.team) || field(e.name) || field(e.plan)
            || field(e.rulebook) || field(its_digest) || field(word(channels, e.channel)) || field(word(outcomes, e.outcome))
            || field(e.thread) || field(e.campaign) || field(e.amount) || field(e.price_minor) || field(e.currency)
            || field(e.note) || field(e.ref) || field(e.figures) || field(coalesce(e.line, 0)) || field(e.recorded_at)
            || field(e.recorded_by) || field(e.batch) || field(h.command) || field(e.to_seat) || field(e.chars)
            || field(word(billings, e.billed)));
        INSERT INTO event (seq, occurred_at, recorded_at, amount, ref, price_minor, chars, line, batch, recorded_by, seat, pool, prospect,
            to_seat, plan, rulebook, team, campaign, kind, channel, outcome, billed, hash_version, hash, key, thread, name, figures,
            currency, note)
        VALUES (h.seq, e.occurred_at, e.recorded_at, e.amount, its_ref, e.price_minor, e.chars, e.line, h.batch,
            recorder_id(e.recorded_by), seat_id(e.seat), pool_id(e.pool), its_prospect.id, seat_id(e.to_seat), its_plan, its_rulebook,
            team_id(e.team), campaign_id(e.campaign), e.kind, e.channel, e.outcome, e.billed, version, h.hash, e.key, e.thread,
            e.name, e.figures, e.currency, e.note);
        h.recorded_at := e.recorded_at;
        h.event_recorded_at := e.recorded_at;
        h.writing_at := greatest(h.writing_at, e.recorded_at);
    END LOOP;
    UPDATE head SET seq = h.seq, hash = h.hash, recorded_at = h.recorded_at, event_recorded_at = h.event_recorded_at,
        writing_at = h.writing_at, batch = h.batch;
END $$;

CREATE TYPE new_terms AS (
    rulebook text, plan text, recorded_at bigint, effective_from integer, allowance bigint, cap bigint, cap_rule smallint,
    refresh smallint, expiry_days integer, refund_window_days integer, window_rule smallint, refund_expiry smallint, purchasable smallint,
    purchase_expiry_days integer, pooled smallint, repeat smallint, price_minor bigint, credit_price_minor bigint, currency text,
    source text, expiry_refreshes integer, repeat_refund smallint, free_channels text, policy text
);

-- Appends a user's own rows of terms. Each is a JSON object with the fields of new_terms. `new_title`: of a rulebook that is new.
CREATE FUNCTION append_terms(rows jsonb, new_title text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
#variable_conflict use_column
DECLARE
    version CONSTANT integer := 2;
    h head := head_being_written();
    t new_terms;
    its_rulebook rulebook;
    its_plan integer;
BEGIN
    PERFORM require_role('{owner,manager}');
    FOR t IN SELECT * FROM jsonb_populate_recordset(NULL::new_terms, rows) LOOP
        IF t.recorded_at IS NOT NULL THEN
            PERFORM require_owner('terms of another ledger');
        END IF;
        t.recorded_at := coalesce(t.recorded_at, h.writing_at);
        SELECT * INTO its_rulebook FROM rulebook WHERE name = t.rulebook;
        IF its_rulebook.id IS NULL THEN
            INSERT INTO rulebook (id, name, title) SELECT coalesce(max(id), 0) + 1, t.rulebook, new_title FROM rulebook
            RETURNING * INTO its_rulebook;
        END IF;
        its_plan := plan_id(t.plan);
        IF EXISTS (SELECT 1 FROM terms WHERE rulebook = its_rulebook.id AND plan = its_plan AND effective_from = t.effective_from) THEN
            RAISE EXCEPTION 'a plan has one row of terms from a date on' USING ERRCODE = 'IM002';
        END IF;
        h.hash := sha256(
            field('inmail-terms-2') || field(h.hash) || field(h.seq) || field(t.rulebook) || field(its_rulebook.title) || field(t.plan)
            || field(t.effective_from) || field(t.allowance) || field(t.cap) || field(word('{stop,trim}', t.cap_rule))
            || field(word('{calendar,anniversary}', t.refresh)) || field(t.expiry_days) || field(t.refund_window_days)
            || field(word('{elapsed,calendar-day}', t.window_rule)) || field(word('{fresh,original}', t.refund_expiry))
            || field(t.purchasable) || field(t.purchase_expiry_days) || field(t.pooled) || field(word('{warn,refuse}', t.repeat))
            || field(t.price_minor) || field(t.credit_price_minor) || field(t.currency) || field(t.source)
            || field(t.expiry_refreshes) || field(word('{each,latest}', t.repeat_refund)) || field(t.free_channels)
            || field(t.policy) || field(t.recorded_at) || field(session_user::text));
        INSERT INTO terms (id, rulebook, plan, effective_from, edition, allowance, cap, cap_rule, refresh, expiry_days,
            refund_window_days, window_rule, refund_expiry, purchasable, purchase_expiry_days, pooled, repeat, price_minor,
            credit_price_minor, currency, source, expiry_refreshes, repeat_refund, free_channels, policy, recorded_at, recorded_by,
            after_seq, hash_version, hash)
        SELECT (SELECT coalesce(max(id), 0) + 1 FROM terms), its_rulebook.id, its_plan, t.effective_from, 0, t.allowance, t.cap,
            t.cap_rule, t.refresh, t.expiry_days, t.refund_window_days, t.window_rule, t.refund_expiry, t.purchasable,
            t.purchase_expiry_days, t.pooled, t.repeat, t.price_minor, t.credit_price_minor, t.currency, t.source,
            t.expiry_refreshes, t.repeat_refund, t.free_channels, t.policy, t.recorded_at, recorder_id(session_user), h.seq,
            version, h.hash;
        h.recorded_at := t.recorded_at;
    END LOOP;
    UPDATE head SET hash = h.hash, recorded_at = h.recorded_at, other_writer = h.writer;
END $$;

CREATE FUNCTION set_archive_owner(its_seat integer, owner text, salt text, spelling text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
DECLARE
    h head := head_being_written();
BEGIN
    PERFORM require_role('{owner,manager}');
    INSERT INTO archive_owner (id, seat, prospect, recorded_at, batch)
    SELECT coalesce(max(id), 0) + 1, its_seat, (known_prospect(owner, decode(set_archive_owner.salt, 'hex'), set_archive_owner.spelling)).id,
        h.writing_at, h.batch
    FROM archive_owner;
    UPDATE head SET other_writer = h.writer;  -- the name may be new
END $$;

CREATE FUNCTION note_known_run(first bigint, last bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
DECLARE
    h head := head_being_written();
BEGIN
    PERFORM require_role('{owner,manager}');
    INSERT INTO told_again (id, command, batch, after_seq, first_seq, last_seq)
    SELECT coalesce(max(id), 0) + 1, h.command, h.batch, h.seq, first, last FROM told_again;
END $$;

CREATE FUNCTION note_import_zone(its_zone text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
DECLARE
    h head := head_being_written();
BEGIN
    PERFORM require_role('{owner,manager}');
    INSERT INTO import_zone (id, command, batch, zone) SELECT coalesce(max(id), 0) + 1, h.command, h.batch, its_zone FROM import_zone;
END $$;

-- Erasing -----------------------------------------------------------------------------------------------------------

-- Erases the names of prospects, as migrations/sqlite has it: a digest stays for the chain. Unknown ones are left out.
CREATE FUNCTION erase_prospects(names text[], told_at bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
BEGIN
    PERFORM require_role('{owner,manager}');
    -- A write that has seen the names begins again.
    UPDATE head SET writer = pg_current_xact_id(), other_writer = pg_current_xact_id();
    INSERT INTO erased_prospect (id, digest, erased_at)
    SELECT id, sha256(salt || convert_to(name, 'UTF8')), clock(told_at) FROM prospect WHERE name = ANY (names) ORDER BY id;
    DELETE FROM earlier_spelling WHERE prospect IN (SELECT id FROM prospect WHERE name = ANY (names));
    DELETE FROM prospect WHERE name = ANY (names);
END $$;

-- A function is everybody's until it is taken from them.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA inmail FROM PUBLIC;
