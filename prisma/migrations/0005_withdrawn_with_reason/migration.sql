-- A comparison with null is neither true nor false, and a check lets that pass: the reason must be there.
ALTER TABLE notices DROP CONSTRAINT notices_withdrawn_reasoned;
ALTER TABLE notices ADD CONSTRAINT notices_withdrawn_reasoned CHECK (
  state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND withdrawn_reason IS NOT NULL AND withdrawn_reason <> ''));
