-- AlterTable
ALTER TABLE "talk_outcomes" ADD COLUMN     "dropped_on" DATE,
ADD COLUMN     "dropped_reason" VARCHAR(500) NOT NULL DEFAULT '';

-- By hand: a reason and a day go together, and what is done was not dropped.
ALTER TABLE "talk_outcomes" ADD CONSTRAINT "talk_outcomes_dropped"
  CHECK (("dropped_on" IS NULL) = ("dropped_reason" = '') AND ("dropped_on" IS NULL OR "done_on" IS NULL));
