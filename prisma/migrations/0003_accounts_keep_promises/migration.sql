-- AlterTable
ALTER TABLE "email_links" ADD COLUMN     "payload" TEXT;

-- Whoever deletes the account is forgotten in every row that names them; the audit alone keeps the bare id.
ALTER TABLE memberships ADD CONSTRAINT memberships_decided_by FOREIGN KEY (decided_by_id)
  REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE membership_codes ADD CONSTRAINT membership_codes_created_by FOREIGN KEY (created_by_id)
  REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE invitations ADD CONSTRAINT invitations_invited_by FOREIGN KEY (invited_by_id)
  REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE email_links ADD CONSTRAINT email_links_user FOREIGN KEY (user_id)
  REFERENCES users (id) ON DELETE CASCADE;
ALTER TABLE contact_consents ADD CONSTRAINT contact_consents_recorded_by FOREIGN KEY (recorded_by_id)
  REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE notices ADD CONSTRAINT notices_author FOREIGN KEY (author_id)
  REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE attachments ADD CONSTRAINT attachments_uploader FOREIGN KEY (uploader_id)
  REFERENCES users (id) ON DELETE SET NULL;
CREATE INDEX notices_author_id ON notices (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX attachments_uploader_id ON attachments (uploader_id) WHERE uploader_id IS NOT NULL;
CREATE INDEX memberships_decided_by_id ON memberships (decided_by_id) WHERE decided_by_id IS NOT NULL;

-- Nobody holds the same post of an association, or the same role of the city, twice on one day.
ALTER TABLE terms ADD CONSTRAINT terms_once EXCLUDE USING gist (
  user_id WITH =, association_id WITH =, post WITH =, daterange(starts_on, ends_on, '[]') WITH &&);
ALTER TABLE staff_appointments ADD CONSTRAINT staff_appointments_once EXCLUDE USING gist (
  user_id WITH =, role WITH =, daterange(starts_on, ends_on, '[]') WITH &&);

-- A double click makes one invitation, and one key of a person's second factor serves once.
CREATE UNIQUE INDEX invitations_one_pending ON invitations (association_id, email, post)
  WHERE accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX recovery_codes_once ON recovery_codes (user_id, code_hash);

ALTER TABLE users ADD CONSTRAINT users_second_factor_whole CHECK (
  second_factor_confirmed_at IS NULL OR second_factor_secret IS NOT NULL);
ALTER TABLE memberships ADD CONSTRAINT memberships_dated CHECK (
  (state = 'requested' OR decided_at IS NOT NULL OR ended_at IS NOT NULL)
  AND (state <> 'ended' OR ended_at IS NOT NULL));
