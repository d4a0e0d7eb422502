-- CreateEnum
CREATE TYPE "ProgrammeVersionState" AS ENUM ('draft', 'published', 'retired');

-- CreateEnum
CREATE TYPE "SubsidyEntryKind" AS ENUM ('appropriate', 'carry_in', 'carry_out', 'reserve', 'decide', 'change', 'finalise', 'advance', 'pay', 'repay', 'release');

-- CreateEnum
CREATE TYPE "SubsidyState" AS ENUM ('consulting', 'consulted', 'draft', 'submitted', 'reviewing', 'correcting', 'proposed', 'decided', 'refused', 'started', 'changing', 'reported', 'report_correcting', 'inspected', 'finalising', 'finalised', 'claimed', 'paid', 'withdrawn', 'stopped', 'cancelling', 'cancelled', 'repaying', 'repaid');

-- CreateEnum
CREATE TYPE "SubsidyLineStage" AS ENUM ('estimate', 'actual');

-- CreateEnum
CREATE TYPE "SubsidyDocumentState" AS ENUM ('missing', 'handed_in', 'to_correct', 'accepted', 'not_needed');

-- CreateEnum
CREATE TYPE "SubsidyCorrectionState" AS ENUM ('open', 'answered', 'accepted');

-- CreateEnum
CREATE TYPE "SubsidyProposalKind" AS ENUM ('decision', 'refusal', 'change', 'final', 'cancellation');

-- CreateEnum
CREATE TYPE "SubsidyChangeKind" AS ENUM ('change', 'suspend', 'stop');

