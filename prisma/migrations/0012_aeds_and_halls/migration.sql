-- CreateEnum
CREATE TYPE "AedCondition" AS ENUM ('in_service', 'out_of_service', 'removed');

-- CreateEnum
CREATE TYPE "AedPartKind" AS ENUM ('pads', 'child_pads', 'battery', 'device');

-- CreateEnum
CREATE TYPE "AedIncidentKind" AS ENUM ('used', 'fault', 'back_in_service', 'replaced', 'moved', 'removed');

-- CreateEnum
CREATE TYPE "AedReportKind" AS ENUM ('not_there', 'locked', 'moved', 'broken', 'wrong_hours', 'other');

-- CreateEnum
CREATE TYPE "AedReportState" AS ENUM ('open', 'answered', 'dismissed');

-- CreateEnum
CREATE TYPE "HallStructure" AS ENUM ('wood', 'steel', 'reinforced_concrete', 'steel_reinforced_concrete', 'concrete_block', 'other');

-- CreateEnum
CREATE TYPE "DatePrecision" AS ENUM ('day', 'month', 'year');

-- CreateEnum
CREATE TYPE "DateEvidence" AS ENUM ('certificate', 'registry', 'ledger', 'drawing', 'signboard', 'memory');

-- CreateEnum
CREATE TYPE "DiagnosisResult" AS ENUM ('safe', 'unsafe', 'undetermined');

-- CreateEnum
CREATE TYPE "DiagnosisMethod" AS ENUM ('wood_general', 'wood_precise', 'is_first', 'is_second', 'is_third', 'other');

-- CreateEnum
CREATE TYPE "HallWorkKind" AS ENUM ('seismic_design', 'seismic_retrofit', 'repair', 'extension', 'barrier_free', 'other');

-- CreateEnum
CREATE TYPE "ShelterDesignation" AS ENUM ('none', 'evacuation_site', 'shelter', 'both', 'neighbourhood');

-- CreateEnum
CREATE TYPE "HallFileKind" AS ENUM ('photo', 'drawing');

