-- DropIndex
DROP INDEX "halls_reading_id_idx";

-- AlterTable
ALTER TABLE "halls" ADD COLUMN     "diagnosis_public" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "phone" VARCHAR(20) NOT NULL DEFAULT '';

-- Halls without a reading, as a file may bring them, stand after those with one: no reading begins with a kanji.
ALTER TABLE halls
  ADD COLUMN sort_key text GENERATED ALWAYS AS (CASE WHEN reading = '' THEN name ELSE reading END) STORED,
  ADD COLUMN search_text text GENERATED ALWAYS AS (search_form(name || ' ' || reading || ' ' || address)) STORED,
  ADD CONSTRAINT halls_key CHECK (import_key <> ''),
  ADD CONSTRAINT halls_counted CHECK (version > 0);
CREATE INDEX halls_sorted ON halls (sort_key, id);
CREATE INDEX halls_search ON halls USING gin (search_text gin_trgm_ops);
ALTER TABLE hall_diagnoses ADD CONSTRAINT hall_diagnoses_score_size CHECK (score < 10);
ALTER TABLE hall_works ADD CONSTRAINT hall_works_score CHECK (score_after >= 0 AND score_after < 10);