-- CreateTable
CREATE TABLE "subsidy_programmes" (
    "id" SERIAL NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "own" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_programmes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_programme_versions" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "ProgrammeVersionState" NOT NULL DEFAULT 'draft',
    "year_from" INTEGER NOT NULL,
    "year_until" INTEGER,
    "name" VARCHAR(100) NOT NULL,
    "definition" JSONB NOT NULL,
    "note" VARCHAR(1000) NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "subsidy_programme_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_budgets" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "appropriated" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "decided" BIGINT NOT NULL DEFAULT 0,
    "finalised" BIGINT NOT NULL DEFAULT 0,
    "paid" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "subsidy_budgets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_entries" (
    "id" SERIAL NOT NULL,
    "budget_id" INTEGER NOT NULL,
    "application_id" INTEGER,
    "kind" "SubsidyEntryKind" NOT NULL,
    "appropriated" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "decided" BIGINT NOT NULL DEFAULT 0,
    "finalised" BIGINT NOT NULL DEFAULT 0,
    "paid" BIGINT NOT NULL DEFAULT 0,
    "note" VARCHAR(300) NOT NULL DEFAULT '',
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_applications" (
    "id" SERIAL NOT NULL,
    "version_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "association_id" INTEGER NOT NULL,
    "hall_id" INTEGER,
    "state" "SubsidyState" NOT NULL DEFAULT 'draft',
    "state_before" "SubsidyState",
    "receipt_number" VARCHAR(40),
    "title" VARCHAR(100) NOT NULL,
    "purpose" VARCHAR(4000) NOT NULL DEFAULT '',
    "facts" JSONB NOT NULL DEFAULT '{}',
    "planned_start" DATE,
    "planned_end" DATE,
    "contract_on" DATE,
    "started_on" DATE,
    "completed_on" DATE,
    "due_on" DATE,
    "assigned_to_id" UUID,
    "flagged" BOOLEAN NOT NULL DEFAULT false,
    "ranking" INTEGER,
    "decided_amount" BIGINT,
    "decided_on" DATE,
    "conditions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "final_amount" BIGINT,
    "final_on" DATE,
    "advance_amount" BIGINT NOT NULL DEFAULT 0,
    "paid_amount" BIGINT NOT NULL DEFAULT 0,
    "paid_on" DATE,
    "repaid_amount" BIGINT NOT NULL DEFAULT 0,
    "disposal_until" DATE,
    "account" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_cost_lines" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "stage" "SubsidyLineStage" NOT NULL DEFAULT 'estimate',
    "work" VARCHAR(40) NOT NULL,
    "label" VARCHAR(200) NOT NULL,
    "amount" BIGINT NOT NULL,
    "eligible" BOOLEAN NOT NULL DEFAULT true,
    "payee" VARCHAR(200) NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "document_id" INTEGER,

    CONSTRAINT "subsidy_cost_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_documents" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "step" VARCHAR(20) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "state" "SubsidyDocumentState" NOT NULL DEFAULT 'missing',
    "note" VARCHAR(500) NOT NULL DEFAULT '',

    CONSTRAINT "subsidy_documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_files" (
    "id" UUID NOT NULL,
    "document_id" INTEGER NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "type" VARCHAR(60) NOT NULL,
    "size" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "uploaded_by_id" UUID,
    "replaced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_corrections" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "item" VARCHAR(60) NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "answer" VARCHAR(1000) NOT NULL DEFAULT '',
    "state" "SubsidyCorrectionState" NOT NULL DEFAULT 'open',
    "due_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "subsidy_corrections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_events" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "verb" VARCHAR(40) NOT NULL,
    "from_state" "SubsidyState",
    "to_state" "SubsidyState" NOT NULL,
    "reason" VARCHAR(2000) NOT NULL DEFAULT '',
    "snapshot" JSONB,
    "by_id" UUID,
    "capacity" VARCHAR(40) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_proposals" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "kind" "SubsidyProposalKind" NOT NULL,
    "amount" BIGINT,
    "conditions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reason" VARCHAR(2000) NOT NULL DEFAULT '',
    "steps" JSONB,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved" BOOLEAN,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decided_note" VARCHAR(2000) NOT NULL DEFAULT '',

    CONSTRAINT "subsidy_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_changes" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "kind" "SubsidyChangeKind" NOT NULL,
    "reason" VARCHAR(2000) NOT NULL,
    "costs" JSONB,
    "planned_end" DATE,
    "approved" BOOLEAN,
    "requested_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "subsidy_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_notes" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "text" VARCHAR(2000) NOT NULL,
    "site_visit_on" DATE,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_letter_templates" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "letter" VARCHAR(40) NOT NULL,
    "form" VARCHAR(60) NOT NULL DEFAULT '',
    "title" VARCHAR(200) NOT NULL,
    "body" VARCHAR(6000) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "subsidy_letter_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subsidy_letters" (
    "id" UUID NOT NULL,
    "application_id" INTEGER NOT NULL,
    "letter" VARCHAR(40) NOT NULL,
    "number" VARCHAR(60) NOT NULL DEFAULT '',
    "title" VARCHAR(200) NOT NULL,
    "body" VARCHAR(8000) NOT NULL,
    "issued_on" DATE NOT NULL,
    "key" TEXT,
    "opened_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subsidy_letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_programmes_key_key" ON "subsidy_programmes"("key");

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_programme_versions_programme_id_number_key" ON "subsidy_programme_versions"("programme_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_budgets_programme_id_year_key" ON "subsidy_budgets"("programme_id", "year");

-- CreateIndex
CREATE INDEX "subsidy_entries_budget_id_id_idx" ON "subsidy_entries"("budget_id", "id");

-- CreateIndex
CREATE INDEX "subsidy_entries_application_id_idx" ON "subsidy_entries"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_applications_receipt_number_key" ON "subsidy_applications"("receipt_number");

-- CreateIndex
CREATE INDEX "subsidy_applications_association_id_created_at_idx" ON "subsidy_applications"("association_id", "created_at");

-- CreateIndex
CREATE INDEX "subsidy_applications_hall_id_idx" ON "subsidy_applications"("hall_id");

-- CreateIndex
CREATE INDEX "subsidy_applications_assigned_to_id_idx" ON "subsidy_applications"("assigned_to_id");

-- CreateIndex
CREATE INDEX "subsidy_cost_lines_application_id_stage_position_idx" ON "subsidy_cost_lines"("application_id", "stage", "position");

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_documents_application_id_step_name_key" ON "subsidy_documents"("application_id", "step", "name");

-- CreateIndex
CREATE INDEX "subsidy_files_document_id_idx" ON "subsidy_files"("document_id");

-- CreateIndex
CREATE INDEX "subsidy_corrections_application_id_round_idx" ON "subsidy_corrections"("application_id", "round");

-- CreateIndex
CREATE INDEX "subsidy_events_application_id_id_idx" ON "subsidy_events"("application_id", "id");

-- CreateIndex
CREATE INDEX "subsidy_proposals_application_id_id_idx" ON "subsidy_proposals"("application_id", "id");

-- CreateIndex
CREATE INDEX "subsidy_changes_application_id_id_idx" ON "subsidy_changes"("application_id", "id");

-- CreateIndex
CREATE INDEX "subsidy_notes_application_id_id_idx" ON "subsidy_notes"("application_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subsidy_letter_templates_programme_id_letter_key" ON "subsidy_letter_templates"("programme_id", "letter");

-- CreateIndex
CREATE INDEX "subsidy_letters_application_id_created_at_idx" ON "subsidy_letters"("application_id", "created_at");

-- AddForeignKey
ALTER TABLE "subsidy_programme_versions" ADD CONSTRAINT "subsidy_programme_versions_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "subsidy_programmes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_budgets" ADD CONSTRAINT "subsidy_budgets_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "subsidy_programmes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_entries" ADD CONSTRAINT "subsidy_entries_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "subsidy_budgets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_entries" ADD CONSTRAINT "subsidy_entries_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_applications" ADD CONSTRAINT "subsidy_applications_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "subsidy_programme_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_applications" ADD CONSTRAINT "subsidy_applications_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_applications" ADD CONSTRAINT "subsidy_applications_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_cost_lines" ADD CONSTRAINT "subsidy_cost_lines_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_cost_lines" ADD CONSTRAINT "subsidy_cost_lines_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "subsidy_documents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_documents" ADD CONSTRAINT "subsidy_documents_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_files" ADD CONSTRAINT "subsidy_files_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "subsidy_documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_corrections" ADD CONSTRAINT "subsidy_corrections_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_events" ADD CONSTRAINT "subsidy_events_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_proposals" ADD CONSTRAINT "subsidy_proposals_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_changes" ADD CONSTRAINT "subsidy_changes_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_notes" ADD CONSTRAINT "subsidy_notes_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_letter_templates" ADD CONSTRAINT "subsidy_letter_templates_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "subsidy_programmes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subsidy_letters" ADD CONSTRAINT "subsidy_letters_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "subsidy_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- 公布した制度は変わらない: a published version stays as it is, but for being retired.
CREATE FUNCTION subsidy_versions_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (TG_OP = 'DELETE' OR NEW.definition <> OLD.definition OR NEW.year_from <> OLD.year_from
      OR NEW.name <> OLD.name OR NEW.number <> OLD.number OR NEW.programme_id <> OLD.programme_id
      OR NEW.state = 'draft') THEN
    RAISE EXCEPTION 'a published version of a programme never changes';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER subsidy_versions_kept BEFORE UPDATE OR DELETE ON subsidy_programme_versions
  FOR EACH ROW EXECUTE FUNCTION subsidy_versions_keep();
ALTER TABLE subsidy_programme_versions
  ADD CONSTRAINT subsidy_versions_years CHECK (year_until IS NULL OR year_until >= year_from),
  ADD CONSTRAINT subsidy_versions_published CHECK ((state = 'draft') = (published_at IS NULL)),
  -- One version holds in a fiscal year.
  ADD CONSTRAINT subsidy_versions_one_a_year EXCLUDE USING gist (
    programme_id WITH =, int4range(year_from, year_until, '[]') WITH &&) WHERE (state = 'published');

-- 予算: the sums are those of the entries, and what is promised and paid never passes what there is, however many
-- approve at the same instant. The row of the budget is the lock.
ALTER TABLE subsidy_budgets ADD CONSTRAINT subsidy_budgets_never_exceeded CHECK (
  reserved >= 0 AND decided >= 0 AND finalised >= 0 AND paid >= 0 AND decided + finalised + paid <= appropriated);
CREATE FUNCTION subsidy_entries_add() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE subsidy_budgets SET appropriated = appropriated + NEW.appropriated, reserved = reserved + NEW.reserved,
    decided = decided + NEW.decided, finalised = finalised + NEW.finalised, paid = paid + NEW.paid
  WHERE id = NEW.budget_id;
  RETURN NULL;
END $$;
CREATE TRIGGER subsidy_entries_added AFTER INSERT ON subsidy_entries
  FOR EACH ROW EXECUTE FUNCTION subsidy_entries_add();
CREATE FUNCTION subsidy_trail_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger and the trail of a subsidy are never changed';
END $$;
CREATE TRIGGER subsidy_entries_kept BEFORE UPDATE OR DELETE ON subsidy_entries
  FOR EACH ROW EXECUTE FUNCTION subsidy_trail_keep();
CREATE TRIGGER subsidy_events_kept BEFORE UPDATE ON subsidy_events
  FOR EACH ROW EXECUTE FUNCTION subsidy_trail_keep();

ALTER TABLE subsidy_applications
  ADD CONSTRAINT subsidy_applications_money CHECK (
    decided_amount >= 0 AND final_amount >= 0 AND paid_amount >= 0 AND advance_amount >= 0 AND repaid_amount >= 0
    AND final_amount <= decided_amount AND repaid_amount <= paid_amount),
  ADD CONSTRAINT subsidy_applications_decided CHECK ((decided_amount IS NULL) = (decided_on IS NULL)),
  ADD CONSTRAINT subsidy_applications_final CHECK ((final_amount IS NULL) = (final_on IS NULL)),
  ADD CONSTRAINT subsidy_applications_handed_in CHECK (
    state IN ('consulting', 'consulted', 'draft', 'withdrawn') OR receipt_number IS NOT NULL),
  ADD CONSTRAINT subsidy_applications_side_step CHECK (state_before IS NOT NULL OR state NOT IN ('changing', 'cancelling'));
ALTER TABLE subsidy_cost_lines ADD CONSTRAINT subsidy_cost_lines_amount CHECK (amount > 0 AND amount < 100000000000);
-- 決裁: never the one who proposed
ALTER TABLE subsidy_proposals
  ADD CONSTRAINT subsidy_proposals_second_person CHECK (decided_by_id <> proposed_by_id),
  ADD CONSTRAINT subsidy_proposals_decided CHECK ((decided_by_id IS NULL) = (decided_at IS NULL));
CREATE UNIQUE INDEX subsidy_proposals_one_open ON subsidy_proposals (application_id) WHERE decided_at IS NULL;
CREATE UNIQUE INDEX subsidy_changes_one_open ON subsidy_changes (application_id) WHERE decided_at IS NULL;
-- The desk: by state, age and due date
CREATE INDEX subsidy_applications_desk ON subsidy_applications (state, due_on, id);
CREATE INDEX subsidy_applications_of_version ON subsidy_applications (version_id, year, state);
CREATE INDEX subsidy_corrections_open ON subsidy_corrections (application_id) WHERE state = 'open';
