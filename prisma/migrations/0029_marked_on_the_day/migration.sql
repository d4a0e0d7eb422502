-- AlterTable
ALTER TABLE "volunteer_sessions" ADD COLUMN     "insured_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "volunteer_members" ADD COLUMN     "marked_at" TIMESTAMPTZ(3);
