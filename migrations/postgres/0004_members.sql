-- Who may do what. The owner of the schema may do all. Everybody else is a member: a user of the server with one role in this ledger.
--
--   manager   reads and records everything
--   auditor   reads everything
--   rep       records send, reply, bounce and observe for its own seat, takes back what it recorded itself, and reads what the fold
--             of its own account needs: the views of the schema inmail_rep
--
-- A member has rights in this database alone. Roles of the whole server would give the manager of one ledger rights in the next.
-- A later migration that adds a table, a view or a function ends with: SELECT give_rights(name, role) FROM member;

SET LOCAL search_path = inmail, pg_temp;

CREATE TABLE member (
    name text COLLATE "C" PRIMARY KEY,  -- of the server's user, as session_user has it
    role text NOT NULL CHECK (role IN ('manager', 'auditor', 'rep')),
    seat integer REFERENCES seat (id),
    CHECK ((role = 'rep') = (seat IS NOT NULL))
);

-- What the user of this session is: owner, manager, auditor, rep; NULL: nothing.
CREATE FUNCTION my_role() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
BEGIN
    IF pg_has_role(session_user, current_user, 'USAGE') THEN
        RETURN 'owner';
    END IF;
    RETURN (SELECT role FROM member WHERE name = session_user);
END $$;
-- The seat of the rep of this session; NULL: the user is none.
CREATE FUNCTION my_seat() RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS
$$ BEGIN RETURN (SELECT seat FROM member WHERE name = session_user AND role = 'rep'); END $$;

-- A refusal has the SQLSTATE IM004, and its reason as the name of a constraint.

