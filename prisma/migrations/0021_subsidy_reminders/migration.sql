-- AlterTable
ALTER TABLE "subsidy_applications" ADD COLUMN     "reminded" TEXT[] DEFAULT ARRAY[]::TEXT[];
