-- AlterTable
ALTER TABLE "aed_reports" ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "aed_check_reminders" (
    "aed_id" INTEGER NOT NULL,
    "month" DATE NOT NULL,

    CONSTRAINT "aed_check_reminders_pkey" PRIMARY KEY ("aed_id","month")
);

-- AddForeignKey
ALTER TABLE "aed_check_reminders" ADD CONSTRAINT "aed_check_reminders_aed_id_fkey" FOREIGN KEY ("aed_id") REFERENCES "aeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A month is kept as its first day.
ALTER TABLE aed_check_reminders ADD CONSTRAINT aed_check_reminders_month CHECK (extract(day FROM month) = 1);
-- Whoever keeps an AED has an account: the invitation alone gives nothing.
ALTER TABLE aed_keepers ADD CONSTRAINT aed_keepers_accepted CHECK ((accepted_at IS NULL) = (user_id IS NULL));
-- Reports whose keepers have not been told yet; what was read of a part or of a check stands in the order of its day.
CREATE INDEX aed_reports_untold ON aed_reports (aed_id) WHERE told_at IS NULL AND state = 'open';
ALTER TABLE aed_checks ADD CONSTRAINT aed_checks_day CHECK (checked_on BETWEEN '2000-01-01' AND '2200-01-01');
ALTER TABLE aed_parts ADD CONSTRAINT aed_parts_day CHECK (expires_on BETWEEN '2000-01-01' AND '2200-01-01');

-- Two reports at the same moment: the second counts only after the first has been counted, or one would be lost.
-- What is shown of an AED has changed with it.
CREATE OR REPLACE FUNCTION aed_reports_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted integer := coalesce(NEW.aed_id, OLD.aed_id);
BEGIN
  PERFORM FROM aeds WHERE id = counted FOR NO KEY UPDATE;
  UPDATE aeds SET updated_at = now(),
    open_reports = (SELECT count(*) FROM aed_reports r WHERE r.aed_id = counted AND r.state = 'open')
  WHERE id = counted;
  RETURN NULL;
END $$;
