-- AlterTable
ALTER TABLE "subsidy_entries" ADD COLUMN     "cause" VARCHAR(20) NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "subsidy_letters" ADD COLUMN     "contact" VARCHAR(500) NOT NULL DEFAULT '',
ADD COLUMN     "form" VARCHAR(60) NOT NULL DEFAULT '',
ADD COLUMN     "sender" VARCHAR(200) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "subsidy_letterheads" (
    "programme_id" INTEGER NOT NULL,
    "sender" VARCHAR(200) NOT NULL DEFAULT '',
    "numbering" VARCHAR(60) NOT NULL DEFAULT '',
    "contact" VARCHAR(500) NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "subsidy_letterheads_pkey" PRIMARY KEY ("programme_id")
);

-- AddForeignKey
ALTER TABLE "subsidy_letterheads" ADD CONSTRAINT "subsidy_letterheads_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "subsidy_programmes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A draw is never changed and never drawn away.
CREATE TRIGGER subsidy_rounds_kept BEFORE UPDATE OR DELETE ON subsidy_rounds
  FOR EACH ROW EXECUTE FUNCTION subsidy_trail_keep();
ALTER TABLE subsidy_rounds
  ADD CONSTRAINT subsidy_rounds_method CHECK (method IN ('first_come', 'ranking', 'lot')),
  ADD CONSTRAINT subsidy_rounds_seed CHECK ((method = 'lot') = (seed <> ''));
-- Each kind of entry moves what it is about, and nothing else.
ALTER TABLE subsidy_entries
  ADD CONSTRAINT subsidy_entries_cause CHECK (
    cause IN ('', 'initial', 'supplementary', 'transfer', 'correction', 'permitted', 'accident')),
  ADD CONSTRAINT subsidy_entries_appropriation CHECK (
    CASE kind WHEN 'appropriate' THEN true WHEN 'carry_in' THEN appropriated >= 0
      WHEN 'carry_out' THEN appropriated <= 0 ELSE appropriated = 0 END),
  ADD CONSTRAINT subsidy_entries_commit CHECK (
    kind NOT IN ('appropriate', 'reserve') OR (decided = 0 AND finalised = 0 AND paid = 0));
