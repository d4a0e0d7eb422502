-- AlterTable
ALTER TABLE "households" ADD COLUMN     "calendar_key" INTEGER NOT NULL DEFAULT 1;

-- A month of events, of everybody, of one association, and of one audience; what was withdrawn is told to calendars.
CREATE INDEX notices_events_of_association ON notices (association_id, event_starts_at)
  WHERE state IN ('published', 'withdrawn') AND event_starts_at IS NOT NULL;
CREATE INDEX notices_events_of_audience ON notices (audience_id, event_starts_at)
  WHERE state IN ('published', 'withdrawn') AND event_starts_at IS NOT NULL;
CREATE INDEX notices_events_withdrawn ON notices (event_starts_at)
  WHERE state = 'withdrawn' AND event_starts_at IS NOT NULL;
-- Events of several days are few: those that reach into a month are found by their end.
CREATE INDEX notices_events_of_days ON notices (event_ends_at)
  WHERE state = 'published'
    AND (event_ends_at AT TIME ZONE 'Asia/Tokyo')::date > (event_starts_at AT TIME ZONE 'Asia/Tokyo')::date;
CREATE INDEX notices_action_by ON notices (action_by) WHERE state = 'published' AND action_by IS NOT NULL;

-- Fewer persons than before are always taken, also when the places were made fewer after they had answered.
CREATE OR REPLACE FUNCTION event_answers_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  capacity int;
  coming int;
BEGIN
  SELECT event_capacity INTO capacity FROM notices WHERE id = NEW.notice_id FOR NO KEY UPDATE;
  IF capacity IS NULL OR NEW.kind <> 'attend' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND OLD.kind = 'attend' AND NEW.people <= OLD.people THEN RETURN NEW; END IF;
  SELECT coalesce(sum(people), 0) INTO coming FROM event_answers WHERE notice_id = NEW.notice_id AND id <> NEW.id;
  IF coming + NEW.people > capacity THEN
    RAISE EXCEPTION 'event_full' USING ERRCODE = 'PT001', DETAIL = greatest(capacity - coming, 0)::text;
  END IF;
  RETURN NEW;
END $$;
