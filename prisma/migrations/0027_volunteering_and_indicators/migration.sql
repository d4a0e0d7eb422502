-- CreateEnum
CREATE TYPE "IndicatorUnit" AS ENUM ('count', 'people', 'attendances', 'yen', 'percent');

-- CreateEnum
CREATE TYPE "IndicatorMethod" AS ENUM ('sum', 'latest');

-- CreateEnum
CREATE TYPE "VolunteerProgrammeKind" AS ENUM ('experience', 'lecture');

-- CreateEnum
CREATE TYPE "VolunteerProgrammeState" AS ENUM ('draft', 'open', 'closed');

-- CreateEnum
CREATE TYPE "VolunteerHostState" AS ENUM ('asked', 'registered', 'ended');

-- CreateEnum
CREATE TYPE "VolunteerPlaceState" AS ENUM ('draft', 'submitted', 'returned', 'published', 'cancelled');

-- CreateEnum
CREATE TYPE "VolunteerApplicationState" AS ENUM ('held', 'waiting', 'offered', 'placed', 'lapsed', 'declined', 'cancelled', 'refused');

-- CreateEnum
CREATE TYPE "VolunteerAttendance" AS ENUM ('unknown', 'attended', 'absent');

-- AlterTable
ALTER TABLE "subscription_topics" ADD COLUMN     "theme" VARCHAR(20);

