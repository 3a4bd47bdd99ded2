-- What the logs come to, for queries. Everything here can be rebuilt from plan_log. "facts" is the change that last defined the row.

-- board_from: the first moment of the first day on the board; what began before it is history and is left as it was.
CREATE TABLE territory (
    id         TEXT    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    board_from INTEGER NOT NULL,
    facts      TEXT    NOT NULL
) STRICT;

-- Ids of sites and resources are unique in the company.
CREATE TABLE site (
    id        TEXT NOT NULL PRIMARY KEY,
    territory TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE resource (
    id        TEXT NOT NULL PRIMARY KEY,
    territory TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
    id      TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    facts   TEXT    NOT NULL
) STRICT;

-- Holds and bookings, living and ended. planned: a JSON array with [from,to] of each step as last planned; starts and ends span it.
CREATE TABLE commitment (
    territory          TEXT    NOT NULL,
    id                 TEXT    NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('held', 'confirmed')),
    ending             TEXT             CHECK (ending IN ('released', 'expired', 'cancelled')),
    reason             TEXT,
    customer           TEXT,
    external_reference TEXT,
    service            TEXT    NOT NULL,
    promise_from       INTEGER NOT NULL,
    promise_to         INTEGER NOT NULL,
    starts             INTEGER,
    ends               INTEGER,
    planned            TEXT    NOT NULL,
    version            INTEGER NOT NULL,
    facts              TEXT    NOT NULL,
    PRIMARY KEY (territory, id)
) STRICT;

CREATE INDEX commitment_customer ON commitment (customer, territory, id) WHERE customer IS NOT NULL;
CREATE INDEX commitment_external_reference ON commitment (external_reference, territory, id) WHERE external_reference IS NOT NULL;
CREATE INDEX commitment_ends ON commitment (territory, ends);

-- The time each unit of each resource is occupied, without travel: half-open, never twice.
CREATE TABLE assignment (
    resource     TEXT    NOT NULL,
    unit         INTEGER NOT NULL,
    starts       INTEGER NOT NULL,
    ends         INTEGER NOT NULL CHECK (starts < ends),
    period_start INTEGER NOT NULL,
    territory    TEXT    NOT NULL,
    commitment   TEXT    NOT NULL,
    step         INTEGER NOT NULL,
    PRIMARY KEY (resource, unit, starts)
) STRICT, WITHOUT ROWID;

CREATE INDEX assignment_tour ON assignment (resource, unit, period_start);
CREATE INDEX assignment_commitment ON assignment (territory, commitment);

-- Rows of a unit never overlap, so only the last one that begins before the new one ends can be in its way.
CREATE TRIGGER assignment_no_double_booking BEFORE INSERT ON assignment
BEGIN
    SELECT RAISE(ABORT, 'double booking: resource ' || NEW.resource || ' unit ' || NEW.unit || ' is taken when commitment ' || NEW.commitment || ' wants it')
    WHERE (
        SELECT ends FROM assignment
        WHERE resource = NEW.resource AND unit = NEW.unit AND starts < NEW.ends
        ORDER BY starts DESC LIMIT 1) > NEW.starts;
END;

-- A row is withdrawn and entered anew, never moved: the trigger above then sees every change.
CREATE TRIGGER assignment_is_not_moved BEFORE UPDATE ON assignment
BEGIN
    SELECT RAISE(ABORT, 'an assignment is withdrawn and entered anew, never updated');
END;
