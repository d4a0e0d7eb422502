-- AlterTable
ALTER TABLE "towns" ADD COLUMN     "reading" VARCHAR(200) NOT NULL DEFAULT '';

-- "Which association is mine?" finds a town by its reading as well.
DROP INDEX towns_search;
CREATE INDEX towns_search ON towns USING gin (search_form(name || ' ' || reading) gin_trgm_ops);
