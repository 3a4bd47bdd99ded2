-- What is needed to see the past of long logs without reading them whole.

-- Snapshots: the newest of each log, for activation, and a thinned series of older ones, from which boards of the past are rebuilt.
CREATE TABLE snapshot_series (
    territory TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    applier   INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    changes   TEXT    NOT NULL,
    PRIMARY KEY (territory, version)
) STRICT;

INSERT INTO snapshot_series SELECT territory, version, applier, at, changes FROM snapshot;
DROP TABLE snapshot;
ALTER TABLE snapshot_series RENAME TO snapshot;

-- Which versions of a log recorded a commitment, ended it, or planned it at another time or in another tour than before.
CREATE TABLE commitment_version (
    territory  TEXT    NOT NULL,
    commitment TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    PRIMARY KEY (territory, commitment, version)
) STRICT, WITHOUT ROWID;

INSERT INTO commitment_version
SELECT DISTINCT territory, coalesce(change.value ->> '$.commitment.id', change.value ->> '$.id'), version
FROM plan_log JOIN json_each(plan_log.changes) AS change
WHERE change.value ->> '$.type' IN ('commitment-recorded', 'commitment-ended');

-- Of several plans for a step in one version the last counts.
WITH stop AS (
    SELECT territory, version, change.key AS change, stop.value ->> '$.commitment' AS commitment, stop.value ->> '$.step' AS step,
        change.value ->> '$.resource' AS resource, change.value ->> '$.unit' AS unit,
        (change.value ->> '$.periodStart') || ' ' || (stop.value ->> '$.during') AS planned
    FROM plan_log JOIN json_each(plan_log.changes) AS change JOIN json_each(change.value, '$.stops') AS stop
    WHERE change.value ->> '$.type' = 'tour-planned'),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY territory, commitment, step, resource, unit, version ORDER BY change DESC) AS from_last FROM stop),
followed AS (
    SELECT *, lag(planned) OVER (PARTITION BY territory, commitment, step, resource, unit ORDER BY version) AS before
    FROM numbered WHERE from_last = 1)
INSERT OR IGNORE INTO commitment_version
SELECT territory, commitment, version FROM followed WHERE planned IS NOT before;
