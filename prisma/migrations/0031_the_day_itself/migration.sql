-- AlterTable
ALTER TABLE "volunteer_photos" ADD COLUMN     "approved_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "volunteer_members" ADD COLUMN     "insured_on" DATE,
ADD COLUMN     "made_key" UUID;

-- AlterTable
ALTER TABLE "certificates" ADD COLUMN     "revoked_by" VARCHAR(10) NOT NULL DEFAULT '';

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_members_made_key_key" ON "volunteer_members"("made_key");

-- By hand: who came without having applied takes a seat that nobody holds, is offered or came to; one who was marked
-- by mistake takes none.
CREATE OR REPLACE FUNCTION volunteer_walk_in_room() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  room int; here int;
BEGIN
  SELECT capacity INTO room FROM volunteer_sessions WHERE id = NEW.session_id FOR NO KEY UPDATE;
  SELECT count(*) INTO here FROM volunteer_members m JOIN volunteer_applications a ON a.id = m.application_id
  WHERE a.session_id = NEW.session_id AND a.id <> NEW.id AND a.state IN ('held', 'offered', 'placed')
    AND m.attendance <> 'absent';
  IF here + NEW.size > room THEN
    RAISE EXCEPTION 'session_full' USING ERRCODE = 'PT002', DETAIL = greatest(room - here, 0)::text;
  END IF;
  RETURN NEW;
END $$;
ALTER TABLE certificates ADD CONSTRAINT certificates_revoked CHECK (
  revoked_by IN ('', 'correction', 'centre') AND (revoked_by <> '') = (revoked_at IS NOT NULL)) NOT VALID;
UPDATE certificates SET revoked_by = 'centre' WHERE revoked_at IS NOT NULL;
UPDATE volunteer_photos SET approved_at = created_at;
UPDATE volunteer_members m SET made_key = m.mark_key FROM volunteer_applications a
WHERE a.id = m.application_id AND a.walk_in AND m.mark_key IS NOT NULL;
