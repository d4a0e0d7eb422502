-- AlterTable
ALTER TABLE "invitations" ADD COLUMN     "seat_id" INTEGER;

-- AlterTable
ALTER TABLE "officer_tasks" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "officer_records" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "duty_rotations" ADD COLUMN     "auto_join" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "decisions" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "duty_absences" ADD COLUMN     "ended_in" INTEGER;

-- AlterTable
ALTER TABLE "interests" ADD COLUMN     "reminded_on" DATE;

-- AlterTable
ALTER TABLE "interest_events" ALTER COLUMN "note" SET DATA TYPE TEXT;

-- AlterTable
ALTER TABLE "handover_packs" ADD COLUMN     "signed_in_by_id" UUID,
ADD COLUMN     "signed_out_by_id" UUID;

-- AlterTable
ALTER TABLE "handover_items" ADD COLUMN     "reason" VARCHAR(300) NOT NULL DEFAULT '';

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_seat_id_fkey" FOREIGN KEY ("seat_id") REFERENCES "officer_seats"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: orders that stand were put together by hand; nobody joins them unasked.
UPDATE duty_rotations SET auto_join = false;
CREATE INDEX invitations_seat ON invitations (seat_id) WHERE seat_id IS NOT NULL;
