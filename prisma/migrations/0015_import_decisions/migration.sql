-- AlterTable
ALTER TABLE "aed_imports" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "aed_import_rows" ADD COLUMN     "changes" JSONB,
ADD COLUMN     "restore" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "returned" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "aed_import_rows_import_id_line_idx" ON "aed_import_rows"("import_id", "line");

-- Only what was taken away can be shown again.
ALTER TABLE aed_import_rows ADD CONSTRAINT aed_import_rows_restore CHECK (NOT restore OR returned);
