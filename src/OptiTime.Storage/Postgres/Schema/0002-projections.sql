-- What the logs come to, for queries. Everything here can be rebuilt from plan_log. "facts" is the change that last defined the row.

-- board_from: the first moment of the first day on the board; what began before it is history and is left as it was.
CREATE TABLE territory (
    id         text    COLLATE "C" NOT NULL PRIMARY KEY,
    version    bigint  NOT NULL,
    board_from integer NOT NULL,
    facts      json    NOT NULL
);

-- Ids of sites and resources are unique in the company.
CREATE TABLE site (
    id        text COLLATE "C" NOT NULL PRIMARY KEY,
    territory text COLLATE "C" NOT NULL
);

CREATE TABLE resource (
    id        text COLLATE "C" NOT NULL PRIMARY KEY,
    territory text COLLATE "C" NOT NULL
);

CREATE TABLE service (
    id      text   COLLATE "C" NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    facts   json   NOT NULL
);

-- Holds and bookings, living and ended. planned: a JSON array with [from,to] of each step as last planned; starts and ends span it.
CREATE TABLE commitment (
    territory          text    COLLATE "C" NOT NULL,
    id                 text    COLLATE "C" NOT NULL,
    state              text    NOT NULL CHECK (state IN ('held', 'confirmed')),
    ending             text             CHECK (ending IN ('released', 'expired', 'cancelled')),
    reason             text,
    customer           text    COLLATE "C",
    external_reference text    COLLATE "C",
    service            text    COLLATE "C" NOT NULL,
    promise_from       integer NOT NULL,
    promise_to         integer NOT NULL,
    starts             integer,
    ends               integer,
    planned            jsonb   NOT NULL,
    version            bigint  NOT NULL,
    facts              json    NOT NULL,
    PRIMARY KEY (territory, id)
);

-- Each index but the first is only for who asks about its column: to find a commitment by its id there is one way, also in the plans that
-- are made while the table is empty and every way looks equally short.
CREATE INDEX commitment_customer ON commitment (customer, territory, id) WHERE customer IS NOT NULL;
CREATE INDEX commitment_external_reference ON commitment (external_reference, territory, id) WHERE external_reference IS NOT NULL;
CREATE INDEX commitment_ends ON commitment (territory, ends) WHERE ends IS NOT NULL;

-- Which versions of a log recorded a commitment, ended it, or planned it at another time or in another tour than before.
CREATE TABLE commitment_version (
    territory  text   COLLATE "C" NOT NULL,
    commitment text   COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    PRIMARY KEY (territory, commitment, version)
);

-- The time each unit of each resource is occupied, without travel: half-open, never twice while it is active.
CREATE TABLE assignment (
    resource     text      COLLATE "C" NOT NULL,
    unit         integer   NOT NULL,
    during       int4range NOT NULL CHECK (NOT isempty(during)),
    period_start integer   NOT NULL,
    territory    text      COLLATE "C" NOT NULL,
    commitment   text      COLLATE "C" NOT NULL,
    step         integer   NOT NULL,
    active       boolean   NOT NULL DEFAULT true,
    CONSTRAINT assignment_no_double_booking EXCLUDE USING gist (resource WITH =, unit WITH =, during WITH &&) WHERE (active)
);

CREATE INDEX assignment_tour ON assignment (resource, unit, period_start);
CREATE INDEX assignment_commitment ON assignment (territory, commitment);
