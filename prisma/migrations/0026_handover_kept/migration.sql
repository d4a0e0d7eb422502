-- AlterTable
ALTER TABLE "terms" ADD COLUMN     "passed_on_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "handover_packs" ADD COLUMN     "gathered" JSONB;

-- AlterTable
ALTER TABLE "handover_items" ADD COLUMN     "done_at" TIMESTAMPTZ(3),
ADD COLUMN     "source" VARCHAR(60) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "officer_records" (
    "id" SERIAL NOT NULL,
    "post_id" INTEGER NOT NULL,
    "task_id" INTEGER,
    "title" VARCHAR(100) NOT NULL,
    "done_on" DATE NOT NULL,
    "minutes" INTEGER NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_records_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "officer_records_post_id_done_on_idx" ON "officer_records"("post_id", "done_on");

-- CreateIndex
CREATE UNIQUE INDEX "handover_packs_to_term_id_key" ON "handover_packs"("to_term_id");

-- AddForeignKey
ALTER TABLE "officer_records" ADD CONSTRAINT "officer_records_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "officer_posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_records" ADD CONSTRAINT "officer_records_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "officer_tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: what must never be.
ALTER TABLE officer_records ADD CONSTRAINT officer_records_size CHECK (minutes BETWEEN 1 AND 60000);
CREATE UNIQUE INDEX handover_items_source ON handover_items (pack_id, source) WHERE source <> '';
ALTER TABLE handover_packs
  -- The incoming one signs after the outgoing one; nobody audits money before it is counted, nor their own count.
  ADD CONSTRAINT handover_packs_signed CHECK (signed_in_at IS NULL OR signed_out_at IS NOT NULL),
  ADD CONSTRAINT handover_packs_audited CHECK (audited_at IS NULL OR money_at IS NOT NULL),
  ADD CONSTRAINT handover_packs_two CHECK (audited_by_id IS NULL OR money_by_id IS NULL OR audited_by_id <> money_by_id);
-- 会計 and 監事 are two people also where neither has an account: known by name.
ALTER TABLE terms ADD CONSTRAINT terms_money_apart_names EXCLUDE USING gist (
  association_id WITH =, (family_name || ' ' || given_name) WITH =, post WITH <>, daterange(starts_on, ends_on, '[]') WITH &&)
  WHERE (post IN ('treasurer', 'auditor') AND user_id IS NULL);
-- Holders of today and before have taken over long ago.
UPDATE terms SET passed_on_at = created_at WHERE starts_on <= CURRENT_DATE;
