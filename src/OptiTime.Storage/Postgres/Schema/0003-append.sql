-- The one way into the log: a function that does a whole append in one round trip, or nothing. Its parameters are arrays of the types below.

-- What an append makes of one log. territory and its first_from: where it is defined; board_from: where its horizon advances.
CREATE TYPE optitime_part AS (log text, version bigint, changes json, places text[], territory json, first_from integer, board_from integer);

-- kind: 'before' and 'after' a moment, 'at' a version of another log.
CREATE TYPE optitime_guard AS (kind text, moment integer, log text, version bigint);

CREATE TYPE optitime_answer AS (caller text, key text, request_hash bytea, command integer, answer json);

CREATE TYPE optitime_place AS (id text, latitude double precision, longitude double precision, customer text);

-- A site or resource; is_there: defined rather than removed. Of a resource's earlier tours those stay whose unit is below units and whose
-- working period begins at one of the starts.
CREATE TYPE optitime_owned AS (kind text, territory text, id text, is_there boolean, units integer, starts integer[]);

-- facts: null where the service is removed.
CREATE TYPE optitime_service AS (id text, version bigint, facts json);

-- A tour the append plans or takes away, and the stops it leaves in those it plans.
CREATE TYPE optitime_tour AS (resource text, unit integer, period_start integer);
CREATE TYPE optitime_stop AS (
    territory text, resource text, unit integer, period_start integer, starts integer, ends integer, commitment text, step integer);

-- facts and the columns up to steps: null where the commitment is not recorded. planned: [from,to] or null for each step, as planned now.
CREATE TYPE optitime_commitment AS (
    territory text, version bigint, id text, facts json, state text, customer text, external_reference text, service text,
    promise_from integer, promise_to integer, steps integer, planned jsonb, ending text, reason text);

-- How it ended: 'appended' (at), 'version' (log, version), 'guard' (position, at: the clock), 'answered' (position, hash, command, answer) or
-- 'taken' (kind, log, id, holder). Positions count from 1. What is found out after something has been written is raised as an error: OT001 is
-- a double booking, and its hint is [log,resource,commitment].
CREATE TYPE optitime_outcome AS (
    outcome text, "position" integer, log text, version bigint, at integer, request_hash bytea, command integer, answer json,
    kind text, id text, holder text);

-- When a commitment's steps are planned, after what was known before.
CREATE FUNCTION optitime_planned(before jsonb, now jsonb, steps integer) RETURNS TABLE (planned jsonb, starts integer, ends integer)
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_agg(step ORDER BY number), '[]'), min((step ->> 0)::integer), max((step ->> 1)::integer)
    FROM (
        SELECT number, coalesce(nullif(now -> number, 'null'), before -> number, 'null') AS step
        FROM generate_series(0, coalesce(steps, greatest(jsonb_array_length(before), jsonb_array_length(now))) - 1) AS number) AS stepwise
$$;

-- A site or resource that belongs to another territory, which does not give it up in the same append; null when there is none.
CREATE FUNCTION optitime_taken(owned optitime_owned[]) RETURNS optitime_outcome LANGUAGE sql STABLE AS $$
    SELECT 'taken', NULL::integer, wanted.territory, NULL::bigint, NULL::integer, NULL::bytea, NULL::integer, NULL::json,
        wanted.kind, wanted.id, holder.territory
    FROM unnest(owned) WITH ORDINALITY AS wanted(kind, territory, id, is_there, units, starts, place)
    JOIN LATERAL (
        SELECT territory FROM site WHERE wanted.kind = 'site' AND site.id = wanted.id
        UNION ALL
        SELECT territory FROM resource WHERE wanted.kind = 'resource' AND resource.id = wanted.id) AS holder ON holder.territory <> wanted.territory
    WHERE wanted.is_there AND NOT EXISTS (
        SELECT FROM unnest(owned) AS given
        WHERE NOT given.is_there AND given.kind = wanted.kind AND given.id = wanted.id AND given.territory = holder.territory)
    ORDER BY wanted.place LIMIT 1
$$;

