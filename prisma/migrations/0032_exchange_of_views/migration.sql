-- CreateEnum
CREATE TYPE "MatterKind" AS ENUM ('question', 'proposal', 'request');

-- CreateEnum
CREATE TYPE "MatterChannel" AS ENUM ('association', 'through_association', 'direct');

-- CreateEnum
CREATE TYPE "MatterState" AS ENUM ('waiting', 'received', 'routed', 'answered', 'underway', 'done', 'impossible', 'withdrawn', 'refused');

-- CreateEnum
CREATE TYPE "TalkState" AS ENUM ('draft', 'announced', 'held', 'cancelled');

-- CreateEnum
CREATE TYPE "TalkQuestionState" AS ENUM ('waiting', 'shown', 'refused');

-- CreateEnum
CREATE TYPE "HelpState" AS ENUM ('draft', 'published', 'ended');

-- CreateEnum
CREATE TYPE "ResolutionState" AS ENUM ('draft', 'consenting', 'voting', 'checking', 'decided', 'to_meeting', 'cancelled');

-- CreateEnum
CREATE TYPE "ResolutionWay" AS ENUM ('consent_then_majority', 'all_agree', 'by_rules');

-- CreateEnum
CREATE TYPE "SurveyState" AS ENUM ('draft', 'open', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "SurveyQuestionKind" AS ENUM ('single', 'multiple', 'scale', 'text', 'ranking', 'place');

-- CreateTable
CREATE TABLE "matters" (
    "id" SERIAL NOT NULL,
    "kind" "MatterKind" NOT NULL,
    "channel" "MatterChannel" NOT NULL,
    "state" "MatterState" NOT NULL,
    "category" VARCHAR(20) NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "body" VARCHAR(4000) NOT NULL,
    "association_id" INTEGER,
    "district_id" INTEGER,
    "place_text" VARCHAR(200) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "author_id" UUID,
    "author_contact" TEXT,
    "key_hash" TEXT,
    "proven_at" TIMESTAMPTZ(3),
    "personal_asked" BOOLEAN NOT NULL DEFAULT false,
    "section_id" INTEGER,
    "owner_id" UUID,
    "due_on" DATE,
    "promised_on" DATE,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3),
    "routed_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "joined_to_id" INTEGER,
    "notice_id" INTEGER,
    "hidden_at" TIMESTAMPTZ(3),
    "due_told_at" TIMESTAMPTZ(3),
    "overdue_told_on" DATE,
    "support_count" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter_events" (
    "id" SERIAL NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shown" BOOLEAN NOT NULL DEFAULT true,
    "text" VARCHAR(4000) NOT NULL DEFAULT '',
    "progress" INTEGER,
    "section_id" INTEGER,
    "due_on" DATE,
    "by_id" UUID,

    CONSTRAINT "matter_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter_supports" (
    "id" SERIAL NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "user_id" UUID,
    "association_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matter_supports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter_followers" (
    "id" SERIAL NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "user_id" UUID,
    "language" VARCHAR(10) NOT NULL DEFAULT 'ja',
    "key_hash" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matter_followers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "matter_photos" (
    "id" SERIAL NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "storage_key" VARCHAR(100) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "content_type" VARCHAR(100) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "description" VARCHAR(200) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matter_photos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "direct_allowed" BOOLEAN NOT NULL DEFAULT true,
    "route_days" INTEGER NOT NULL DEFAULT 3,
    "answer_days" INTEGER NOT NULL DEFAULT 14,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "exchange_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talks" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "audience_id" INTEGER NOT NULL,
    "state" "TalkState" NOT NULL DEFAULT 'draft',
    "title" VARCHAR(100) NOT NULL,
    "introduction" VARCHAR(4000) NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" VARCHAR(200) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "online_url" VARCHAR(500) NOT NULL DEFAULT '',
    "answer_by" DATE,
    "minutes" TEXT NOT NULL DEFAULT '',
    "minutes_at" TIMESTAMPTZ(3),
    "cancelled_reason" VARCHAR(500) NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "talks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talk_items" (
    "id" SERIAL NOT NULL,
    "talk_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "text" VARCHAR(2000) NOT NULL DEFAULT '',
    "minutes" INTEGER,
    "section_id" INTEGER,
    "matter_id" INTEGER,

    CONSTRAINT "talk_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talk_attendances" (
    "talk_id" INTEGER NOT NULL,
    "association_id" INTEGER NOT NULL,
    "comes" BOOLEAN,
    "online" BOOLEAN NOT NULL DEFAULT false,
    "people" INTEGER NOT NULL DEFAULT 0,
    "came" INTEGER,
    "entered_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "talk_attendances_pkey" PRIMARY KEY ("talk_id","association_id")
);

-- CreateTable
CREATE TABLE "talk_questions" (
    "id" SERIAL NOT NULL,
    "talk_id" INTEGER NOT NULL,
    "association_id" INTEGER,
    "author_id" UUID,
    "state" "TalkQuestionState" NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "answer" VARCHAR(2000) NOT NULL DEFAULT '',
    "refused_reason" VARCHAR(500) NOT NULL DEFAULT '',
    "hidden_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "talk_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talk_outcomes" (
    "id" SERIAL NOT NULL,
    "talk_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" VARCHAR(500) NOT NULL,
    "section_id" INTEGER,
    "association_id" INTEGER,
    "due_on" DATE,
    "matter_id" INTEGER,
    "done_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "talk_outcomes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "help_services" (
    "id" SERIAL NOT NULL,
    "state" "HelpState" NOT NULL DEFAULT 'draft',
    "name" VARCHAR(100) NOT NULL,
    "reading" VARCHAR(200) NOT NULL DEFAULT '',
    "organisation" VARCHAR(100) NOT NULL DEFAULT '',
    "section_id" INTEGER,
    "themes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "situations" VARCHAR(2000) NOT NULL DEFAULT '',
    "words" VARCHAR(1000) NOT NULL DEFAULT '',
    "summary" VARCHAR(500) NOT NULL,
    "for_whom" VARCHAR(200) NOT NULL DEFAULT '',
    "ways" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "phone" VARCHAR(40) NOT NULL DEFAULT '',
    "phone_note" VARCHAR(200) NOT NULL DEFAULT '',
    "email" VARCHAR(254) NOT NULL DEFAULT '',
    "url" VARCHAR(500) NOT NULL DEFAULT '',
    "chat_url" VARCHAR(500) NOT NULL DEFAULT '',
    "address" VARCHAR(300) NOT NULL DEFAULT '',
    "letter_to" VARCHAR(300) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "hours" JSONB NOT NULL DEFAULT '{}',
    "hours_text" VARCHAR(500) NOT NULL DEFAULT '',
    "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "language_note" VARCHAR(200) NOT NULL DEFAULT '',
    "free" BOOLEAN NOT NULL DEFAULT true,
    "nameless" BOOLEAN NOT NULL DEFAULT false,
    "needs_booking" BOOLEAN NOT NULL DEFAULT false,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "checked_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "help_services_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_reports" (
    "id" SERIAL NOT NULL,
    "subject" VARCHAR(20) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "reason" VARCHAR(20) NOT NULL,
    "text" VARCHAR(1000) NOT NULL DEFAULT '',
    "reporter_id" UUID,
    "state" VARCHAR(10) NOT NULL DEFAULT 'open',
    "decision" VARCHAR(1000) NOT NULL DEFAULT '',
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_hidings" (
    "id" SERIAL NOT NULL,
    "subject" VARCHAR(20) NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "rule" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "hidden_by_id" UUID,
    "hidden_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_reason" VARCHAR(1000) NOT NULL DEFAULT '',
    "key_hash" TEXT,

    CONSTRAINT "content_hidings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_appeals" (
    "id" SERIAL NOT NULL,
    "hiding_id" INTEGER NOT NULL,
    "text" VARCHAR(2000) NOT NULL,
    "state" VARCHAR(10) NOT NULL DEFAULT 'open',
    "decision" VARCHAR(1000) NOT NULL DEFAULT '',
    "hidden_by_id" UUID,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_appeals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resolutions" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "state" "ResolutionState" NOT NULL DEFAULT 'draft',
    "way" "ResolutionWay" NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "introduction" VARCHAR(4000) NOT NULL DEFAULT '',
    "article" VARCHAR(200) NOT NULL DEFAULT '',
    "secret" BOOLEAN NOT NULL DEFAULT false,
    "unit" VARCHAR(10) NOT NULL,
    "quorum_num" INTEGER NOT NULL DEFAULT 0,
    "quorum_den" INTEGER NOT NULL DEFAULT 1,
    "consent_until" DATE,
    "vote_from" DATE,
    "vote_until" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "voting_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "reason" VARCHAR(40) NOT NULL DEFAULT '',
    "reason_text" VARCHAR(500) NOT NULL DEFAULT '',
    "checked_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3),
    "check_note" VARCHAR(1000) NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resolutions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resolution_items" (
    "id" SERIAL NOT NULL,
    "resolution_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "text" VARCHAR(4000) NOT NULL DEFAULT '',
    "need_num" INTEGER NOT NULL DEFAULT 1,
    "need_den" INTEGER NOT NULL DEFAULT 2,
    "need_kind" VARCHAR(10) NOT NULL DEFAULT 'over',
    "base" VARCHAR(10) NOT NULL DEFAULT 'cast',
    "votes_for" INTEGER,
    "votes_against" INTEGER,
    "votes_abstain" INTEGER,
    "carried" BOOLEAN,

    CONSTRAINT "resolution_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resolution_voters" (
    "id" SERIAL NOT NULL,
    "resolution_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "user_id" UUID,
    "household_id" INTEGER,
    "household_member_id" INTEGER,
    "token_hash" TEXT,
    "link_number" INTEGER NOT NULL DEFAULT 1,
    "consents" BOOLEAN,
    "consent_on_paper" BOOLEAN NOT NULL DEFAULT false,
    "consented_at" TIMESTAMPTZ(3),
    "voted" BOOLEAN NOT NULL DEFAULT false,
    "voted_on_paper" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "resolution_voters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resolution_ballots" (
    "id" UUID NOT NULL,
    "resolution_id" INTEGER NOT NULL,
    "voter_id" INTEGER,
    "choices" JSONB NOT NULL,
    "on_paper" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "resolution_ballots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resolution_papers" (
    "id" SERIAL NOT NULL,
    "resolution_id" INTEGER NOT NULL,
    "phase" VARCHAR(10) NOT NULL,
    "serial" INTEGER NOT NULL,
    "voter_id" INTEGER,
    "choices" JSONB,
    "entered_by_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "second_by_id" UUID,
    "second_at" TIMESTAMPTZ(3),
    "state" VARCHAR(10) NOT NULL DEFAULT 'waiting',

    CONSTRAINT "resolution_papers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sections" (
    "id" SERIAL NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "reading" VARCHAR(120) NOT NULL DEFAULT '',
    "phone" VARCHAR(20) NOT NULL DEFAULT '',
    "email" VARCHAR(254) NOT NULL DEFAULT '',
    "answer_days" INTEGER,
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "sections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "section_members" (
    "section_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "section_members_pkey" PRIMARY KEY ("section_id","user_id")
);

-- CreateTable
CREATE TABLE "surveys" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "audience_id" INTEGER NOT NULL,
    "state" "SurveyState" NOT NULL DEFAULT 'draft',
    "title" VARCHAR(100) NOT NULL,
    "introduction" VARCHAR(4000) NOT NULL DEFAULT '',
    "purpose" VARCHAR(500) NOT NULL DEFAULT '',
    "reach" VARCHAR(10) NOT NULL,
    "unit" VARCHAR(10) NOT NULL,
    "anonymous" BOOLEAN NOT NULL DEFAULT true,
    "shows_running" BOOLEAN NOT NULL DEFAULT false,
    "results_public" BOOLEAN NOT NULL DEFAULT true,
    "opens_on" DATE NOT NULL,
    "closes_on" DATE NOT NULL,
    "conclusion" VARCHAR(4000) NOT NULL DEFAULT '',
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_questions" (
    "id" SERIAL NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "SurveyQuestionKind" NOT NULL,
    "label" VARCHAR(200) NOT NULL,
    "support" VARCHAR(500) NOT NULL DEFAULT '',
    "required" BOOLEAN NOT NULL DEFAULT false,
    "most" INTEGER,
    "low_label" VARCHAR(40) NOT NULL DEFAULT '',
    "high_label" VARCHAR(40) NOT NULL DEFAULT '',

    CONSTRAINT "survey_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_options" (
    "id" SERIAL NOT NULL,
    "question_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "label" VARCHAR(100) NOT NULL,

    CONSTRAINT "survey_options_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_roll" (
    "id" UUID NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "voter_key" VARCHAR(64) NOT NULL,
    "area_id" INTEGER,
    "on_paper" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "survey_roll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_ballots" (
    "id" UUID NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "roll_id" UUID,
    "answers" JSONB NOT NULL,
    "on_paper" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "survey_ballots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_links" (
    "id" SERIAL NOT NULL,
    "survey_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "voter_key" VARCHAR(64) NOT NULL,
    "area_id" INTEGER,
    "household_id" INTEGER,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "matters_key_hash_key" ON "matters"("key_hash");

-- CreateIndex
CREATE INDEX "matters_state_due_on_idx" ON "matters"("state", "due_on");

-- CreateIndex
CREATE INDEX "matters_district_id_state_idx" ON "matters"("district_id", "state");

-- CreateIndex
CREATE INDEX "matters_section_id_state_idx" ON "matters"("section_id", "state");

-- CreateIndex
CREATE INDEX "matters_association_id_idx" ON "matters"("association_id");

-- CreateIndex
CREATE INDEX "matters_author_id_idx" ON "matters"("author_id");

-- CreateIndex
CREATE INDEX "matters_received_at_id_idx" ON "matters"("received_at", "id");

-- CreateIndex
CREATE INDEX "matter_events_matter_id_id_idx" ON "matter_events"("matter_id", "id");

-- CreateIndex
CREATE INDEX "matter_supports_user_id_idx" ON "matter_supports"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "matter_supports_matter_id_user_id_key" ON "matter_supports"("matter_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "matter_supports_matter_id_association_id_key" ON "matter_supports"("matter_id", "association_id");

-- CreateIndex
CREATE UNIQUE INDEX "matter_followers_key_hash_key" ON "matter_followers"("key_hash");

-- CreateIndex
CREATE INDEX "matter_followers_user_id_idx" ON "matter_followers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "matter_followers_matter_id_email_key" ON "matter_followers"("matter_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "matter_photos_storage_key_key" ON "matter_photos"("storage_key");

-- CreateIndex
CREATE INDEX "matter_photos_matter_id_idx" ON "matter_photos"("matter_id");

-- CreateIndex
CREATE INDEX "talks_state_starts_at_idx" ON "talks"("state", "starts_at");

-- CreateIndex
CREATE INDEX "talks_audience_id_idx" ON "talks"("audience_id");

-- CreateIndex
CREATE INDEX "talk_items_talk_id_position_idx" ON "talk_items"("talk_id", "position");

-- CreateIndex
CREATE INDEX "talk_questions_talk_id_state_idx" ON "talk_questions"("talk_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "talk_outcomes_matter_id_key" ON "talk_outcomes"("matter_id");

-- CreateIndex
CREATE INDEX "talk_outcomes_talk_id_position_idx" ON "talk_outcomes"("talk_id", "position");

-- CreateIndex
CREATE INDEX "help_services_state_position_idx" ON "help_services"("state", "position");

-- CreateIndex
CREATE INDEX "content_reports_state_id_idx" ON "content_reports"("state", "id");

-- CreateIndex
CREATE INDEX "content_reports_subject_subject_id_idx" ON "content_reports"("subject", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "content_hidings_key_hash_key" ON "content_hidings"("key_hash");

-- CreateIndex
CREATE INDEX "content_hidings_subject_subject_id_idx" ON "content_hidings"("subject", "subject_id");

-- CreateIndex
CREATE INDEX "content_appeals_hiding_id_idx" ON "content_appeals"("hiding_id");

-- CreateIndex
CREATE INDEX "content_appeals_state_id_idx" ON "content_appeals"("state", "id");

-- CreateIndex
CREATE INDEX "resolutions_association_id_state_idx" ON "resolutions"("association_id", "state");

-- CreateIndex
CREATE INDEX "resolution_items_resolution_id_position_idx" ON "resolution_items"("resolution_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "resolution_voters_token_hash_key" ON "resolution_voters"("token_hash");

-- CreateIndex
CREATE INDEX "resolution_voters_resolution_id_position_idx" ON "resolution_voters"("resolution_id", "position");

-- CreateIndex
CREATE INDEX "resolution_voters_user_id_idx" ON "resolution_voters"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "resolution_voters_resolution_id_user_id_key" ON "resolution_voters"("resolution_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "resolution_ballots_voter_id_key" ON "resolution_ballots"("voter_id");

-- CreateIndex
CREATE INDEX "resolution_ballots_resolution_id_idx" ON "resolution_ballots"("resolution_id");

-- CreateIndex
CREATE INDEX "resolution_papers_voter_id_idx" ON "resolution_papers"("voter_id");

-- CreateIndex
CREATE UNIQUE INDEX "resolution_papers_resolution_id_phase_serial_key" ON "resolution_papers"("resolution_id", "phase", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "sections_name_key" ON "sections"("name");

-- CreateIndex
CREATE INDEX "section_members_user_id_idx" ON "section_members"("user_id");

-- CreateIndex
CREATE INDEX "surveys_state_closes_on_idx" ON "surveys"("state", "closes_on");

-- CreateIndex
CREATE INDEX "surveys_association_id_idx" ON "surveys"("association_id");

-- CreateIndex
CREATE INDEX "surveys_audience_id_idx" ON "surveys"("audience_id");

-- CreateIndex
CREATE INDEX "survey_questions_survey_id_position_idx" ON "survey_questions"("survey_id", "position");

-- CreateIndex
CREATE INDEX "survey_options_question_id_position_idx" ON "survey_options"("question_id", "position");

-- CreateIndex
CREATE INDEX "survey_roll_survey_id_area_id_idx" ON "survey_roll"("survey_id", "area_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_roll_survey_id_voter_key_key" ON "survey_roll"("survey_id", "voter_key");

-- CreateIndex
CREATE UNIQUE INDEX "survey_ballots_roll_id_key" ON "survey_ballots"("roll_id");

-- CreateIndex
CREATE INDEX "survey_ballots_survey_id_idx" ON "survey_ballots"("survey_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_links_token_hash_key" ON "survey_links"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "survey_links_survey_id_voter_key_key" ON "survey_links"("survey_id", "voter_key");

-- AddForeignKey
ALTER TABLE "matters" ADD CONSTRAINT "matters_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matters" ADD CONSTRAINT "matters_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matters" ADD CONSTRAINT "matters_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matters" ADD CONSTRAINT "matters_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "sections"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matters" ADD CONSTRAINT "matters_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matters" ADD CONSTRAINT "matters_joined_to_id_fkey" FOREIGN KEY ("joined_to_id") REFERENCES "matters"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_events" ADD CONSTRAINT "matter_events_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_supports" ADD CONSTRAINT "matter_supports_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_supports" ADD CONSTRAINT "matter_supports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_supports" ADD CONSTRAINT "matter_supports_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_followers" ADD CONSTRAINT "matter_followers_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_followers" ADD CONSTRAINT "matter_followers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matter_photos" ADD CONSTRAINT "matter_photos_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talks" ADD CONSTRAINT "talks_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talks" ADD CONSTRAINT "talks_audience_id_fkey" FOREIGN KEY ("audience_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_items" ADD CONSTRAINT "talk_items_talk_id_fkey" FOREIGN KEY ("talk_id") REFERENCES "talks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_items" ADD CONSTRAINT "talk_items_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "sections"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_items" ADD CONSTRAINT "talk_items_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matters"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_attendances" ADD CONSTRAINT "talk_attendances_talk_id_fkey" FOREIGN KEY ("talk_id") REFERENCES "talks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_attendances" ADD CONSTRAINT "talk_attendances_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_questions" ADD CONSTRAINT "talk_questions_talk_id_fkey" FOREIGN KEY ("talk_id") REFERENCES "talks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_questions" ADD CONSTRAINT "talk_questions_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_outcomes" ADD CONSTRAINT "talk_outcomes_talk_id_fkey" FOREIGN KEY ("talk_id") REFERENCES "talks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_outcomes" ADD CONSTRAINT "talk_outcomes_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "sections"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_outcomes" ADD CONSTRAINT "talk_outcomes_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk_outcomes" ADD CONSTRAINT "talk_outcomes_matter_id_fkey" FOREIGN KEY ("matter_id") REFERENCES "matters"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "help_services" ADD CONSTRAINT "help_services_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "sections"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "content_appeals" ADD CONSTRAINT "content_appeals_hiding_id_fkey" FOREIGN KEY ("hiding_id") REFERENCES "content_hidings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolutions" ADD CONSTRAINT "resolutions_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_items" ADD CONSTRAINT "resolution_items_resolution_id_fkey" FOREIGN KEY ("resolution_id") REFERENCES "resolutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_voters" ADD CONSTRAINT "resolution_voters_resolution_id_fkey" FOREIGN KEY ("resolution_id") REFERENCES "resolutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_voters" ADD CONSTRAINT "resolution_voters_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_ballots" ADD CONSTRAINT "resolution_ballots_resolution_id_fkey" FOREIGN KEY ("resolution_id") REFERENCES "resolutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_ballots" ADD CONSTRAINT "resolution_ballots_voter_id_fkey" FOREIGN KEY ("voter_id") REFERENCES "resolution_voters"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_papers" ADD CONSTRAINT "resolution_papers_resolution_id_fkey" FOREIGN KEY ("resolution_id") REFERENCES "resolutions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolution_papers" ADD CONSTRAINT "resolution_papers_voter_id_fkey" FOREIGN KEY ("voter_id") REFERENCES "resolution_voters"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_members" ADD CONSTRAINT "section_members_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "sections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_members" ADD CONSTRAINT "section_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_audience_id_fkey" FOREIGN KEY ("audience_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_questions" ADD CONSTRAINT "survey_questions_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_options" ADD CONSTRAINT "survey_options_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "survey_questions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_roll" ADD CONSTRAINT "survey_roll_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_ballots" ADD CONSTRAINT "survey_ballots_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_ballots" ADD CONSTRAINT "survey_ballots_roll_id_fkey" FOREIGN KEY ("roll_id") REFERENCES "survey_roll"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_links" ADD CONSTRAINT "survey_links_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must never happen in the exchange of views.

ALTER TABLE matters
  ADD CONSTRAINT matters_progress CHECK (progress BETWEEN 0 AND 100 AND (state <> 'done' OR progress = 100)),
  ADD CONSTRAINT matters_routed CHECK (
    state NOT IN ('routed', 'answered', 'underway', 'done', 'impossible')
    OR (section_id IS NOT NULL AND due_on IS NOT NULL AND received_at IS NOT NULL AND routed_at IS NOT NULL)),
  ADD CONSTRAINT matters_answered CHECK (
    state NOT IN ('answered', 'underway', 'done', 'impossible') OR answered_at IS NOT NULL),
  ADD CONSTRAINT matters_channel CHECK (channel = 'direct' OR association_id IS NOT NULL),
  ADD CONSTRAINT matters_joined CHECK (joined_to_id <> id),
  ADD CONSTRAINT matters_place CHECK ((latitude IS NULL) = (longitude IS NULL));
CREATE INDEX matters_words ON matters USING gin ((title || ' ' || body) gin_trgm_ops);

-- An answer, an end and a refusal have a reason in words.
ALTER TABLE matter_events
  ADD CONSTRAINT matter_events_reason CHECK (
    kind NOT IN ('answered', 'done', 'impossible', 'refused', 'due_changed') OR length(btrim(text)) > 0),
  ADD CONSTRAINT matter_events_progress CHECK (progress BETWEEN 0 AND 100);

-- What has happened is neither changed nor taken away; only with the whole matter.
CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'a trace is neither changed nor deleted';
END $$;
CREATE TRIGGER matter_events_kept BEFORE UPDATE OR DELETE ON matter_events
  FOR EACH ROW EXECUTE FUNCTION written_once();

ALTER TABLE matter_supports
  ADD CONSTRAINT matter_supports_one CHECK (num_nonnulls(user_id, association_id) = 1);
CREATE FUNCTION matter_supports_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE matters SET support_count = support_count + 1 WHERE id = NEW.matter_id;
  ELSE
    UPDATE matters SET support_count = support_count - 1 WHERE id = OLD.matter_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER matter_supports_count AFTER INSERT OR DELETE ON matter_supports
  FOR EACH ROW EXECUTE FUNCTION matter_supports_counted();

ALTER TABLE exchange_settings
  ADD CONSTRAINT exchange_settings_one CHECK (id = 1),
  ADD CONSTRAINT exchange_settings_days CHECK (route_days BETWEEN 1 AND 60 AND answer_days BETWEEN 1 AND 365);

ALTER TABLE talks
  ADD CONSTRAINT talks_time CHECK (ends_at > starts_at),
  ADD CONSTRAINT talks_place CHECK ((latitude IS NULL) = (longitude IS NULL)),
  ADD CONSTRAINT talks_minutes CHECK (minutes_at IS NULL OR state = 'held');
ALTER TABLE talk_outcomes
  ADD CONSTRAINT talk_outcomes_owner CHECK (num_nonnulls(section_id, association_id) = 1);
ALTER TABLE talk_attendances
  ADD CONSTRAINT talk_attendances_people CHECK (people BETWEEN 0 AND 1000 AND came BETWEEN 0 AND 1000);

-- Surveys: what was promised when it opened stands; questions freeze with the first answer.
ALTER TABLE surveys
  ADD CONSTRAINT surveys_days CHECK (closes_on >= opens_on),
  ADD CONSTRAINT surveys_reach CHECK (reach IN ('all', 'members')),
  ADD CONSTRAINT surveys_unit CHECK (unit IN ('person', 'household') AND (reach = 'members' OR unit = 'person'));
CREATE FUNCTION surveys_promised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.anonymous, NEW.reach, NEW.unit, NEW.audience_id, NEW.association_id)
      IS DISTINCT FROM (OLD.anonymous, OLD.reach, OLD.unit, OLD.audience_id, OLD.association_id) THEN
    RAISE EXCEPTION 'survey_promise' USING ERRCODE = 'PT005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_kept BEFORE UPDATE ON surveys FOR EACH ROW EXECUTE FUNCTION surveys_promised();

CREATE FUNCTION survey_frozen(survey int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- The lock makes a question that is changed and a first answer that arrives wait for one another.
  PERFORM 1 FROM surveys WHERE id = survey FOR UPDATE;
  IF EXISTS (SELECT 1 FROM survey_ballots WHERE survey_id = survey) THEN
    RAISE EXCEPTION 'survey_frozen' USING ERRCODE = 'PT006';
  END IF;
END $$;
CREATE FUNCTION survey_questions_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF pg_trigger_depth() = 1 THEN PERFORM survey_frozen(OLD.survey_id); END IF;
    RETURN OLD;
  END IF;
  PERFORM survey_frozen(NEW.survey_id);
  RETURN NEW;
END $$;
CREATE TRIGGER survey_questions_frozen BEFORE INSERT OR UPDATE OR DELETE ON survey_questions
  FOR EACH ROW EXECUTE FUNCTION survey_questions_freeze();
CREATE FUNCTION survey_options_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE survey int;
BEGIN
  SELECT survey_id INTO survey FROM survey_questions
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.question_id ELSE NEW.question_id END;
  IF survey IS NOT NULL AND (TG_OP <> 'DELETE' OR pg_trigger_depth() = 1) THEN
    PERFORM survey_frozen(survey);
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER survey_options_frozen BEFORE INSERT OR UPDATE OR DELETE ON survey_options
  FOR EACH ROW EXECUTE FUNCTION survey_options_freeze();

-- An answer only while it is open; of nobody where no names were promised, of one person where they were.
CREATE FUNCTION survey_ballots_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s surveys%ROWTYPE;
BEGIN
  SELECT * INTO s FROM surveys WHERE id = NEW.survey_id FOR SHARE;
  IF s.state <> 'open' THEN RAISE EXCEPTION 'survey_closed' USING ERRCODE = 'PT007'; END IF;
  IF s.anonymous <> (NEW.roll_id IS NULL) THEN RAISE EXCEPTION 'survey_anonymity' USING ERRCODE = 'PT008'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER survey_ballots_take BEFORE INSERT ON survey_ballots
  FOR EACH ROW EXECUTE FUNCTION survey_ballots_taken();

-- Decisions of an association.
ALTER TABLE resolutions
  ADD CONSTRAINT resolutions_unit CHECK (unit IN ('person', 'household')),
  ADD CONSTRAINT resolutions_quorum CHECK (quorum_den > 0 AND quorum_num BETWEEN 0 AND quorum_den),
  ADD CONSTRAINT resolutions_days CHECK (
    vote_until >= coalesce(vote_from, vote_until) AND coalesce(consent_until, vote_until) <= vote_until),
  ADD CONSTRAINT resolutions_consent CHECK (way <> 'consent_then_majority' OR consent_until IS NOT NULL),
  ADD CONSTRAINT resolutions_checked CHECK ((checked_at IS NULL) = (checked_by_id IS NULL)),
  ADD CONSTRAINT resolutions_decided CHECK (state <> 'decided' OR (decided_at IS NOT NULL AND checked_at IS NOT NULL));
ALTER TABLE resolution_items
  ADD CONSTRAINT resolution_items_need CHECK (
    need_den > 0 AND need_num BETWEEN 0 AND need_den AND need_kind IN ('over', 'at_least')
    AND (need_kind = 'at_least' OR need_num < need_den) AND base IN ('cast', 'all'));
CREATE FUNCTION resolution_items_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_in text;
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
  SELECT state INTO now_in FROM resolutions
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.resolution_id ELSE NEW.resolution_id END FOR SHARE;
  IF now_in <> 'draft' AND (TG_OP <> 'UPDATE' OR
      (NEW.position, NEW.title, NEW.text, NEW.need_num, NEW.need_den, NEW.need_kind, NEW.base) IS DISTINCT FROM
      (OLD.position, OLD.title, OLD.text, OLD.need_num, OLD.need_den, OLD.need_kind, OLD.base)) THEN
    RAISE EXCEPTION 'resolution_frozen' USING ERRCODE = 'PT009';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER resolution_items_frozen BEFORE INSERT OR UPDATE OR DELETE ON resolution_items
  FOR EACH ROW EXECUTE FUNCTION resolution_items_freeze();
CREATE FUNCTION resolution_voters_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r resolutions%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
  SELECT * INTO r FROM resolutions
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.resolution_id ELSE NEW.resolution_id END FOR SHARE;
  IF TG_OP <> 'UPDATE' THEN
    IF r.state <> 'draft' THEN RAISE EXCEPTION 'resolution_frozen' USING ERRCODE = 'PT009'; END IF;
  ELSIF OLD.voted AND NOT NEW.voted THEN
    RAISE EXCEPTION 'a vote is not taken back';
  ELSIF NEW.voted AND NOT OLD.voted AND r.state <> 'voting' THEN
    RAISE EXCEPTION 'resolution_not_voting' USING ERRCODE = 'PT010';
  ELSIF NEW.consents IS DISTINCT FROM OLD.consents AND r.state <> 'consenting' THEN
    RAISE EXCEPTION 'resolution_not_consenting' USING ERRCODE = 'PT010';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER resolution_voters_frozen BEFORE INSERT OR UPDATE OR DELETE ON resolution_voters
  FOR EACH ROW EXECUTE FUNCTION resolution_voters_freeze();
CREATE FUNCTION resolution_ballots_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r resolutions%ROWTYPE;
BEGIN
  SELECT * INTO r FROM resolutions WHERE id = NEW.resolution_id FOR SHARE;
  IF r.state <> 'voting' THEN RAISE EXCEPTION 'resolution_not_voting' USING ERRCODE = 'PT010'; END IF;
  IF r.secret <> (NEW.voter_id IS NULL) THEN RAISE EXCEPTION 'resolution_secrecy' USING ERRCODE = 'PT008'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER resolution_ballots_take BEFORE INSERT ON resolution_ballots
  FOR EACH ROW EXECUTE FUNCTION resolution_ballots_taken();
ALTER TABLE resolution_papers
  ADD CONSTRAINT resolution_papers_two CHECK (second_by_id <> entered_by_id),
  ADD CONSTRAINT resolution_papers_state CHECK (
    state IN ('waiting', 'agreed', 'differs') AND (state = 'waiting') = (second_by_id IS NULL)
    AND phase IN ('consent', 'vote') AND (choices IS NOT NULL OR state = 'agreed'));

-- Moderation leaves a trace, and who has hidden does not judge the appeal.
ALTER TABLE content_hidings ADD CONSTRAINT content_hidings_reason CHECK (length(btrim(reason)) > 0);
ALTER TABLE content_appeals
  ADD CONSTRAINT content_appeals_other CHECK (decided_by_id <> hidden_by_id),
  ADD CONSTRAINT content_appeals_state CHECK (
    state IN ('open', 'granted', 'refused') AND (state = 'open') = (decided_at IS NULL));
CREATE UNIQUE INDEX content_appeals_once ON content_appeals (hiding_id);
CREATE UNIQUE INDEX content_hidings_standing ON content_hidings (subject, subject_id) WHERE lifted_at IS NULL;
CREATE TRIGGER content_hidings_kept BEFORE DELETE ON content_hidings FOR EACH ROW EXECUTE FUNCTION written_once();
CREATE TRIGGER content_appeals_kept BEFORE DELETE ON content_appeals FOR EACH ROW EXECUTE FUNCTION written_once();

ALTER TABLE help_services ADD CONSTRAINT help_services_whole CHECK (
  state <> 'published' OR (length(btrim(summary)) > 0 AND cardinality(ways) > 0 AND checked_on IS NOT NULL));
