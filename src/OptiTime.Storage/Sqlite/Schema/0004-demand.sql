-- What was asked for, counted. Not part of any promise: what a silo had counted in the minute it died is missing.

-- day: the local day asked for. ahead: how many days before it was asked, in classes. tier: '' for none. requests: in thousandths.
CREATE TABLE demand_count (
    territory TEXT    NOT NULL,
    day       INTEGER NOT NULL,
    ahead     INTEGER NOT NULL,
    skills    TEXT    NOT NULL,
    class     TEXT    NOT NULL,
    tier      TEXT    NOT NULL,
    outcome   TEXT    NOT NULL,
    requests  INTEGER NOT NULL,
    seconds   INTEGER NOT NULL,
    cents     INTEGER NOT NULL,
    PRIMARY KEY (territory, day, ahead, skills, class, tier, outcome)
) STRICT, WITHOUT ROWID;