-- CreateEnum
CREATE TYPE "AedImportState" AS ENUM ('uploaded', 'checking', 'checked', 'applying', 'applied', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "AedRowOutcome" AS ENUM ('accepted', 'mended', 'placeless', 'refused');

-- CreateEnum
CREATE TYPE "AedRowChange" AS ENUM ('added', 'changed', 'unchanged', 'vanished');

-- CreateTable
CREATE TABLE "aeds" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER,
    "source_key" VARCHAR(200),
    "name" VARCHAR(200) NOT NULL,
    "name_kana" VARCHAR(200) NOT NULL DEFAULT '',
    "name_english" VARCHAR(200) NOT NULL DEFAULT '',
    "address" VARCHAR(300) NOT NULL DEFAULT '',
    "building" VARCHAR(200) NOT NULL DEFAULT '',
    "postal_code" VARCHAR(8) NOT NULL DEFAULT '',
    "district_id" INTEGER,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "position" VARCHAR(300) NOT NULL DEFAULT '',
    "phone" VARCHAR(40) NOT NULL DEFAULT '',
    "extension" VARCHAR(40) NOT NULL DEFAULT '',
    "corporate_number" VARCHAR(13) NOT NULL DEFAULT '',
    "organisation" VARCHAR(200) NOT NULL DEFAULT '',
    "url" VARCHAR(500) NOT NULL DEFAULT '',
    "note" VARCHAR(2000) NOT NULL DEFAULT '',
    "hours" JSONB,
    "days_text" VARCHAR(200) NOT NULL DEFAULT '',
    "start_text" VARCHAR(60) NOT NULL DEFAULT '',
    "end_text" VARCHAR(60) NOT NULL DEFAULT '',
    "hours_text" VARCHAR(1000) NOT NULL DEFAULT '',
    "child_pads" BOOLEAN,
    "outdoors" BOOLEAN,
    "not_for_public" BOOLEAN NOT NULL DEFAULT false,
    "other_columns" JSONB,
    "condition" "AedCondition" NOT NULL DEFAULT 'in_service',
    "checked_on" DATE,
    "open_reports" INTEGER NOT NULL DEFAULT 0,
    "association_id" INTEGER,
    "hall_id" INTEGER,
    "box_code" VARCHAR(40) NOT NULL,
    "entered_fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "invented" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aeds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_sources" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "publisher" VARCHAR(200) NOT NULL DEFAULT '',
    "licence" VARCHAR(100) NOT NULL DEFAULT '',
    "url" VARCHAR(500) NOT NULL DEFAULT '',
    "mapping" JSONB,
    "imported_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aed_sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_keepers" (
    "id" SERIAL NOT NULL,
    "aed_id" INTEGER NOT NULL,
    "user_id" UUID,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "token_hash" TEXT,
    "invited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "aed_keepers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_parts" (
    "id" SERIAL NOT NULL,
    "aed_id" INTEGER NOT NULL,
    "kind" "AedPartKind" NOT NULL,
    "expires_on" DATE NOT NULL,
    "installed_on" DATE,
    "note" VARCHAR(200) NOT NULL DEFAULT '',
    "replaced_at" TIMESTAMPTZ(3),
    "entered_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aed_parts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_reminders" (
    "part_id" INTEGER NOT NULL,
    "days_before" INTEGER NOT NULL,
    "sent_on" DATE NOT NULL,

    CONSTRAINT "aed_reminders_pkey" PRIMARY KEY ("part_id","days_before")
);

-- CreateTable
CREATE TABLE "aed_checks" (
    "id" SERIAL NOT NULL,
    "aed_id" INTEGER NOT NULL,
    "checked_on" DATE NOT NULL,
    "checked_by_id" UUID,
    "checked_by" VARCHAR(100) NOT NULL DEFAULT '',
    "indicator_ok" BOOLEAN NOT NULL,
    "pads_ok" BOOLEAN NOT NULL,
    "reachable" BOOLEAN NOT NULL,
    "sign_ok" BOOLEAN NOT NULL,
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aed_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_incidents" (
    "id" SERIAL NOT NULL,
    "aed_id" INTEGER NOT NULL,
    "kind" "AedIncidentKind" NOT NULL,
    "happened_on" DATE NOT NULL,
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aed_incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_reports" (
    "id" SERIAL NOT NULL,
    "aed_id" INTEGER NOT NULL,
    "kind" "AedReportKind" NOT NULL,
    "text" VARCHAR(1000) NOT NULL DEFAULT '',
    "photo_key" TEXT,
    "thumbnail_key" TEXT,
    "photo_type" VARCHAR(60),
    "state" "AedReportState" NOT NULL DEFAULT 'open',
    "answer" VARCHAR(1000) NOT NULL DEFAULT '',
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "submission_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aed_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "halls" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "reading" VARCHAR(200) NOT NULL DEFAULT '',
    "address" VARCHAR(200) NOT NULL DEFAULT '',
    "district_id" INTEGER,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "structure" "HallStructure",
    "floors" INTEGER,
    "floor_area" DECIMAL(8,2),
    "confirmed_on" DATE,
    "confirmed_precision" "DatePrecision",
    "confirmed_evidence" "DateEvidence",
    "started_on" DATE,
    "started_precision" "DatePrecision",
    "started_evidence" "DateEvidence",
    "completed_on" DATE,
    "completed_precision" "DatePrecision",
    "completed_evidence" "DateEvidence",
    "designation" "ShelterDesignation" NOT NULL DEFAULT 'none',
    "shelter_capacity" INTEGER,
    "night_access" VARCHAR(500) NOT NULL DEFAULT '',
    "introduction" VARCHAR(2000) NOT NULL DEFAULT '',
    "registered_to" VARCHAR(200) NOT NULL DEFAULT '',
    "private_note" VARCHAR(2000) NOT NULL DEFAULT '',
    "invented" BOOLEAN NOT NULL DEFAULT false,
    "import_key" VARCHAR(100),
    "closed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "halls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hall_associations" (
    "hall_id" INTEGER NOT NULL,
    "association_id" INTEGER NOT NULL,

    CONSTRAINT "hall_associations_pkey" PRIMARY KEY ("hall_id","association_id")
);

-- CreateTable
CREATE TABLE "hall_diagnoses" (
    "id" SERIAL NOT NULL,
    "hall_id" INTEGER NOT NULL,
    "diagnosed_on" DATE NOT NULL,
    "method" "DiagnosisMethod" NOT NULL,
    "score" DECIMAL(5,3),
    "result" "DiagnosisResult" NOT NULL,
    "diagnosed_by" VARCHAR(200) NOT NULL DEFAULT '',
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hall_diagnoses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hall_works" (
    "id" SERIAL NOT NULL,
    "hall_id" INTEGER NOT NULL,
    "kind" "HallWorkKind" NOT NULL,
    "completed_on" DATE NOT NULL,
    "precision" "DatePrecision" NOT NULL DEFAULT 'day',
    "cost" INTEGER,
    "subsidy" INTEGER,
    "score_after" DECIMAL(5,3),
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hall_works_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hall_files" (
    "id" UUID NOT NULL,
    "hall_id" INTEGER NOT NULL,
    "kind" "HallFileKind" NOT NULL,
    "public" BOOLEAN NOT NULL DEFAULT false,
    "caption" VARCHAR(200) NOT NULL DEFAULT '',
    "name" VARCHAR(200) NOT NULL,
    "type" VARCHAR(60) NOT NULL,
    "size" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "thumbnail_key" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hall_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shelters" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "address" VARCHAR(200) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "site" BOOLEAN NOT NULL DEFAULT false,
    "shelter" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "shelters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_imports" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "state" "AedImportState" NOT NULL DEFAULT 'uploaded',
    "file_name" VARCHAR(200) NOT NULL,
    "file_key" TEXT,
    "detected" JSONB,
    "mapping" JSONB,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "summary" JSONB,
    "failure" VARCHAR(200) NOT NULL DEFAULT '',
    "started_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "aed_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aed_import_rows" (
    "id" SERIAL NOT NULL,
    "import_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "outcome" "AedRowOutcome",
    "change" "AedRowChange",
    "key" VARCHAR(200) NOT NULL DEFAULT '',
    "name" VARCHAR(200) NOT NULL DEFAULT '',
    "notes" JSONB NOT NULL,
    "values" JSONB,
    "aed_id" INTEGER,
    "remove" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "aed_import_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "population_sets" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "credit" VARCHAR(500) NOT NULL DEFAULT '',
    "active" BOOLEAN NOT NULL DEFAULT false,
    "uploaded_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "population_sets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "population_points" (
    "id" SERIAL NOT NULL,
    "set_id" INTEGER NOT NULL,
    "label" VARCHAR(100) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "day" INTEGER NOT NULL,
    "night" INTEGER NOT NULL,

    CONSTRAINT "population_points_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "aeds_box_code_key" ON "aeds"("box_code");

-- CreateIndex
CREATE INDEX "aeds_district_id_idx" ON "aeds"("district_id");

-- CreateIndex
CREATE INDEX "aeds_association_id_idx" ON "aeds"("association_id");

-- CreateIndex
CREATE INDEX "aeds_hall_id_idx" ON "aeds"("hall_id");

-- CreateIndex
CREATE UNIQUE INDEX "aeds_source_id_source_key_key" ON "aeds"("source_id", "source_key");

-- CreateIndex
CREATE UNIQUE INDEX "aed_sources_name_key" ON "aed_sources"("name");

-- CreateIndex
CREATE UNIQUE INDEX "aed_keepers_token_hash_key" ON "aed_keepers"("token_hash");

-- CreateIndex
CREATE INDEX "aed_keepers_aed_id_idx" ON "aed_keepers"("aed_id");

-- CreateIndex
CREATE INDEX "aed_keepers_user_id_idx" ON "aed_keepers"("user_id");

-- CreateIndex
CREATE INDEX "aed_parts_aed_id_idx" ON "aed_parts"("aed_id");

-- CreateIndex
CREATE INDEX "aed_checks_aed_id_checked_on_idx" ON "aed_checks"("aed_id", "checked_on");

-- CreateIndex
CREATE INDEX "aed_incidents_aed_id_happened_on_idx" ON "aed_incidents"("aed_id", "happened_on");

-- CreateIndex
CREATE UNIQUE INDEX "aed_reports_submission_id_key" ON "aed_reports"("submission_id");

-- CreateIndex
CREATE INDEX "aed_reports_aed_id_state_idx" ON "aed_reports"("aed_id", "state");

-- CreateIndex
CREATE INDEX "aed_reports_state_created_at_idx" ON "aed_reports"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "halls_import_key_key" ON "halls"("import_key");

-- CreateIndex
CREATE INDEX "halls_district_id_idx" ON "halls"("district_id");

-- CreateIndex
CREATE INDEX "halls_reading_id_idx" ON "halls"("reading", "id");

-- CreateIndex
CREATE INDEX "hall_associations_association_id_idx" ON "hall_associations"("association_id");

-- CreateIndex
CREATE INDEX "hall_diagnoses_hall_id_diagnosed_on_idx" ON "hall_diagnoses"("hall_id", "diagnosed_on");

-- CreateIndex
CREATE INDEX "hall_works_hall_id_completed_on_idx" ON "hall_works"("hall_id", "completed_on");

-- CreateIndex
CREATE INDEX "hall_files_hall_id_idx" ON "hall_files"("hall_id");

-- CreateIndex
CREATE UNIQUE INDEX "shelters_name_key" ON "shelters"("name");

-- CreateIndex
CREATE INDEX "aed_imports_source_id_created_at_idx" ON "aed_imports"("source_id", "created_at");

-- CreateIndex
CREATE INDEX "aed_imports_created_at_idx" ON "aed_imports"("created_at");

-- CreateIndex
CREATE INDEX "aed_import_rows_import_id_change_line_idx" ON "aed_import_rows"("import_id", "change", "line");

-- CreateIndex
CREATE INDEX "aed_import_rows_import_id_outcome_line_idx" ON "aed_import_rows"("import_id", "outcome", "line");

-- CreateIndex
CREATE INDEX "population_points_set_id_idx" ON "population_points"("set_id");

-- AddForeignKey
ALTER TABLE "aeds" ADD CONSTRAINT "aeds_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "aed_sources"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aeds" ADD CONSTRAINT "aeds_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aeds" ADD CONSTRAINT "aeds_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aeds" ADD CONSTRAINT "aeds_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_keepers" ADD CONSTRAINT "aed_keepers_aed_id_fkey" FOREIGN KEY ("aed_id") REFERENCES "aeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_keepers" ADD CONSTRAINT "aed_keepers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_parts" ADD CONSTRAINT "aed_parts_aed_id_fkey" FOREIGN KEY ("aed_id") REFERENCES "aeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_reminders" ADD CONSTRAINT "aed_reminders_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "aed_parts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_checks" ADD CONSTRAINT "aed_checks_aed_id_fkey" FOREIGN KEY ("aed_id") REFERENCES "aeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_incidents" ADD CONSTRAINT "aed_incidents_aed_id_fkey" FOREIGN KEY ("aed_id") REFERENCES "aeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_reports" ADD CONSTRAINT "aed_reports_aed_id_fkey" FOREIGN KEY ("aed_id") REFERENCES "aeds"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "halls" ADD CONSTRAINT "halls_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_associations" ADD CONSTRAINT "hall_associations_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_associations" ADD CONSTRAINT "hall_associations_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_diagnoses" ADD CONSTRAINT "hall_diagnoses_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_works" ADD CONSTRAINT "hall_works_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hall_files" ADD CONSTRAINT "hall_files_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_imports" ADD CONSTRAINT "aed_imports_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "aed_sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aed_import_rows" ADD CONSTRAINT "aed_import_rows_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "aed_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "population_points" ADD CONSTRAINT "population_points_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "population_sets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The place on the map of the world (Web Mercator, 0 to 1 from west to east and from north to south), as the tiles of
-- the map count it. True to angles, so that what is nearest here is nearest on the ground; one index serves the
-- nearest and what lies in a box. Kept by the database itself.
CREATE FUNCTION map_point(latitude double precision, longitude double precision) RETURNS point
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT point(longitude / 360 + 0.5, 0.5 - ln(tan(pi() / 4 + radians(latitude) / 2)) / (2 * pi()))
$$;
ALTER TABLE aeds ADD COLUMN place point GENERATED ALWAYS AS (map_point(latitude, longitude)) STORED;
CREATE INDEX aeds_place ON aeds USING gist (place) WHERE condition <> 'removed';
ALTER TABLE halls ADD COLUMN place point GENERATED ALWAYS AS (map_point(latitude, longitude)) STORED;
CREATE INDEX halls_place ON halls USING gist (place);

ALTER TABLE aeds
  ADD CONSTRAINT aeds_named CHECK (name <> ''),
  ADD CONSTRAINT aeds_place_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
  -- Within Japan: anything else is a slip of the pen.
  ADD CONSTRAINT aeds_place_in_japan CHECK (latitude BETWEEN 20 AND 46 AND longitude BETWEEN 122 AND 154),
  ADD CONSTRAINT aeds_key_of_source CHECK ((source_id IS NULL) = (source_key IS NULL)),
  ADD CONSTRAINT aeds_open_reports CHECK (open_reports >= 0);
ALTER TABLE halls
  ADD CONSTRAINT halls_named CHECK (name <> ''),
  ADD CONSTRAINT halls_place_whole CHECK ((latitude IS NULL) = (longitude IS NULL)),
  ADD CONSTRAINT halls_place_in_japan CHECK (latitude BETWEEN 20 AND 46 AND longitude BETWEEN 122 AND 154),
  ADD CONSTRAINT halls_size CHECK (floors BETWEEN 1 AND 60 AND floor_area > 0),
  ADD CONSTRAINT halls_capacity CHECK (shelter_capacity > 0),
  -- A date is known with its precision, or not at all.
  ADD CONSTRAINT halls_confirmed CHECK ((confirmed_on IS NULL) = (confirmed_precision IS NULL)),
  ADD CONSTRAINT halls_started CHECK ((started_on IS NULL) = (started_precision IS NULL)),
  ADD CONSTRAINT halls_completed CHECK ((completed_on IS NULL) = (completed_precision IS NULL));
ALTER TABLE hall_diagnoses ADD CONSTRAINT hall_diagnoses_score CHECK (score >= 0);
ALTER TABLE hall_works ADD CONSTRAINT hall_works_money CHECK (cost >= 0 AND subsidy >= 0 AND subsidy <= cost);
-- A drawing shows where the doors and the safe are.
ALTER TABLE hall_files ADD CONSTRAINT hall_files_drawings_private CHECK (kind = 'photo' OR NOT public);
ALTER TABLE shelters ADD CONSTRAINT shelters_in_japan CHECK (
  latitude BETWEEN 20 AND 46 AND longitude BETWEEN 122 AND 154);

ALTER TABLE aed_imports ADD CONSTRAINT aed_imports_progress CHECK (done >= 0 AND done <= total);
-- One import of a source at a time.
CREATE UNIQUE INDEX aed_imports_one_open ON aed_imports (source_id)
  WHERE state IN ('uploaded', 'checking', 'checked', 'applying');
ALTER TABLE aed_import_rows
  ADD CONSTRAINT aed_import_rows_vanished CHECK ((change = 'vanished') = (outcome IS NULL)),
  ADD CONSTRAINT aed_import_rows_remove CHECK (NOT remove OR change = 'vanished');

CREATE UNIQUE INDEX aed_keepers_once ON aed_keepers (aed_id, lower(email)) WHERE ended_at IS NULL;
-- One part of a kind is in the box; what was replaced stays in the history. Pads may be there twice.
CREATE INDEX aed_parts_expiring ON aed_parts (expires_on) WHERE replaced_at IS NULL;
CREATE INDEX aed_reports_open ON aed_reports (created_at, id) WHERE state = 'open';
ALTER TABLE aed_reports ADD CONSTRAINT aed_reports_answered CHECK ((state = 'open') = (answered_at IS NULL));
ALTER TABLE aed_reminders ADD CONSTRAINT aed_reminders_steps CHECK (days_before IN (90, 60, 30, 0));

-- 未確認の報告あり: the pin knows how many reports wait, whoever wrote them and however.
CREATE FUNCTION aed_reports_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE aeds SET open_reports = (SELECT count(*) FROM aed_reports r WHERE r.aed_id = aeds.id AND r.state = 'open')
  WHERE id = coalesce(NEW.aed_id, OLD.aed_id);
  RETURN NULL;
END $$;
CREATE TRIGGER aed_reports_counted AFTER INSERT OR DELETE OR UPDATE OF state ON aed_reports
  FOR EACH ROW EXECUTE FUNCTION aed_reports_count();

CREATE UNIQUE INDEX population_sets_one_active ON population_sets (active) WHERE active;
ALTER TABLE population_points ADD CONSTRAINT population_points_sane CHECK (
  day >= 0 AND night >= 0 AND latitude BETWEEN 20 AND 46 AND longitude BETWEEN 122 AND 154);
