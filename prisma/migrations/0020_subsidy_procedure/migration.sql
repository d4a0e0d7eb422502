-- DropForeignKey
ALTER TABLE "subsidy_cost_lines" DROP CONSTRAINT "subsidy_cost_lines_document_id_fkey";

-- AlterTable
ALTER TABLE "subsidy_applications" ADD COLUMN     "budget_id" INTEGER,
ADD COLUMN     "ordered_amount" BIGINT,
ADD COLUMN     "repay_by" DATE,
ADD COLUMN     "urgency" INTEGER,
ADD COLUMN     "works" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "subsidy_cost_lines" DROP COLUMN "document_id",
ADD COLUMN     "file_id" UUID;

-- CreateTable
CREATE TABLE "subsidy_rounds" (
    "id" SERIAL NOT NULL,
    "budget_id" INTEGER NOT NULL,
    "method" VARCHAR(20) NOT NULL,
    "seed" VARCHAR(100) NOT NULL DEFAULT '',
    "result" JSONB NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_rounds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_counters" (
    "kind" VARCHAR(20) NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "subsidy_counters_pkey" PRIMARY KEY ("kind","year")
);

-- CreateTable
CREATE TABLE "subsidy_edits" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "task" VARCHAR(20) NOT NULL,
    "fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_edits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "subsidy_rounds_budget_id_id_idx" ON "subsidy_rounds"("budget_id", "id");

-- CreateIndex
CREATE INDEX "subsidy_edits_application_id_id_idx" ON "subsidy_edits"("application_id", "id");

-- CreateIndex
CREATE INDEX "subsidy_applications_budget_id_idx" ON "subsidy_applications"("budget_id");

-- AddForeignKey
ALTER TABLE "subsidy_rounds" ADD CONSTRAINT "subsidy_rounds_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "subsidy_budgets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_applications" ADD CONSTRAINT "subsidy_applications_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "subsidy_budgets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_edits" ADD CONSTRAINT "subsidy_edits_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_cost_lines" ADD CONSTRAINT "subsidy_cost_lines_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "subsidy_files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The ledger forgets an application that the retention has deleted, and nothing else.
CREATE FUNCTION subsidy_entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.application_id IS NULL
      AND to_jsonb(NEW) - 'application_id' = to_jsonb(OLD) - 'application_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger of a subsidy is never changed';
END $$;
DROP TRIGGER subsidy_entries_kept ON subsidy_entries;
CREATE TRIGGER subsidy_entries_kept BEFORE UPDATE OR DELETE ON subsidy_entries
  FOR EACH ROW EXECUTE FUNCTION subsidy_entries_keep();

-- The sums of a budget are those of its entries: only the trigger of the entries changes them.
CREATE FUNCTION subsidy_budgets_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.appropriated <> 0 OR NEW.reserved <> 0 OR NEW.decided <> 0 OR NEW.finalised <> 0 OR NEW.paid <> 0 THEN
      RAISE EXCEPTION 'a budget begins empty: its sums come from entries';
    END IF;
  ELSIF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the sums of a budget come from its entries alone';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subsidy_budgets_kept BEFORE INSERT OR UPDATE ON subsidy_budgets
  FOR EACH ROW EXECUTE FUNCTION subsidy_budgets_keep();
COMMENT ON COLUMN subsidy_budgets.reserved IS
  'What is applied for and not decided yet. May pass the appropriation: more may apply than can be granted.';

-- A retired version stays retired.
CREATE OR REPLACE FUNCTION subsidy_versions_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'DELETE' OR NEW.definition <> OLD.definition OR NEW.year_from <> OLD.year_from
      OR NEW.name <> OLD.name OR NEW.number <> OLD.number OR NEW.programme_id <> OLD.programme_id
      OR NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired') THEN
    RAISE EXCEPTION 'a published version of a programme never changes';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE subsidy_applications
  ADD CONSTRAINT subsidy_applications_final_after_decision CHECK (final_amount IS NULL OR decided_amount IS NOT NULL),
  ADD CONSTRAINT subsidy_applications_on_a_budget CHECK (decided_amount IS NULL OR budget_id IS NOT NULL),
  ADD CONSTRAINT subsidy_applications_urgency CHECK (urgency BETWEEN 0 AND 100),
  ADD CONSTRAINT subsidy_applications_repay CHECK (ordered_amount > 0 AND repaid_amount <= ordered_amount OR ordered_amount IS NULL AND repaid_amount = 0),
  ADD CONSTRAINT subsidy_applications_order CHECK (
    (started_on IS NULL OR completed_on IS NULL OR started_on <= completed_on)
    AND (planned_start IS NULL OR planned_end IS NULL OR planned_start <= planned_end));
-- What an association has, and what the desk asks for
CREATE INDEX subsidy_applications_receipt ON subsidy_applications (submitted_at) WHERE submitted_at IS NOT NULL;
-- What was granted, in public
CREATE INDEX subsidy_applications_granted ON subsidy_applications (year DESC, id DESC) WHERE decided_amount IS NOT NULL;
