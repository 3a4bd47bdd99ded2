-- The truth, and what is kept beside it. Instants are seconds since 2000-01-01T00:00:00Z; ids are compared byte by byte, as everywhere else.

-- Lets the constraint against double booking compare resources and units for equality beside times for overlap.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- One row for each version of a log: a territory's, or the catalogue's. Changes are a JSON array, kept as it was written (json, not jsonb):
-- nothing here looks into it, and what is read back unaltered is read fastest. places: the ids of the places the changes name.
CREATE TABLE plan_log (
    territory text    COLLATE "C" NOT NULL,
    version   bigint  NOT NULL CHECK (version > 0),
    at        integer NOT NULL,
    append_id uuid    NOT NULL,
    changes   json    NOT NULL,
    places    text[]  COLLATE "C" NOT NULL DEFAULT '{}',
    PRIMARY KEY (territory, version)
);

-- Where each log stands. An append locks the rows of its logs: they put all appends to one log in order. Half of each page stays free, so
-- that a row moves on within its page and the index is left alone.
CREATE TABLE log_head (
    territory text    COLLATE "C" NOT NULL PRIMARY KEY,
    version   bigint  NOT NULL,
    at        integer NOT NULL
) WITH (fillfactor = 50);

-- The newest snapshot of each log, for activation, and a thinned series of older ones, from which boards of the past are rebuilt.
CREATE TABLE snapshot (
    territory text    COLLATE "C" NOT NULL,
    version   bigint  NOT NULL,
    applier   integer NOT NULL,
    at        integer NOT NULL,
    changes   json    NOT NULL,
    PRIMARY KEY (territory, version)
);

-- The first answer to each idempotency key.
CREATE TABLE answer (
    caller       text    COLLATE "C" NOT NULL,
    key          text    COLLATE "C" NOT NULL,
    request_hash bytea   NOT NULL,
    command      integer NOT NULL,
    answer       json    NOT NULL,
    at           integer NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX answer_at ON answer (at);

-- Personal data: erased with the customer. The log names places and customers by opaque ids only.
CREATE TABLE place (
    id        text COLLATE "C" NOT NULL PRIMARY KEY,
    latitude  double precision,
    longitude double precision,
    customer  text COLLATE "C"
);

CREATE INDEX place_customer ON place (customer) WHERE customer IS NOT NULL;

-- Lists of resources are JSON arrays of ids.
CREATE TABLE customer (
    id        text   COLLATE "C" NOT NULL PRIMARY KEY,
    name      text,
    phone     text,
    address   text,
    tier      text,
    latitude  double precision,
    longitude double precision,
    prefer    text   NOT NULL,
    require   text   NOT NULL,
    refuse    text   NOT NULL,
    version   bigint NOT NULL
);

-- How many customers have ever been erased: when it grows, silos forget the coordinates they have in memory.
CREATE TABLE erasure (count bigint NOT NULL);
INSERT INTO erasure VALUES (0);

-- The secrets that sign offers, so that every silo accepts the offers of any other. The newest signs, all are accepted.
CREATE TABLE offer_key (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    secret bytea  NOT NULL CHECK (length(secret) = 32),
    made   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The clock of the store. Tests put another in its place to move time by hand.
CREATE FUNCTION optitime_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
