-- A booking that has lost its place stays a booking: it is broken until it gets another. What a column may hold cannot be altered, so the table is
-- written anew.
CREATE TABLE commitment_with_broken (
    territory          TEXT    NOT NULL,
    id                 TEXT    NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('held', 'confirmed', 'broken', 'waiting', 'backlog', 'done')),
    ending             TEXT             CHECK (ending IN ('released', 'expired', 'cancelled', 'done')),
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

INSERT INTO commitment_with_broken SELECT
    territory, id, state, ending, reason, customer, external_reference, service, promise_from, promise_to, starts, ends, planned, version, facts
FROM commitment;
DROP TABLE commitment;
ALTER TABLE commitment_with_broken RENAME TO commitment;

CREATE INDEX commitment_customer ON commitment (customer, territory, id) WHERE customer IS NOT NULL;
CREATE INDEX commitment_external_reference ON commitment (external_reference, territory, id) WHERE external_reference IS NOT NULL;
CREATE INDEX commitment_ends ON commitment (territory, ends);
CREATE INDEX commitment_job ON commitment (territory, id) WHERE state IN ('waiting', 'backlog', 'done');