-- Enters and removes the sites and resources, territories and services of an append; withdraws tours that a resource can no longer make.
CREATE FUNCTION optitime_define(parts optitime_part[], owned optitime_owned[], services optitime_service[], tours optitime_tour[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM site USING unnest(owned) AS gone
    WHERE gone.kind = 'site' AND NOT gone.is_there AND site.id = gone.id AND site.territory = gone.territory;
    DELETE FROM resource USING unnest(owned) AS gone
    WHERE gone.kind = 'resource' AND NOT gone.is_there AND resource.id = gone.id AND resource.territory = gone.territory;
    -- One that another territory takes at that very moment is a unique violation: the append is decided again.
    INSERT INTO site (id, territory)
    SELECT o.id, o.territory FROM unnest(owned) AS o
    WHERE o.kind = 'site' AND o.is_there AND NOT EXISTS (SELECT FROM site WHERE site.id = o.id AND site.territory = o.territory);
    INSERT INTO resource (id, territory)
    SELECT o.id, o.territory FROM unnest(owned) AS o
    WHERE o.kind = 'resource' AND o.is_there AND NOT EXISTS (SELECT FROM resource WHERE resource.id = o.id AND resource.territory = o.territory);

    -- The days of a territory that is there already are moved by the horizon alone.
    INSERT INTO territory AS t (id, version, board_from, facts)
    SELECT p.log, p.version, p.first_from, p.territory FROM unnest(parts) AS p WHERE p.territory IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, facts = excluded.facts;
    UPDATE territory SET board_from = p.board_from FROM unnest(parts) AS p
    WHERE territory.id = p.log AND p.board_from IS NOT NULL;

    DELETE FROM service USING unnest(services) AS gone WHERE gone.facts IS NULL AND service.id = gone.id;
    INSERT INTO service (id, version, facts)
    SELECT s.id, s.version, s.facts FROM unnest(services) AS s WHERE s.facts IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, facts = excluded.facts;

    -- What a resource did before the board is history, whatever becomes of the resource.
    DELETE FROM assignment AS a USING unnest(owned) AS o
    WHERE o.kind = 'resource' AND a.resource = o.id AND a.territory = o.territory
        AND a.period_start >= coalesce((SELECT board_from FROM territory WHERE territory.id = o.territory), 0)
        AND NOT (a.unit < o.units AND a.period_start = ANY (o.starts))
        AND (a.resource, a.unit, a.period_start) NOT IN (SELECT t.resource, t.unit, t.period_start FROM unnest(tours) AS t);
END
$$;

-- Withdraws all that is given up, in any part, before anything is entered: neighbours can swap. What a new tour leaves as it is stays untouched.
CREATE FUNCTION optitime_assign(tours optitime_tour[], stops optitime_stop[], commitments optitime_commitment[]) RETURNS optitime_stop[]
LANGUAGE plpgsql AS $$
DECLARE
    entering optitime_stop[];
    stop     optitime_stop;
BEGIN
    DELETE FROM assignment AS a USING unnest(tours) AS t
    WHERE a.resource = t.resource AND a.unit = t.unit AND a.period_start = t.period_start
        AND (a.resource, a.unit, a.period_start, a.during, a.commitment, a.step) NOT IN (
            SELECT s.resource, s.unit, s.period_start, int4range(s.starts, s.ends), s.commitment, s.step FROM unnest(stops) AS s);
    entering := ARRAY(
        SELECT s FROM unnest(stops) AS s
        WHERE NOT EXISTS (
            SELECT FROM assignment AS a
            WHERE a.resource = s.resource AND a.unit = s.unit AND a.period_start = s.period_start
                AND a.during = int4range(s.starts, s.ends) AND a.commitment = s.commitment AND a.step = s.step));
    DELETE FROM assignment AS a USING unnest(commitments) AS c
    WHERE c.ending IS NOT NULL AND a.territory = c.territory AND a.commitment = c.id;
    IF cardinality(entering) > 0 THEN
        BEGIN
            FOREACH stop IN ARRAY entering LOOP
                INSERT INTO assignment (resource, unit, during, period_start, territory, commitment, step)
                VALUES (stop.resource, stop.unit, int4range(stop.starts, stop.ends), stop.period_start, stop.territory, stop.commitment, stop.step);
            END LOOP;
        EXCEPTION WHEN exclusion_violation THEN
            RAISE EXCEPTION USING ERRCODE = 'OT001',
                MESSAGE = format('double booking: resource %s unit %s is taken when commitment %s wants it', stop.resource, stop.unit, stop.commitment),
                HINT = json_build_array(stop.territory, stop.resource, stop.commitment)::text;
        END;
    END IF;
    RETURN entering;
END
$$;

-- Keeps the rows of commitments: what was agreed, when it was last planned, how it ended, and which versions touched it.
CREATE FUNCTION optitime_commit(commitments optitime_commitment[], entering optitime_stop[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO commitment_version (territory, commitment, version)
    SELECT c.territory, c.id, c.version FROM unnest(commitments) AS c
    WHERE c.facts IS NOT NULL OR c.ending IS NOT NULL
        OR (c.territory, c.id) IN (SELECT e.territory, e.commitment FROM unnest(entering) AS e);

    UPDATE commitment AS kept SET planned = plan.planned, starts = plan.starts, ends = plan.ends
    FROM unnest(commitments) AS c, commitment AS before, optitime_planned(before.planned, c.planned, NULL) AS plan
    WHERE c.facts IS NULL AND before.territory = c.territory AND before.id = c.id AND kept.territory = c.territory AND kept.id = c.id
        AND (c.territory, c.id) IN (SELECT e.territory, e.commitment FROM unnest(entering) AS e);

    INSERT INTO commitment AS kept (
        territory, id, state, ending, reason, customer, external_reference, service, promise_from, promise_to, starts, ends, planned, version, facts)
    SELECT c.territory, c.id, c.state, c.ending, c.reason, c.customer, c.external_reference, c.service, c.promise_from, c.promise_to,
        plan.starts, plan.ends, plan.planned, c.version, c.facts
    FROM unnest(commitments) AS c
    LEFT JOIN commitment AS before ON before.territory = c.territory AND before.id = c.id
    CROSS JOIN optitime_planned(before.planned, c.planned, c.steps) AS plan
    WHERE c.facts IS NOT NULL
    ON CONFLICT (territory, id) DO UPDATE SET
        state = excluded.state, customer = excluded.customer, external_reference = excluded.external_reference, service = excluded.service,
        promise_from = excluded.promise_from, promise_to = excluded.promise_to, starts = excluded.starts, ends = excluded.ends,
        planned = excluded.planned, version = excluded.version, facts = excluded.facts,
        ending = coalesce(excluded.ending, kept.ending), reason = CASE WHEN excluded.ending IS NULL THEN kept.reason ELSE excluded.reason END;

    UPDATE commitment AS kept SET ending = c.ending, reason = c.reason, version = c.version FROM unnest(commitments) AS c
    WHERE c.ending IS NOT NULL AND c.facts IS NULL AND kept.territory = c.territory AND kept.id = c.id;
END
$$;

-- Appends, or says why nothing was written. "kept": for how many seconds answers are kept; "purge": how many old ones go at the most.
-- Its plans are made once a session and always go by the indexes, whatever is known of a table that was empty a minute ago: planning anew
-- takes as long again as all it does.
CREATE FUNCTION optitime_append(
    append_id uuid, parts optitime_part[], guards optitime_guard[], answers optitime_answer[], places optitime_place[], owned optitime_owned[],
    services optitime_service[], tours optitime_tour[], stops optitime_stop[], commitments optitime_commitment[], kept integer, purge integer)
RETURNS optitime_outcome LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET jit = off AS $$
#variable_conflict use_variable
DECLARE
    outcome optitime_outcome;
    wanted  record;
    head    record;
    clock   integer;
    last    integer := 0;
BEGIN
    -- The version rows, in the order of their names, so that no two appends wait for each other: its own for itself, others it asks about shared.
    FOR wanted IN
        SELECT p.log COLLATE "C" AS log, p.version FROM unnest(parts) AS p
        UNION ALL
        SELECT DISTINCT g.log COLLATE "C", NULL::bigint FROM unnest(guards) AS g
        WHERE g.kind = 'at' AND g.log NOT IN (SELECT p.log FROM unnest(parts) AS p)
        ORDER BY log
    LOOP
        IF wanted.version IS NULL THEN
            PERFORM FROM log_head WHERE log_head.territory = wanted.log FOR SHARE;
            CONTINUE;
        END IF;
        SELECT h.version, h.at INTO head FROM log_head AS h WHERE h.territory = wanted.log FOR UPDATE;
        IF NOT FOUND THEN
            -- A new log has no row to lock yet; whoever else begins it waits here, and then sees it.
            PERFORM pg_advisory_xact_lock(hashtextextended(wanted.log, 0));
            SELECT h.version, h.at INTO head FROM log_head AS h WHERE h.territory = wanted.log FOR UPDATE;
        END IF;
        IF coalesce(head.version, 0) <> wanted.version - 1 THEN
            -- Sent again after its reply was lost? Then it is answered as the first time.
            SELECT l.at INTO outcome.at FROM plan_log AS l
            WHERE l.territory = wanted.log AND l.version = wanted.version AND l.append_id = optitime_append.append_id;
            outcome.outcome := CASE WHEN FOUND THEN 'appended' ELSE 'version' END;
            outcome.log := wanted.log;
            outcome.version := coalesce(head.version, 0);
            RETURN outcome;
        END IF;
        last := greatest(last, head.at);
    END LOOP;

    -- Only now: whatever it had to wait for, time has passed meanwhile. The time a log has reached is not taken back, whatever becomes of the
    -- clock: guards are asked of the time the versions will carry.
    clock := greatest(floor(extract(epoch FROM optitime_clock()) - 946684800), last);
    IF cardinality(guards) > 0 THEN
        SELECT g.place INTO outcome.position FROM unnest(guards) WITH ORDINALITY AS g(kind, moment, log, version, place)
        WHERE NOT CASE g.kind
            WHEN 'before' THEN clock < g.moment
            WHEN 'after' THEN clock >= g.moment
            ELSE g.version = coalesce((SELECT h.version FROM log_head AS h WHERE h.territory = g.log), 0) END
        ORDER BY g.place LIMIT 1;
        IF FOUND THEN
            outcome.outcome := 'guard';
            outcome.at := clock;
            RETURN outcome;
        END IF;
    END IF;
    IF cardinality(answers) > 0 THEN
        SELECT a.place, f.request_hash, f.command, f.answer INTO outcome.position, outcome.request_hash, outcome.command, outcome.answer
        FROM unnest(answers) WITH ORDINALITY AS a(caller, key, request_hash, command, answer, place)
        JOIN answer AS f ON f.caller = a.caller AND f.key = a.key
        ORDER BY a.place LIMIT 1;
        IF FOUND THEN
            outcome.outcome := 'answered';
            RETURN outcome;
        END IF;
    END IF;
    IF cardinality(owned) > 0 THEN
        outcome := optitime_taken(owned);
        IF outcome.outcome IS NOT NULL THEN RETURN outcome; END IF;
    END IF;

    outcome.at := clock;
    INSERT INTO plan_log (territory, version, at, append_id, changes, places)
    SELECT p.log, p.version, outcome.at, append_id, p.changes, p.places FROM unnest(parts) AS p;
    INSERT INTO log_head (territory, version, at) SELECT p.log, p.version, outcome.at FROM unnest(parts) AS p
    ON CONFLICT (territory) DO UPDATE SET version = excluded.version, at = excluded.at;
    PERFORM optitime_define(parts, owned, services, tours)
    WHERE cardinality(owned) + cardinality(services) > 0
        OR EXISTS (SELECT FROM unnest(parts) AS p WHERE p.territory IS NOT NULL OR p.board_from IS NOT NULL);
    IF cardinality(commitments) + cardinality(tours) > 0 THEN
        PERFORM optitime_commit(commitments, optitime_assign(tours, stops, commitments));
    END IF;
    IF cardinality(answers) > 0 THEN
        -- What another append is throwing away just now is left to it.
        DELETE FROM answer AS old WHERE old.ctid = ANY (ARRAY(
            SELECT o.ctid FROM answer AS o WHERE o.at < clock - kept ORDER BY o.at LIMIT purge FOR UPDATE SKIP LOCKED));
        INSERT INTO answer (caller, key, request_hash, command, answer, at)
        SELECT a.caller, a.key, a.request_hash, a.command, a.answer, clock FROM unnest(answers) AS a;
    END IF;
    IF cardinality(places) > 0 THEN
        -- One that is there already keeps its coordinates, and learns its customer.
        INSERT INTO place AS known (id, latitude, longitude, customer)
        SELECT p.id, p.latitude, p.longitude, p.customer FROM unnest(places) AS p ORDER BY p.id
        ON CONFLICT (id) DO UPDATE SET customer = excluded.customer WHERE known.customer IS NULL AND excluded.customer IS NOT NULL;
    END IF;
    outcome.outcome := 'appended';
    RETURN outcome;
END
$$;
