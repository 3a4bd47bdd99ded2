-- What was asked for, counted. Not part of any promise: what a silo had counted in the minute it died is missing.

-- day: the local day asked for. ahead: how many days before it was asked, in classes. tier: '' for none. requests: in thousandths.
CREATE TABLE demand_count (
    territory text    COLLATE "C" NOT NULL,
    day       integer NOT NULL,
    ahead     integer NOT NULL,
    skills    text    COLLATE "C" NOT NULL,
    class     text    COLLATE "C" NOT NULL,
    tier      text    COLLATE "C" NOT NULL,
    outcome   text    COLLATE "C" NOT NULL,
    requests  bigint  NOT NULL,
    seconds   bigint  NOT NULL,
    cents     bigint  NOT NULL,
    PRIMARY KEY (territory, day, ahead, skills, class, tier, outcome)
);