-- The role of the user, which must be one of these.
CREATE FUNCTION require_role(roles text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    its_role CONSTANT text := my_role();
BEGIN
    IF its_role IS NULL OR its_role <> ALL (roles) THEN
        RAISE EXCEPTION 'this needs the role %', array_to_string(roles, ' or ') USING ERRCODE = 'IM004', CONSTRAINT = 'role';
    END IF;
    RETURN its_role;
END $$;

-- Refuses what a rep may not record.
CREATE FUNCTION require_own(e new_event) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own CONSTANT integer := my_seat();
    target event;
BEGIN
    IF e.kind NOT IN (5, 6, 7, 10, 12) THEN
        RAISE EXCEPTION 'a rep records send, reply, bounce, observe and void' USING ERRCODE = 'IM004', CONSTRAINT = 'kind';
    END IF;
    -- An event with a pool would link the seat's account to it.
    IF coalesce(e.pool, e.to_seat, e.team, e.name, e.plan, e.rulebook, e.figures, e.currency, e.price_minor::text, e.billed::text)
        IS NOT NULL THEN
        RAISE EXCEPTION 'a rep changes no plan and no pool' USING ERRCODE = 'IM004', CONSTRAINT = 'kind';
    END IF;
    IF EXISTS (SELECT 1 FROM event WHERE key = e.key) THEN
        RAISE EXCEPTION 'an event has this key' USING ERRCODE = 'IM004', CONSTRAINT = 'key';
    END IF;
    -- What src/chain/record_flaws.cpp refuses: no program of ours sends it, `verify` would find it, and nothing could remove it.
    IF NOT coalesce(
        CASE WHEN e.kind = 10 THEN e.amount BETWEEN 0 AND 1000000 ELSE e.amount IS NULL END
        AND (e.kind IN (10, 12) OR e.prospect <> '') AND (e.kind IN (5, 6) OR e.channel IS NULL) AND coalesce(e.chars, 0) BETWEEN 0 AND 1000000
        AND octet_length(e.key) BETWEEN 1 AND 200 AND octet_length(coalesce(e.prospect, '')) <= 500
        AND octet_length(coalesce(e.thread, '')) <= 200 AND octet_length(coalesce(e.campaign, '')) <= 200
        AND octet_length(coalesce(e.note, '')) <= 2000
        AND concat(e.key, e.prospect, e.thread, e.campaign, e.note) !~ E'[\u0001-\u001f\u007f-\u009f]', false) THEN
        RAISE EXCEPTION 'an event is recorded with sound values' USING ERRCODE = 'IM002';
    END IF;
    IF e.kind <> 12 THEN
        IF e.ref IS NOT NULL OR e.seat IS DISTINCT FROM (SELECT name FROM seat WHERE id = own) THEN
            RAISE EXCEPTION 'a rep records for its own seat' USING ERRCODE = 'IM004', CONSTRAINT = 'seat';
        END IF;
        RETURN;
    END IF;
    SELECT * INTO target FROM event WHERE key = e.ref;
    IF e.seat IS NOT NULL OR target.seq IS NULL OR target.recorded_by IS DISTINCT FROM (SELECT id FROM recorder WHERE name = session_user) THEN
        RAISE EXCEPTION 'a rep takes back what it recorded itself' USING ERRCODE = 'IM004', CONSTRAINT = 'void';
    END IF;
END $$;

-- What a rep reads ----------------------------------------------------------------------------------------------------

-- Makes texts opaque: the same text has the same stand-in, which says nothing of it to who does not know this.
CREATE TABLE secret (only_row integer PRIMARY KEY CHECK (only_row = 1), bytes bytea NOT NULL);
INSERT INTO secret (only_row, bytes) VALUES (1, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
CREATE FUNCTION opaque(t text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS
$$ SELECT left(encode(sha256(bytes || convert_to(t, 'UTF8')), 'hex'), 24) FROM secret $$;

-- The accounts that the rep's account is linked to, by which its balance is folded.
CREATE FUNCTION my_seats() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS
$$ SELECT array_agg(id) FROM linked('{false}', ARRAY[my_seat()]) WHERE NOT is_pool $$;
CREATE FUNCTION my_pools() RETURNS integer[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS
$$ SELECT coalesce(array_agg(id), '{}') FROM linked('{false}', ARRAY[my_seat()]) WHERE is_pool $$;

-- Those of the InMails that an answer by `as_of` may still refund, by the longest window of all terms and a day: the fold knows better.
-- `sends`: their seq.
CREATE FUNCTION unanswered(sends bigint[], as_of bigint) RETURNS SETOF event
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
    SELECT s.* FROM event AS s
    WHERE s.seq = ANY (sends) AND s.kind = 5 AND coalesce(s.channel, 0) = 0 AND s.occurred_at <= as_of
        AND s.occurred_at >= as_of - 86400000 * (1 + (SELECT max(refund_window_days)::bigint FROM terms))
        AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = s.seq)
        AND NOT EXISTS (
            SELECT 1 FROM event AS a
            WHERE a.seat = s.seat AND a.prospect = s.prospect AND a.kind IN (6, 7) AND a.occurred_at BETWEEN s.occurred_at AND as_of
                AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = a.seq))
$$;

-- The seq of the InMails that came to the rep's seat with a licence, and could still be answered.
CREATE FUNCTION my_inherited() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
    WITH RECURSIVE giver AS (
        SELECT r.seat, r.occurred_at FROM event AS r
        WHERE r.to_seat = my_seat() AND NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = r.seq)
        UNION
        SELECT r.seat, g.occurred_at FROM giver AS g JOIN event AS r ON r.to_seat = g.seat AND r.occurred_at <= g.occurred_at
        WHERE NOT EXISTS (SELECT 1 FROM event AS v WHERE v.ref = r.seq)
    )
    SELECT coalesce(array_agg(u.seq), '{}') FROM giver AS g
        CROSS JOIN LATERAL unanswered(ARRAY(SELECT e.seq FROM event AS e WHERE e.seat = g.seat AND e.kind = 5), g.occurred_at) AS u
$$;

-- The key of an event that the rep sees without its texts. Generated keys say nothing, any other one may. The stand-in sorts as the
-- key does among the keys of its instant, since the fold takes events of one instant in the order of their keys.
CREATE FUNCTION hidden_key(its_seq bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
    SELECT CASE WHEN e.key ~ '^[0-9A-HJKMNP-TV-Z]{26}$' THEN e.key ELSE
        coalesce((SELECT max(o.key) FROM event AS o
                  WHERE o.occurred_at = e.occurred_at AND o.key < e.key
                      AND (o.seat = my_seat() OR o.key ~ '^[0-9A-HJKMNP-TV-Z]{26}$')), '')
        || '!' || lpad((SELECT count(*) FROM event AS o WHERE o.occurred_at = e.occurred_at AND o.key < e.key)::text, 6, '0')
        || '-' || e.seq
    END
    FROM event AS e WHERE e.seq = its_seq
$$;

-- The events that the rep sees whole.
CREATE VIEW own_event WITH (security_barrier) AS
    SELECT * FROM event WHERE seat = (SELECT my_seat())
    UNION ALL
    SELECT * FROM event WHERE to_seat = (SELECT my_seat()) AND seat <> to_seat
    UNION ALL
    SELECT * FROM event WHERE seq = ANY ((SELECT my_inherited())::bigint[]) AND seat <> (SELECT my_seat());

CREATE SCHEMA inmail_rep;

-- The rows of `event` that a fold of the rep's account reads. Those of others keep instants, kinds, channels, amounts and numbers.
CREATE VIEW inmail_rep.event WITH (security_barrier) AS
    SELECT e.seq, e.occurred_at, e.recorded_at, e.amount, e.ref,
        CASE WHEN s.is_own THEN e.price_minor END AS price_minor,
        CASE WHEN s.is_own THEN e.chars END AS chars,
        CASE WHEN s.is_own THEN e.line END AS line,
        e.batch, e.recorded_by, e.seat, e.pool, e.prospect, e.to_seat, e.plan, e.rulebook,
        CASE WHEN s.is_own THEN e.team END AS team,
        CASE WHEN s.is_own THEN e.campaign END AS campaign,
        e.kind, e.channel,
        CASE WHEN s.is_own THEN e.outcome END AS outcome,
        CASE WHEN s.is_own THEN e.billed END AS billed,
        e.hash_version,
        CASE WHEN s.is_own THEN e.hash ELSE decode(repeat('00', 32), 'hex') END AS hash,
        CASE WHEN s.is_own THEN e.key ELSE hidden_key(e.seq) END AS key,
        CASE WHEN s.is_own THEN e.thread ELSE opaque(e.thread) END AS thread,
        CASE WHEN s.is_own THEN e.name END AS name,
        e.figures,
        CASE WHEN s.is_own THEN e.currency END AS currency,
        CASE WHEN s.is_own THEN e.note END AS note
    FROM (
        SELECT ev.*, ev.seat = (SELECT my_seat()) OR ev.to_seat IS NOT DISTINCT FROM (SELECT my_seat())
            OR ev.seq = ANY ((SELECT my_inherited())::bigint[]) AS own
        FROM event AS ev WHERE ev.seat = ANY ((SELECT my_seats())::integer[])
        UNION ALL
        SELECT ev.*, false AS own FROM event AS ev WHERE ev.seat IS NULL AND ev.pool = ANY ((SELECT my_pools())::integer[])
        UNION ALL
        SELECT ev.*, r.seat = (SELECT my_seat()) OR ev.recorded_by = (SELECT id FROM recorder WHERE name = session_user)
            AS own
        FROM event AS ev JOIN event AS r ON r.seq = ev.ref
        WHERE r.seat = ANY ((SELECT my_seats())::integer[]) OR (r.seat IS NULL AND r.pool = ANY ((SELECT my_pools())::integer[]))
    ) AS e CROSS JOIN LATERAL (SELECT coalesce(e.own, false) AS is_own) AS s;

-- Names of others have a stand-in in brackets, which no name of a ledger has.
CREATE VIEW inmail_rep.seat WITH (security_barrier) AS
    SELECT id, CASE WHEN id = (SELECT my_seat()) THEN name ELSE '(seat ' || id || ')' END AS name
    FROM seat WHERE id = ANY ((SELECT my_seats())::integer[]);
CREATE VIEW inmail_rep.pool WITH (security_barrier) AS
    SELECT id, CASE WHEN EXISTS (SELECT 1 FROM event AS e WHERE e.seat = (SELECT my_seat()) AND e.pool = pool.id) THEN name
                    ELSE '(pool ' || id || ')' END AS name
    FROM pool WHERE id = ANY ((SELECT my_pools())::integer[]);
CREATE VIEW inmail_rep.recorder WITH (security_barrier) AS
    SELECT id, CASE WHEN name = session_user THEN name ELSE '(user ' || id || ')' END AS name FROM recorder WHERE my_seat() IS NOT NULL;
CREATE VIEW inmail_rep.team WITH (security_barrier) AS
    SELECT id, name FROM team WHERE id IN (SELECT e.team FROM own_event AS e);
CREATE VIEW inmail_rep.campaign WITH (security_barrier) AS
    SELECT id, name FROM campaign WHERE id IN (SELECT e.campaign FROM own_event AS e);
CREATE VIEW inmail_rep.prospect WITH (security_barrier) AS
    SELECT id, name FROM prospect WHERE id IN (SELECT e.prospect FROM own_event AS e);
CREATE VIEW inmail_rep.earlier_spelling WITH (security_barrier) AS
    SELECT prospect, key FROM earlier_spelling WHERE prospect IN (SELECT e.prospect FROM own_event AS e);
CREATE VIEW inmail_rep.erased_prospect WITH (security_barrier) AS
    SELECT id, stand_in FROM erased_prospect WHERE id IN (SELECT e.prospect FROM own_event AS e)
    UNION ALL
    SELECT DISTINCT e.prospect, '(hidden ' || e.prospect || ')' FROM inmail_rep.event AS e
    WHERE e.prospect IS NOT NULL AND NOT EXISTS (SELECT 1 FROM own_event AS o WHERE o.prospect = e.prospect);
CREATE VIEW inmail_rep.batch WITH (security_barrier) AS
    SELECT id, first_seq, name, command FROM batch
    WHERE EXISTS (SELECT 1 FROM event AS e JOIN recorder AS r ON r.id = e.recorded_by
                  WHERE e.seq = batch.first_seq AND r.name = session_user) AND my_seat() IS NOT NULL;

-- What is nobody's secret.
CREATE VIEW inmail_rep.plan WITH (security_barrier) AS SELECT * FROM plan WHERE my_seat() IS NOT NULL;
CREATE VIEW inmail_rep.rulebook WITH (security_barrier) AS SELECT * FROM rulebook WHERE my_seat() IS NOT NULL;
CREATE VIEW inmail_rep.terms WITH (security_barrier) AS SELECT * FROM terms WHERE my_seat() IS NOT NULL;
CREATE VIEW inmail_rep.ledger WITH (security_barrier) AS SELECT * FROM ledger WHERE my_seat() IS NOT NULL;
CREATE VIEW inmail_rep.migration WITH (security_barrier) AS SELECT version, name FROM migration WHERE my_seat() IS NOT NULL;
CREATE VIEW inmail_rep.head WITH (security_barrier) AS
    SELECT only_row, seq, hash, recorded_at, event_recorded_at, writer, other_writer FROM head WHERE my_seat() IS NOT NULL;

-- What only imports ask for, which a rep does not make.
CREATE VIEW inmail_rep.archive_owner AS SELECT * FROM archive_owner WHERE false;
CREATE VIEW inmail_rep.told_again AS SELECT * FROM told_again WHERE false;
CREATE VIEW inmail_rep.import_zone AS SELECT * FROM import_zone WHERE false;

-- Of the accounts that are asked for, those that the rep's account is linked to.
CREATE FUNCTION inmail_rep.linked(pools boolean[], ids integer[]) RETURNS TABLE (is_pool boolean, id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
    SELECT l.is_pool, l.id FROM linked(pools, ids) AS l
    WHERE CASE WHEN l.is_pool THEN l.id = ANY (my_pools()) ELSE l.id = ANY (my_seats()) END
$$;
CREATE FUNCTION inmail_rep.my_role() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT my_role() $$;
CREATE FUNCTION inmail_rep.last_known(known_at bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT last_known(known_at) $$;
CREATE FUNCTION inmail_rep.clock(told_at bigint) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT clock(told_at) $$;
CREATE FUNCTION inmail_rep.next_own_batch() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT next_own_batch() $$;
CREATE FUNCTION inmail_rep.begin_write(seen bytea, seen_writer xid8, read jsonb, told_at bigint, its_command text) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT begin_write(seen, seen_writer, read, told_at, its_command) $$;
CREATE FUNCTION inmail_rep.append_events(events jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT append_events(events) $$;

-- Whether InMails to the prospect are pending, of which seat, and when they were sent: what somebody asks before writing.
CREATE FUNCTION pending_with(its_prospect text) RETURNS TABLE (seat text, sent_at bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
BEGIN
    PERFORM require_role('{owner,manager,auditor,rep}');
    RETURN QUERY
    SELECT s.name, u.occurred_at
    FROM unanswered(ARRAY(SELECT e.seq FROM event AS e JOIN prospect AS p ON p.id = e.prospect WHERE p.name = its_prospect AND e.kind = 5),
            (extract(epoch FROM clock_timestamp()) * 1000)::bigint) AS u
        JOIN seat AS s ON s.id = u.seat
    ORDER BY u.occurred_at;
END $$;
CREATE FUNCTION inmail_rep.pending_with(its_prospect text) RETURNS TABLE (seat text, sent_at bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT * FROM pending_with(its_prospect) $$;

-- All of it about some prospects, as one text: what a rep reads of events out of its sight.
CREATE FUNCTION pending_text(names text[]) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$
    SELECT coalesce(string_agg(concat_ws(' ', n.name, p.seat, p.sent_at), ',' ORDER BY n.name, p.seat, p.sent_at), '')
    FROM unnest(names) AS n (name) CROSS JOIN LATERAL pending_with(n.name) AS p
$$;
CREATE FUNCTION inmail_rep.pending_text(names text[]) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = inmail, pg_temp AS $$ SELECT pending_text(names) $$;

-- Granting ------------------------------------------------------------------------------------------------------------

-- A function is everybody's until it is taken from them.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA inmail, inmail_rep FROM PUBLIC;

CREATE FUNCTION take_rights(its_name text) RETURNS void LANGUAGE plpgsql SET search_path = inmail, pg_temp AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA inmail, inmail_rep FROM %I', its_name);
    EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA inmail, inmail_rep FROM %I', its_name);
    EXECUTE format('REVOKE ALL ON SCHEMA inmail, inmail_rep FROM %I', its_name);
END $$;

-- What a member of the role may do, to which object: the words of a GRANT. `verify` compares it with what is granted.
CREATE FUNCTION rights_of(its_role text) RETURNS TABLE (privilege text, kind text, object text)
LANGUAGE sql STABLE SET search_path = inmail, pg_temp AS $$
    -- Without a right to the schema inmail, only the views of inmail_rep reach what is in it.
    SELECT 'USAGE', 'SCHEMA', CASE WHEN its_role = 'rep' THEN 'inmail_rep' ELSE 'inmail' END
    UNION ALL
    SELECT 'SELECT', 'TABLE', format('%I.%I', n.nspname, c.relname)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v') AND n.nspname = CASE WHEN its_role = 'rep' THEN 'inmail_rep' ELSE 'inmail' END
        AND c.relname <> 'secret'
    UNION ALL
    SELECT 'EXECUTE', 'FUNCTION', format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes))
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE CASE n.nspname
        WHEN 'inmail_rep' THEN its_role = 'rep'
        WHEN 'inmail' THEN p.proname = ANY (CASE its_role
            WHEN 'rep' THEN '{my_seat,my_seats,my_pools,my_inherited,hidden_key,opaque}'::text[]
            ELSE '{my_role,clock,next_own_batch,last_known,pending_with,pending_text,linked,news_of,rights_of}'::text[]
                || CASE WHEN its_role = 'manager' THEN '{begin_write,append_events,append_terms,set_archive_owner,note_known_run,
                        note_import_zone,erase_prospects}'::text[] END
            END)
        END
$$;

CREATE FUNCTION give_rights(its_name text, its_role text) RETURNS void LANGUAGE plpgsql SET search_path = inmail, pg_temp AS $$
DECLARE
    given record;
BEGIN
    PERFORM take_rights(its_name);
    FOR given IN SELECT * FROM rights_of(its_role) LOOP
        EXECUTE format('GRANT %s ON %s %s TO %I', given.privilege, given.kind, given.object, its_name);
    END LOOP;
END $$;

-- Makes a user of the server a member, or gives a member another role. `its_seat`: a rep's. Returns why not; NULL: it is done.
CREATE FUNCTION grant_role(its_name text, its_role text, its_seat integer) RETURNS text
LANGUAGE plpgsql SET search_path = inmail, pg_temp AS $$
BEGIN
    PERFORM require_role('{owner}');
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = its_name) THEN
        RETURN 'no_user';
    END IF;
    IF pg_has_role(its_name, (SELECT nspowner FROM pg_namespace WHERE nspname = 'inmail'), 'USAGE') THEN
        RETURN 'owner';
    END IF;
    INSERT INTO member (name, role, seat) VALUES (its_name, its_role, its_seat)
    ON CONFLICT (name) DO UPDATE SET role = excluded.role, seat = excluded.seat;
    PERFORM give_rights(its_name, its_role);
    -- A write that was judged by another role begins again.
    UPDATE head SET writer = pg_current_xact_id(), other_writer = pg_current_xact_id();
    RETURN NULL;
END $$;
CREATE FUNCTION revoke_role(its_name text) RETURNS text LANGUAGE plpgsql SET search_path = inmail, pg_temp AS $$
BEGIN
    PERFORM require_role('{owner}');
    DELETE FROM member WHERE name = its_name;
    IF NOT FOUND THEN
        RETURN 'no_member';
    END IF;
    -- The user may be gone from the server, and its rights with it.
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = its_name) THEN
        PERFORM take_rights(its_name);
    END IF;
    UPDATE head SET writer = pg_current_xact_id(), other_writer = pg_current_xact_id();
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION take_rights(text), rights_of(text), give_rights(text, text), grant_role(text, text, integer), revoke_role(text) FROM PUBLIC;