-- CreateTable
CREATE TABLE "indicators" (
    "id" SERIAL NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "theme" VARCHAR(100) NOT NULL,
    "sheet" VARCHAR(20) NOT NULL DEFAULT '',
    "name" VARCHAR(150) NOT NULL,
    "unit" "IndicatorUnit" NOT NULL,
    "method" "IndicatorMethod" NOT NULL DEFAULT 'sum',
    "definition" VARCHAR(2000) NOT NULL DEFAULT '',
    "section" VARCHAR(100) NOT NULL DEFAULT '',
    "computed" VARCHAR(40) NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "closed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "indicators_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "indicator_keepers" (
    "indicator_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "indicator_keepers_pkey" PRIMARY KEY ("indicator_id","user_id")
);

-- CreateTable
CREATE TABLE "indicator_years" (
    "id" SERIAL NOT NULL,
    "indicator_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "target" DECIMAL(16,3),
    "previous" DECIMAL(16,3),
    "previous_note" VARCHAR(300) NOT NULL DEFAULT '',
    "evaluation" VARCHAR(2000) NOT NULL DEFAULT '',
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "indicator_years_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "indicator_entries" (
    "id" SERIAL NOT NULL,
    "year_id" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "value" DECIMAL(16,3) NOT NULL,
    "numerator" DECIMAL(16,3),
    "denominator" DECIMAL(16,3),
    "source" VARCHAR(200) NOT NULL,
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "indicator_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_programmes" (
    "id" SERIAL NOT NULL,
    "kind" "VolunteerProgrammeKind" NOT NULL DEFAULT 'experience',
    "state" "VolunteerProgrammeState" NOT NULL DEFAULT 'draft',
    "year" INTEGER NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "introduction" VARCHAR(4000) NOT NULL DEFAULT '',
    "offers_from" DATE NOT NULL,
    "offers_until" DATE NOT NULL,
    "apply_from" DATE NOT NULL,
    "apply_until" DATE NOT NULL,
    "activity_from" DATE NOT NULL,
    "activity_until" DATE NOT NULL,
    "report_until" DATE NOT NULL,
    "orientation" VARCHAR(1000) NOT NULL DEFAULT '',
    "offer_hours" INTEGER NOT NULL DEFAULT 48,
    "consent_days" INTEGER NOT NULL DEFAULT 7,
    "group_most" INTEGER NOT NULL DEFAULT 5,
    "insurance" VARCHAR(200) NOT NULL DEFAULT '',
    "insurance_from" VARCHAR(10) NOT NULL DEFAULT 'next_day',
    "indicator_key" VARCHAR(60) NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_programmes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_hosts" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER,
    "kind" VARCHAR(12) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "introduction" VARCHAR(2000) NOT NULL DEFAULT '',
    "state" "VolunteerHostState" NOT NULL DEFAULT 'asked',
    "phone" VARCHAR(20) NOT NULL DEFAULT '',
    "email" VARCHAR(254) NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_hosts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_host_members" (
    "id" SERIAL NOT NULL,
    "host_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_host_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_places" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "host_id" INTEGER NOT NULL,
    "state" "VolunteerPlaceState" NOT NULL DEFAULT 'draft',
    "title" VARCHAR(100) NOT NULL,
    "body" VARCHAR(4000) NOT NULL,
    "theme" VARCHAR(20) NOT NULL,
    "stages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "venue" VARCHAR(200) NOT NULL DEFAULT '',
    "meeting_point" VARCHAR(300) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "district_id" INTEGER,
    "bring" VARCHAR(500) NOT NULL DEFAULT '',
    "rain_rule" VARCHAR(300) NOT NULL DEFAULT '',
    "access" VARCHAR(500) NOT NULL DEFAULT '',
    "allergies" VARCHAR(500) NOT NULL DEFAULT '',
    "supervisor" VARCHAR(100) NOT NULL DEFAULT '',
    "supervisor_phone" TEXT,
    "together" BOOLEAN NOT NULL DEFAULT true,
    "orientation" BOOLEAN NOT NULL DEFAULT false,
    "need" VARCHAR(15) NOT NULL DEFAULT '',
    "need_href" VARCHAR(100) NOT NULL DEFAULT '',
    "returned_reason" VARCHAR(1000) NOT NULL DEFAULT '',
    "submitted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_photos" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "file" VARCHAR(100) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "type" VARCHAR(50) NOT NULL,
    "size" INTEGER NOT NULL,
    "caption" VARCHAR(200) NOT NULL,
    "consent_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_photos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_sessions" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "cancelled_on" DATE,
    "cancel_reason" VARCHAR(300) NOT NULL DEFAULT '',
    "desk_key_hash" VARCHAR(64),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "volunteer_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteers" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "person" TEXT NOT NULL,
    "same_hash" VARCHAR(64),
    "key_hash" VARCHAR(64) NOT NULL,
    "stage" VARCHAR(12) NOT NULL,
    "language" VARCHAR(10) NOT NULL DEFAULT 'ja',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delete_on" DATE NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "volunteers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_applications" (
    "id" SERIAL NOT NULL,
    "session_id" INTEGER NOT NULL,
    "state" "VolunteerApplicationState" NOT NULL,
    "size" INTEGER NOT NULL DEFAULT 1,
    "walk_in" BOOLEAN NOT NULL DEFAULT false,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kept_until" TIMESTAMPTZ(3),
    "call_id" INTEGER,
    "reminded" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_events" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "state" "VolunteerApplicationState" NOT NULL,
    "verb" VARCHAR(20) NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_members" (
    "id" SERIAL NOT NULL,
    "application_id" INTEGER NOT NULL,
    "volunteer_id" UUID NOT NULL,
    "leads" BOOLEAN NOT NULL DEFAULT false,
    "stage" VARCHAR(12) NOT NULL,
    "needs_consent" BOOLEAN NOT NULL,
    "health" TEXT,
    "emergency" TEXT,
    "attendance" "VolunteerAttendance" NOT NULL DEFAULT 'unknown',
    "code" VARCHAR(6) NOT NULL,
    "arrived_at" TIMESTAMPTZ(3),
    "minutes" INTEGER,
    "mark_key" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guardian_consents" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "sent_to" TEXT,
    "text_version" VARCHAR(20) NOT NULL,
    "expires_on" DATE NOT NULL,
    "guardian" TEXT,
    "given_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guardian_consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_questions" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "volunteer_id" UUID,
    "audience" VARCHAR(8) NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "shown_at" TIMESTAMPTZ(3),
    "hidden_at" TIMESTAMPTZ(3),
    "answer" VARCHAR(2000) NOT NULL DEFAULT '',
    "answered_at" TIMESTAMPTZ(3),
    "reply_to" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_concerns" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER,
    "text" TEXT NOT NULL,
    "contact" TEXT,
    "state" VARCHAR(8) NOT NULL DEFAULT 'new',
    "outcome" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_concerns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shortage_calls" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "session_id" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recipients" INTEGER NOT NULL,
    "room" INTEGER NOT NULL,

    CONSTRAINT "shortage_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_reflections" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "did" VARCHAR(1000) NOT NULL DEFAULT '',
    "learned" VARCHAR(1000) NOT NULL DEFAULT '',
    "again" INTEGER,
    "may_show" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "volunteer_reflections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificates" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "printed" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "volunteer_helpers" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "volunteer_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "volunteer_helpers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "indicators_key_key" ON "indicators"("key");

-- CreateIndex
CREATE INDEX "indicator_keepers_user_id_idx" ON "indicator_keepers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "indicator_years_indicator_id_year_key" ON "indicator_years"("indicator_id", "year");

-- CreateIndex
CREATE UNIQUE INDEX "indicator_entries_year_id_month_key" ON "indicator_entries"("year_id", "month");

-- CreateIndex
CREATE INDEX "volunteer_programmes_state_year_idx" ON "volunteer_programmes"("state", "year");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_hosts_association_id_key" ON "volunteer_hosts"("association_id");

-- CreateIndex
CREATE INDEX "volunteer_hosts_state_idx" ON "volunteer_hosts"("state");

-- CreateIndex
CREATE INDEX "volunteer_host_members_user_id_idx" ON "volunteer_host_members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_host_members_host_id_user_id_key" ON "volunteer_host_members"("host_id", "user_id");

-- CreateIndex
CREATE INDEX "volunteer_places_programme_id_state_idx" ON "volunteer_places"("programme_id", "state");

-- CreateIndex
CREATE INDEX "volunteer_places_host_id_idx" ON "volunteer_places"("host_id");

-- CreateIndex
CREATE INDEX "volunteer_places_district_id_idx" ON "volunteer_places"("district_id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_photos_file_key" ON "volunteer_photos"("file");

-- CreateIndex
CREATE INDEX "volunteer_photos_place_id_idx" ON "volunteer_photos"("place_id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_sessions_desk_key_hash_key" ON "volunteer_sessions"("desk_key_hash");

-- CreateIndex
CREATE INDEX "volunteer_sessions_place_id_idx" ON "volunteer_sessions"("place_id");

-- CreateIndex
CREATE INDEX "volunteer_sessions_starts_at_idx" ON "volunteer_sessions"("starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "volunteers_user_id_key" ON "volunteers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteers_key_hash_key" ON "volunteers"("key_hash");

-- CreateIndex
CREATE INDEX "volunteers_same_hash_idx" ON "volunteers"("same_hash");

-- CreateIndex
CREATE INDEX "volunteers_delete_on_idx" ON "volunteers"("delete_on");

-- CreateIndex
CREATE INDEX "volunteer_applications_session_id_state_idx" ON "volunteer_applications"("session_id", "state");

-- CreateIndex
CREATE INDEX "volunteer_applications_kept_until_idx" ON "volunteer_applications"("kept_until");

-- CreateIndex
CREATE INDEX "volunteer_events_application_id_id_idx" ON "volunteer_events"("application_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_members_code_key" ON "volunteer_members"("code");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_members_mark_key_key" ON "volunteer_members"("mark_key");

-- CreateIndex
CREATE INDEX "volunteer_members_volunteer_id_idx" ON "volunteer_members"("volunteer_id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_members_application_id_volunteer_id_key" ON "volunteer_members"("application_id", "volunteer_id");

-- CreateIndex
CREATE UNIQUE INDEX "guardian_consents_token_hash_key" ON "guardian_consents"("token_hash");

-- CreateIndex
CREATE INDEX "guardian_consents_member_id_idx" ON "guardian_consents"("member_id");

-- CreateIndex
CREATE INDEX "volunteer_questions_place_id_audience_idx" ON "volunteer_questions"("place_id", "audience");

-- CreateIndex
CREATE INDEX "volunteer_concerns_state_idx" ON "volunteer_concerns"("state");

-- CreateIndex
CREATE INDEX "shortage_calls_session_id_idx" ON "shortage_calls"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_reflections_member_id_key" ON "volunteer_reflections"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_member_id_key" ON "certificates"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_code_key" ON "certificates"("code");

-- CreateIndex
CREATE UNIQUE INDEX "certificates_year_number_key" ON "certificates"("year", "number");

-- CreateIndex
CREATE UNIQUE INDEX "volunteer_helpers_association_id_volunteer_id_key" ON "volunteer_helpers"("association_id", "volunteer_id");

-- AddForeignKey
ALTER TABLE "indicator_keepers" ADD CONSTRAINT "indicator_keepers_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicators"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_keepers" ADD CONSTRAINT "indicator_keepers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_years" ADD CONSTRAINT "indicator_years_indicator_id_fkey" FOREIGN KEY ("indicator_id") REFERENCES "indicators"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_entries" ADD CONSTRAINT "indicator_entries_year_id_fkey" FOREIGN KEY ("year_id") REFERENCES "indicator_years"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_hosts" ADD CONSTRAINT "volunteer_hosts_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_host_members" ADD CONSTRAINT "volunteer_host_members_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "volunteer_hosts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_host_members" ADD CONSTRAINT "volunteer_host_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_places" ADD CONSTRAINT "volunteer_places_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "volunteer_programmes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_places" ADD CONSTRAINT "volunteer_places_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "volunteer_hosts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_places" ADD CONSTRAINT "volunteer_places_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_photos" ADD CONSTRAINT "volunteer_photos_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "volunteer_places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_sessions" ADD CONSTRAINT "volunteer_sessions_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "volunteer_places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteers" ADD CONSTRAINT "volunteers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_applications" ADD CONSTRAINT "volunteer_applications_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "volunteer_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_applications" ADD CONSTRAINT "volunteer_applications_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "shortage_calls"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_events" ADD CONSTRAINT "volunteer_events_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "volunteer_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_members" ADD CONSTRAINT "volunteer_members_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "volunteer_applications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_members" ADD CONSTRAINT "volunteer_members_volunteer_id_fkey" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardian_consents" ADD CONSTRAINT "guardian_consents_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "volunteer_members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_questions" ADD CONSTRAINT "volunteer_questions_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "volunteer_places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_questions" ADD CONSTRAINT "volunteer_questions_volunteer_id_fkey" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_concerns" ADD CONSTRAINT "volunteer_concerns_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "volunteer_places"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shortage_calls" ADD CONSTRAINT "shortage_calls_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "volunteer_places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shortage_calls" ADD CONSTRAINT "shortage_calls_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "volunteer_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_reflections" ADD CONSTRAINT "volunteer_reflections_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "volunteer_members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "volunteer_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_helpers" ADD CONSTRAINT "volunteer_helpers_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "volunteer_helpers" ADD CONSTRAINT "volunteer_helpers_volunteer_id_fkey" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what must never be.
ALTER TABLE volunteer_programmes
  ADD CONSTRAINT volunteer_programmes_periods CHECK (
    offers_from <= offers_until AND apply_from <= apply_until AND activity_from <= activity_until
    AND apply_from <= activity_until AND report_until >= activity_from),
  ADD CONSTRAINT volunteer_programmes_limits CHECK (
    offer_hours BETWEEN 1 AND 336 AND consent_days BETWEEN 1 AND 60 AND group_most BETWEEN 1 AND 20
    AND insurance_from IN ('next_day', 'same_day', 'per_event'));
ALTER TABLE volunteer_hosts ADD CONSTRAINT volunteer_hosts_kind CHECK (
  kind IN ('association', 'organisation', 'city') AND (kind = 'association') = (association_id IS NOT NULL));
ALTER TABLE volunteer_places
  ADD CONSTRAINT volunteer_places_published CHECK (state <> 'published' OR published_at IS NOT NULL),
  ADD CONSTRAINT volunteer_places_point CHECK ((latitude IS NULL) = (longitude IS NULL)),
  ADD CONSTRAINT volunteer_places_stages CHECK (
    stages <@ ARRAY['elementary', 'junior_high', 'high', 'university', 'adult']::text[]);
ALTER TABLE volunteers ADD CONSTRAINT volunteers_stage CHECK (
  stage IN ('elementary', 'junior_high', 'high', 'university', 'adult'));
ALTER TABLE volunteer_sessions
  ADD CONSTRAINT volunteer_sessions_time CHECK (starts_at < ends_at AND minutes BETWEEN 1 AND 1440),
  -- 定員: never more than there is room for.
  ADD CONSTRAINT volunteer_sessions_room CHECK (
    capacity BETWEEN 1 AND 10000 AND taken BETWEEN 0 AND capacity AND queued >= 0);
ALTER TABLE volunteer_applications
  ADD CONSTRAINT volunteer_applications_size CHECK (size BETWEEN 1 AND 20),
  ADD CONSTRAINT volunteer_applications_kept CHECK (
    (state IN ('held', 'offered')) = (kept_until IS NOT NULL)),
  ADD CONSTRAINT volunteer_applications_walk_in CHECK (NOT walk_in OR state IN ('placed', 'cancelled'));
ALTER TABLE volunteer_questions ADD CONSTRAINT volunteer_questions_audience CHECK (audience IN ('place', 'centre'));
ALTER TABLE volunteer_concerns ADD CONSTRAINT volunteer_concerns_state CHECK (state IN ('new', 'looking', 'closed'));
ALTER TABLE volunteer_reflections ADD CONSTRAINT volunteer_reflections_again CHECK (again BETWEEN 1 AND 5);
ALTER TABLE guardian_consents ADD CONSTRAINT guardian_consents_one CHECK (
  (given_at IS NULL OR refused_at IS NULL) AND (revoked_at IS NULL OR given_at IS NOT NULL));
CREATE INDEX volunteer_applications_queue ON volunteer_applications (session_id, queued_at, id) WHERE state = 'waiting';
CREATE INDEX volunteer_applications_due ON volunteer_applications (kept_until) WHERE kept_until IS NOT NULL;

-- How many persons of a session are taken and how many wait follows from its applications, whoever writes them.
-- Who came without having applied takes the room of those who did not come: counted by its own trigger below.
CREATE FUNCTION volunteer_applications_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was int := 0; will int := 0; waited int := 0; waits int := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND NOT OLD.walk_in THEN
    IF OLD.state IN ('held', 'offered', 'placed') THEN was := OLD.size; END IF;
    IF OLD.state = 'waiting' THEN waited := OLD.size; END IF;
  END IF;
  IF TG_OP <> 'DELETE' AND NOT NEW.walk_in THEN
    IF NEW.state IN ('held', 'offered', 'placed') THEN will := NEW.size; END IF;
    IF NEW.state = 'waiting' THEN waits := NEW.size; END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.session_id <> NEW.session_id THEN
    RAISE EXCEPTION 'an application stays with its session';
  END IF;
  IF was <> will OR waited <> waits THEN
    UPDATE volunteer_sessions SET taken = taken + will - was, queued = queued + waits - waited
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.session_id ELSE NEW.session_id END;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER volunteer_applications_counted AFTER INSERT OR UPDATE OR DELETE ON volunteer_applications
  FOR EACH ROW EXECUTE FUNCTION volunteer_applications_count();

CREATE FUNCTION volunteer_walk_in_room() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  room int; here int;
BEGIN
  SELECT capacity INTO room FROM volunteer_sessions WHERE id = NEW.session_id FOR NO KEY UPDATE;
  SELECT coalesce((SELECT sum(size) FROM volunteer_applications
      WHERE session_id = NEW.session_id AND walk_in AND state = 'placed' AND id <> NEW.id), 0)
    + (SELECT count(*) FROM volunteer_members m JOIN volunteer_applications a ON a.id = m.application_id
      WHERE a.session_id = NEW.session_id AND NOT a.walk_in AND a.state = 'placed' AND m.attendance <> 'absent')
    INTO here;
  IF here + NEW.size > room THEN
    RAISE EXCEPTION 'session_full' USING ERRCODE = 'PT002', DETAIL = greatest(room - here, 0)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER volunteer_walk_in_kept BEFORE INSERT ON volunteer_applications
  FOR EACH ROW WHEN (NEW.walk_in) EXECUTE FUNCTION volunteer_walk_in_room();

-- At the end of a transaction: an application has as many members as its size says; nobody is in two that live for
-- one session; and where a place is certain the guardian of every minor has consented.
CREATE FUNCTION volunteer_application_whole(asked int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  app volunteer_applications%ROWTYPE; members int;
BEGIN
  SELECT * INTO app FROM volunteer_applications WHERE id = asked;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT count(*) INTO members FROM volunteer_members WHERE application_id = app.id;
  IF members <> app.size THEN
    RAISE EXCEPTION 'an application of % has % members', app.size, members;
  END IF;
  IF app.state NOT IN ('held', 'waiting', 'offered', 'placed') THEN RETURN; END IF;
  IF EXISTS (SELECT 1 FROM volunteer_members mine
      JOIN volunteer_members other ON other.volunteer_id = mine.volunteer_id AND other.application_id <> mine.application_id
      JOIN volunteer_applications o ON o.id = other.application_id
      WHERE mine.application_id = app.id AND o.session_id = app.session_id
        AND o.state IN ('held', 'waiting', 'offered', 'placed')) THEN
    RAISE EXCEPTION 'volunteer_twice' USING ERRCODE = 'PT003';
  END IF;
  IF app.state = 'placed' AND NOT app.walk_in AND EXISTS (SELECT 1 FROM volunteer_members m
      WHERE m.application_id = app.id AND m.needs_consent AND NOT EXISTS (SELECT 1 FROM guardian_consents c
        WHERE c.member_id = m.id AND c.given_at IS NOT NULL AND c.revoked_at IS NULL)) THEN
    RAISE EXCEPTION 'a minor is placed without consent';
  END IF;
END $$;
CREATE FUNCTION volunteer_applications_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteer_application_whole(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION volunteer_members_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteer_application_whole(CASE WHEN TG_OP = 'DELETE' THEN OLD.application_id ELSE NEW.application_id END);
  RETURN NULL;
END $$;
CREATE FUNCTION guardian_consents_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteer_application_whole(m.application_id) FROM volunteer_members m WHERE m.id = NEW.member_id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER volunteer_applications_whole AFTER INSERT OR UPDATE OF state, size ON volunteer_applications
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION volunteer_applications_check();
CREATE CONSTRAINT TRIGGER volunteer_members_whole AFTER INSERT OR DELETE OR UPDATE OF application_id, volunteer_id
  ON volunteer_members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION volunteer_members_check();
CREATE CONSTRAINT TRIGGER guardian_consents_whole AFTER UPDATE OF given_at, revoked_at ON guardian_consents
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guardian_consents_check();

-- 参加証明書: only for who has come; what was issued is never changed, only revoked.
CREATE FUNCTION certificates_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM volunteer_members WHERE id = NEW.member_id AND attendance = 'attended') THEN
      RAISE EXCEPTION 'a certificate needs confirmed attendance';
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.member_id, OLD.code, OLD.year, OLD.number, OLD.issued_at)
      IS DISTINCT FROM (NEW.member_id, NEW.code, NEW.year, NEW.number, NEW.issued_at) THEN
    RAISE EXCEPTION 'a certificate is not changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificates_kept BEFORE INSERT OR UPDATE ON certificates
  FOR EACH ROW EXECUTE FUNCTION certificates_keep();

-- A subscription is to notices or to calls for volunteers, never to both at once.
ALTER TABLE subscription_topics
  DROP CONSTRAINT subscription_topics_once,
  ADD CONSTRAINT subscription_topics_theme CHECK (theme IS NULL OR category IS NULL),
  ADD CONSTRAINT subscription_topics_once UNIQUE NULLS NOT DISTINCT
    (subscriber_id, association_id, district_id, category, theme);

ALTER TABLE indicators ADD CONSTRAINT indicators_method CHECK (unit <> 'percent' OR method = 'latest');
ALTER TABLE indicator_entries
  ADD CONSTRAINT indicator_entries_month CHECK (month BETWEEN 1 AND 12),
  ADD CONSTRAINT indicator_entries_parts CHECK (
    (numerator IS NULL) = (denominator IS NULL) AND (denominator IS NULL OR denominator > 0));
CREATE FUNCTION indicator_entries_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM indicator_years
      WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.year_id ELSE NEW.year_id END AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'indicator_year_closed' USING ERRCODE = 'PT004';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER indicator_entries_kept BEFORE INSERT OR UPDATE OR DELETE ON indicator_entries
  FOR EACH ROW EXECUTE FUNCTION indicator_entries_open();
