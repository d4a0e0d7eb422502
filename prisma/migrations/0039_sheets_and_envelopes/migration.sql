-- Decisions: envelopes and objections are read by two as well, no more sheets than envelopes, days that lie apart.
ALTER TABLE resolution_papers
  DROP CONSTRAINT resolution_papers_state,
  ADD CONSTRAINT resolution_papers_state CHECK (
    state IN ('waiting', 'agreed', 'differs') AND (state = 'waiting') = (second_by_id IS NULL)
    AND phase IN ('consent', 'objection', 'vote', 'envelope') AND (choices IS NOT NULL OR state = 'agreed'));

-- What two have read stays as they have read it until the decision is over.
CREATE FUNCTION resolution_papers_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'agreed' AND pg_trigger_depth() = 1 AND EXISTS (
      SELECT 1 FROM resolutions WHERE id = OLD.resolution_id AND state IN ('consenting', 'voting', 'checking')) THEN
    RAISE EXCEPTION 'resolution_paper_agreed' USING ERRCODE = 'PT010';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER resolution_papers_kept BEFORE UPDATE OR DELETE ON resolution_papers
  FOR EACH ROW EXECUTE FUNCTION resolution_papers_keep();

-- A sheet of a secret vote counts for an envelope: never more sheets than envelopes.
CREATE FUNCTION resolution_sheets_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.phase = 'vote' AND NEW.state = 'agreed' AND NEW.voter_id IS NULL AND NEW.choices IS NULL THEN
    PERFORM 1 FROM resolutions WHERE id = NEW.resolution_id FOR UPDATE;
    IF (SELECT count(*) FROM resolution_papers WHERE resolution_id = NEW.resolution_id AND phase = 'vote'
          AND state = 'agreed' AND voter_id IS NULL AND choices IS NULL)
       > (SELECT count(*) FROM resolution_voters WHERE resolution_id = NEW.resolution_id AND voted_on_paper) THEN
      RAISE EXCEPTION 'resolution_more_sheets' USING ERRCODE = 'PT010';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER resolution_sheets_counted AFTER INSERT OR UPDATE ON resolution_papers
  FOR EACH ROW EXECUTE FUNCTION resolution_sheets_within();

CREATE OR REPLACE FUNCTION resolution_voters_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r resolutions%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
  SELECT * INTO r FROM resolutions
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.resolution_id ELSE NEW.resolution_id END FOR SHARE;
  IF TG_OP <> 'UPDATE' THEN
    IF r.state <> 'draft' THEN RAISE EXCEPTION 'resolution_frozen' USING ERRCODE = 'PT009'; END IF;
  ELSIF OLD.voted AND (NOT NEW.voted OR NEW.voted_on_paper <> OLD.voted_on_paper) THEN
    RAISE EXCEPTION 'a vote is not taken back';
  ELSIF NEW.voted AND NOT OLD.voted AND r.state <> 'voting' THEN
    RAISE EXCEPTION 'resolution_not_voting' USING ERRCODE = 'PT010';
  ELSIF NEW.consents IS DISTINCT FROM OLD.consents AND r.state <> 'consenting' THEN
    RAISE EXCEPTION 'resolution_not_consenting' USING ERRCODE = 'PT010';
  ELSIF r.secret AND NEW.voted_on_paper AND NOT OLD.voted_on_paper AND NOT EXISTS (
      SELECT 1 FROM resolution_papers
      WHERE resolution_id = NEW.resolution_id AND phase = 'envelope' AND voter_id = NEW.id AND state = 'agreed') THEN
    RAISE EXCEPTION 'resolution_envelope' USING ERRCODE = 'PT010';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- Three days for papers and three for the vote lie after the last day of consent, and three between the first and the
-- last day of the vote. Asked when the days are written and when the vote begins, so that what ran before goes on.
CREATE FUNCTION resolution_days_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.vote_until < coalesce(NEW.vote_from, NEW.vote_until - 3) + 3
     OR (NEW.way = 'consent_then_majority' AND NEW.vote_until < NEW.consent_until + 6) THEN
    RAISE EXCEPTION 'resolution_days' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER resolution_days_written BEFORE INSERT OR UPDATE OF way, consent_until, vote_from, vote_until ON resolutions
  FOR EACH ROW EXECUTE FUNCTION resolution_days_apart();
CREATE FUNCTION resolution_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.vote_until < greatest((coalesce(NEW.voting_at, now()) AT TIME ZONE 'Asia/Tokyo')::date, NEW.vote_from) + 3 THEN
    RAISE EXCEPTION 'resolution_days' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER resolution_begun BEFORE UPDATE OF state ON resolutions
  FOR EACH ROW WHEN (NEW.state = 'voting' AND OLD.state <> 'voting') EXECUTE FUNCTION resolution_begins();
