-- The truth, and what is kept beside it. Instants are seconds since 2000-01-01T00:00:00Z.

-- One row for each version of a log: a territory's, or the catalogue's. Changes are a JSON array; TEXT rather than a BLOB, so that SQLite's
-- own JSON functions and any SQLite tool can read the log. Rows of one log lie side by side, as they are read.
CREATE TABLE plan_log (
    territory TEXT    NOT NULL,
    version   INTEGER NOT NULL CHECK (version > 0),
    at        INTEGER NOT NULL,
    append_id BLOB    NOT NULL CHECK (length(append_id) = 16),
    changes   TEXT    NOT NULL,
    PRIMARY KEY (territory, version)
) STRICT, WITHOUT ROWID;

-- Where each log stands.
CREATE TABLE log_head (
    territory TEXT    NOT NULL PRIMARY KEY,
    version   INTEGER NOT NULL,
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The newest snapshot of each log: for activation only, and never needed.
CREATE TABLE snapshot (
    territory TEXT    NOT NULL PRIMARY KEY,
    applier   INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    changes   TEXT    NOT NULL
) STRICT;

-- The first answer to each idempotency key.
CREATE TABLE answer (
    caller       TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash BLOB    NOT NULL,
    command      INTEGER NOT NULL,
    answer       TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT;

CREATE INDEX answer_at ON answer (at);

-- Personal data: erased with the customer. The log names places and customers by opaque ids only.
CREATE TABLE place (
    id        TEXT NOT NULL PRIMARY KEY,
    latitude  REAL,
    longitude REAL,
    customer  TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX place_customer ON place (customer) WHERE customer IS NOT NULL;

-- Lists of resources are JSON arrays of ids.
CREATE TABLE customer (
    id        TEXT    NOT NULL PRIMARY KEY,
    name      TEXT,
    phone     TEXT,
    address   TEXT,
    tier      TEXT,
    latitude  REAL,
    longitude REAL,
    prefer    TEXT    NOT NULL,
    require   TEXT    NOT NULL,
    refuse    TEXT    NOT NULL,
    version   INTEGER NOT NULL
) STRICT;
