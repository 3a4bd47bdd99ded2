-- A booking that has lost its place stays a booking: it is broken until it gets another.
ALTER TABLE commitment DROP CONSTRAINT commitment_state_check;
ALTER TABLE commitment ADD CONSTRAINT commitment_state_check CHECK (state IN ('held', 'confirmed', 'broken', 'waiting', 'backlog', 'done'));
