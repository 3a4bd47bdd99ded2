-- Backlog jobs stand among the commitments: waiting, planned, or done where they were planned. Of a job the promise is from when to when it is to
-- be done.
ALTER TABLE commitment DROP CONSTRAINT commitment_state_check;
ALTER TABLE commitment ADD CONSTRAINT commitment_state_check CHECK (state IN ('held', 'confirmed', 'waiting', 'backlog', 'done'));
ALTER TABLE commitment DROP CONSTRAINT commitment_ending_check;
ALTER TABLE commitment ADD CONSTRAINT commitment_ending_check CHECK (ending IN ('released', 'expired', 'cancelled', 'done'));

CREATE INDEX commitment_job ON commitment (territory, id) WHERE state IN ('waiting', 'backlog', 'done');
