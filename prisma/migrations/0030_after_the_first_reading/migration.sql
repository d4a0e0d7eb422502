-- DropIndex
DROP INDEX "volunteers_user_id_key";

-- AlterTable
ALTER TABLE "indicator_entries" ADD COLUMN     "by_portal" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "officer_seats" ADD COLUMN     "opened_on" DATE;

-- AlterTable
ALTER TABLE "openings" ADD COLUMN     "closed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "volunteers" ADD COLUMN     "became_helper" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "took_office" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "volunteer_questions" ADD COLUMN     "language" VARCHAR(10) NOT NULL DEFAULT 'ja',
ALTER COLUMN "text" SET DATA TYPE TEXT;

-- CreateIndex
CREATE INDEX "volunteers_user_id_idx" ON "volunteers"("user_id");
