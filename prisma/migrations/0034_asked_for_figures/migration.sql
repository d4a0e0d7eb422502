-- AlterTable
ALTER TABLE "indicator_keepers" ADD COLUMN     "reminded_on" DATE;
