-- AlterTable
ALTER TABLE "population_sets" ADD COLUMN     "report" JSONB NOT NULL DEFAULT '{}';
