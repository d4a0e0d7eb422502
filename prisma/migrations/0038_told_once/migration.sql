-- AlterTable
ALTER TABLE "surveys" ADD COLUMN     "announced_on" DATE,
ADD COLUMN     "reminded_on" DATE;

-- What has been told is not told again.
UPDATE surveys SET announced_on = opens_on
  WHERE state <> 'draft' AND opens_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date;
UPDATE surveys SET reminded_on = closes_on - 3
  WHERE state <> 'draft' AND closes_on - 3 <= (now() AT TIME ZONE 'Asia/Tokyo')::date;
