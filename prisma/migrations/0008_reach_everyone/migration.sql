-- CreateEnum
CREATE TYPE "ConfirmationChannel" AS ENUM ('screen', 'paper', 'telephone', 'visit', 'proxy');

-- CreateEnum
CREATE TYPE "EventAnswerKind" AS ENUM ('attend', 'absent', 'entrust');

-- CreateEnum
CREATE TYPE "HouseholdDelivery" AS ENUM ('paper', 'mail', 'push', 'none');

-- CreateEnum
CREATE TYPE "HouseholdRole" AS ENUM ('head', 'member', 'dependant');

-- CreateEnum
CREATE TYPE "EventAsks" AS ENUM ('nothing', 'attendance', 'assembly');

-- CreateEnum
CREATE TYPE "TranslationLanguage" AS ENUM ('ja_easy', 'en', 'zh', 'ko', 'vi');

-- CreateEnum
CREATE TYPE "SubscriberState" AS ENUM ('pending', 'active', 'ended');

-- CreateEnum
CREATE TYPE "Rhythm" AS ENUM ('at_once', 'daily');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('mail', 'push');

-- CreateEnum
CREATE TYPE "AnnouncementKind" AS ENUM ('published', 'passed_on', 'reminder', 'digest');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('queued', 'sent', 'failed', 'cancelled');



-- AlterTable
ALTER TABLE "associations" ADD COLUMN     "needs_approval" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "approved_by_id" UUID,
ADD COLUMN     "body_ruby_html" TEXT,
ADD COLUMN     "confirm_by" DATE,
ADD COLUMN     "copied_from_id" INTEGER,
ADD COLUMN     "event_answer_by" DATE,
ADD COLUMN     "event_asks" "EventAsks" NOT NULL DEFAULT 'nothing',
ADD COLUMN     "event_capacity" INTEGER,
ADD COLUMN     "event_latitude" DOUBLE PRECISION,
ADD COLUMN     "event_longitude" DOUBLE PRECISION,
ADD COLUMN     "remind_days" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "returned_reason" VARCHAR(500),
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "submitted_by_id" UUID,
ADD COLUMN     "title_ruby" TEXT;

-- CreateTable
CREATE TABLE "circulars" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "return_by" DATE,
    "line" VARCHAR(500) NOT NULL DEFAULT '',
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "circulars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circular_notices" (
    "circular_id" INTEGER NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "circular_notices_pkey" PRIMARY KEY ("circular_id","notice_id")
);

-- CreateTable
CREATE TABLE "notice_openings" (
    "notice_id" INTEGER NOT NULL,
    "household_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_openings_pkey" PRIMARY KEY ("notice_id","household_id")
);

-- CreateTable
CREATE TABLE "confirmations" (
    "id" SERIAL NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "household_id" INTEGER NOT NULL,
    "channel" "ConfirmationChannel" NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by_id" UUID,
    "proxy_name" VARCHAR(100),
    "entered_by_id" UUID,

    CONSTRAINT "confirmations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper_tallies" (
    "id" SERIAL NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "association_id" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,
    "signed" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "entered_by_id" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paper_tallies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "notice_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "households" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("notice_id","day")
);

-- CreateTable
CREATE TABLE "event_answers" (
    "id" SERIAL NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "household_id" INTEGER,
    "user_id" UUID,
    "kind" "EventAnswerKind" NOT NULL,
    "people" INTEGER NOT NULL DEFAULT 0,
    "entrusted_to" VARCHAR(100) NOT NULL DEFAULT '',
    "entered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "event_answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "households" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "delivery" "HouseholdDelivery" NOT NULL DEFAULT 'paper',
    "code_hash" TEXT,
    "code_expires_at" TIMESTAMPTZ(3),
    "consent_text" VARCHAR(20),
    "consented_at" TIMESTAMPTZ(3),
    "consent_withdrawn_at" TIMESTAMPTZ(3),
    "moved_out_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "households_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household_members" (
    "id" SERIAL NOT NULL,
    "household_id" INTEGER NOT NULL,
    "user_id" UUID,
    "role" "HouseholdRole" NOT NULL,
    "name" VARCHAR(100) NOT NULL DEFAULT '',
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "household_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_translations" (
    "id" SERIAL NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "language" "TranslationLanguage" NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "body" TEXT NOT NULL,
    "body_html" TEXT NOT NULL,
    "original_version" INTEGER NOT NULL,
    "written_by" VARCHAR(100) NOT NULL,
    "reviewed_by" VARCHAR(100),
    "reviewed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "author_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_translations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passings_on" (
    "id" SERIAL NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "association_id" INTEGER NOT NULL,
    "line" VARCHAR(500) NOT NULL DEFAULT '',
    "passed_by_id" UUID,
    "passed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "passings_on_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requests" (
    "notice_id" INTEGER NOT NULL,
    "purpose" VARCHAR(300) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("notice_id")
);

-- CreateTable
CREATE TABLE "subscribers" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254),
    "user_id" UUID,
    "state" "SubscriberState" NOT NULL DEFAULT 'pending',
    "rhythm" "Rhythm" NOT NULL DEFAULT 'at_once',
    "language" VARCHAR(10) NOT NULL DEFAULT 'ja',
    "quiet_from" INTEGER DEFAULT 21,
    "quiet_until" INTEGER DEFAULT 7,
    "token_hash" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "digested_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscribers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_topics" (
    "id" SERIAL NOT NULL,
    "subscriber_id" UUID NOT NULL,
    "association_id" INTEGER,
    "district_id" INTEGER,
    "category" "NoticeCategory",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscription_topics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_endpoints" (
    "id" SERIAL NOT NULL,
    "subscriber_id" UUID NOT NULL,
    "endpoint" VARCHAR(1000) NOT NULL,
    "p256dh" VARCHAR(200) NOT NULL,
    "auth" VARCHAR(100) NOT NULL,
    "device" VARCHAR(100) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dead_addresses" (
    "email" VARCHAR(254) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" VARCHAR(300) NOT NULL,

    CONSTRAINT "dead_addresses_pkey" PRIMARY KEY ("email")
);

-- CreateTable
CREATE TABLE "announcements" (
    "id" SERIAL NOT NULL,
    "kind" "AnnouncementKind" NOT NULL,
    "notice_id" INTEGER,
    "passing_on_id" INTEGER,
    "day" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expanded_at" TIMESTAMPTZ(3),

    CONSTRAINT "announcements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" SERIAL NOT NULL,
    "announcement_id" INTEGER NOT NULL,
    "channel" "Channel" NOT NULL,
    "subscriber_id" UUID,
    "user_id" UUID,
    "endpoint_id" INTEGER,
    "dedupe_key" VARCHAR(100) NOT NULL,
    "language" VARCHAR(10) NOT NULL DEFAULT 'ja',
    "notice_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempts" (
    "id" SERIAL NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "succeeded" BOOLEAN NOT NULL,
    "detail" VARCHAR(300) NOT NULL DEFAULT '',

    CONSTRAINT "delivery_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_keys" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "circulars_association_id_number_key" ON "circulars"("association_id", "number");

-- CreateIndex
CREATE INDEX "circular_notices_notice_id_idx" ON "circular_notices"("notice_id");

-- CreateIndex
CREATE INDEX "notice_openings_household_id_idx" ON "notice_openings"("household_id");

-- CreateIndex
CREATE INDEX "confirmations_household_id_idx" ON "confirmations"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "confirmations_notice_id_household_id_key" ON "confirmations"("notice_id", "household_id");

-- CreateIndex
CREATE INDEX "paper_tallies_association_id_idx" ON "paper_tallies"("association_id");

-- CreateIndex
CREATE UNIQUE INDEX "paper_tallies_notice_id_association_id_key" ON "paper_tallies"("notice_id", "association_id");

-- CreateIndex
CREATE INDEX "event_answers_household_id_idx" ON "event_answers"("household_id");

-- CreateIndex
CREATE INDEX "event_answers_user_id_idx" ON "event_answers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_answers_notice_id_household_id_key" ON "event_answers"("notice_id", "household_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_answers_notice_id_user_id_key" ON "event_answers"("notice_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "households_code_hash_key" ON "households"("code_hash");

-- CreateIndex
CREATE INDEX "households_association_id_position_id_idx" ON "households"("association_id", "position", "id");

-- CreateIndex
CREATE INDEX "household_members_household_id_idx" ON "household_members"("household_id");

-- CreateIndex
CREATE INDEX "household_members_user_id_idx" ON "household_members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_translations_notice_id_language_key" ON "notice_translations"("notice_id", "language");

-- CreateIndex
CREATE INDEX "passings_on_association_id_passed_at_idx" ON "passings_on"("association_id", "passed_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "passings_on_notice_id_association_id_key" ON "passings_on"("notice_id", "association_id");

-- CreateIndex
CREATE INDEX "requests_due_on_idx" ON "requests"("due_on");

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_email_key" ON "subscribers"("email");

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_user_id_key" ON "subscribers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_token_hash_key" ON "subscribers"("token_hash");

-- CreateIndex
CREATE INDEX "subscribers_state_rhythm_idx" ON "subscribers"("state", "rhythm");

-- CreateIndex
CREATE INDEX "subscription_topics_association_id_idx" ON "subscription_topics"("association_id");

-- CreateIndex
CREATE INDEX "subscription_topics_district_id_idx" ON "subscription_topics"("district_id");

-- CreateIndex
CREATE UNIQUE INDEX "push_endpoints_endpoint_key" ON "push_endpoints"("endpoint");

-- CreateIndex
CREATE INDEX "push_endpoints_subscriber_id_idx" ON "push_endpoints"("subscriber_id");

-- CreateIndex
CREATE INDEX "announcements_notice_id_idx" ON "announcements"("notice_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_dedupe_key_key" ON "deliveries"("dedupe_key");

-- CreateIndex
CREATE INDEX "deliveries_announcement_id_state_idx" ON "deliveries"("announcement_id", "state");

-- CreateIndex
CREATE INDEX "deliveries_subscriber_id_idx" ON "deliveries"("subscriber_id");

-- CreateIndex
CREATE INDEX "delivery_attempts_delivery_id_idx" ON "delivery_attempts"("delivery_id");

-- CreateIndex
CREATE INDEX "notices_copied_from_id_idx" ON "notices"("copied_from_id");

-- AddForeignKey
ALTER TABLE "circulars" ADD CONSTRAINT "circulars_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circular_notices" ADD CONSTRAINT "circular_notices_circular_id_fkey" FOREIGN KEY ("circular_id") REFERENCES "circulars"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circular_notices" ADD CONSTRAINT "circular_notices_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_openings" ADD CONSTRAINT "notice_openings_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_openings" ADD CONSTRAINT "notice_openings_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_tallies" ADD CONSTRAINT "paper_tallies_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_tallies" ADD CONSTRAINT "paper_tallies_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_answers" ADD CONSTRAINT "event_answers_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_answers" ADD CONSTRAINT "event_answers_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_answers" ADD CONSTRAINT "event_answers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "households" ADD CONSTRAINT "households_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "household_members" ADD CONSTRAINT "household_members_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "household_members" ADD CONSTRAINT "household_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_copied_from_id_fkey" FOREIGN KEY ("copied_from_id") REFERENCES "notices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_translations" ADD CONSTRAINT "notice_translations_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passings_on" ADD CONSTRAINT "passings_on_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passings_on" ADD CONSTRAINT "passings_on_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_topics" ADD CONSTRAINT "subscription_topics_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_topics" ADD CONSTRAINT "subscription_topics_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_topics" ADD CONSTRAINT "subscription_topics_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_endpoints" ADD CONSTRAINT "push_endpoints_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_passing_on_id_fkey" FOREIGN KEY ("passing_on_id") REFERENCES "passings_on"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_announcement_id_fkey" FOREIGN KEY ("announcement_id") REFERENCES "announcements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "push_endpoints"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- 承認: a second person, never the one who asked
ALTER TABLE notices
  ADD CONSTRAINT notices_awaiting_dated CHECK (state <> 'awaiting_approval' OR submitted_at IS NOT NULL),
  ADD CONSTRAINT notices_second_person CHECK (
    approved_by_id IS NULL OR submitted_by_id IS NULL OR approved_by_id <> submitted_by_id),
  ADD CONSTRAINT notices_event_place_whole CHECK ((event_latitude IS NULL) = (event_longitude IS NULL)),
  ADD CONSTRAINT notices_event_capacity CHECK (event_capacity IS NULL OR event_capacity > 0),
  ADD CONSTRAINT notices_event_asks CHECK (event_asks = 'nothing' OR state = 'draft' OR event_starts_at IS NOT NULL),
  ADD CONSTRAINT notices_reminded_before CHECK (
    remind_days = '{}' OR (confirm_by IS NOT NULL AND 0 <= ALL (remind_days) AND 60 >= ALL (remind_days)));

DROP INDEX notices_unpublished;
CREATE INDEX notices_unpublished ON notices (association_id, updated_at DESC)
  WHERE state IN ('draft', 'awaiting_approval', 'scheduled');
CREATE INDEX notices_to_confirm ON notices (confirm_by) WHERE state = 'published' AND confirm_by IS NOT NULL;
CREATE INDEX notices_by_audience ON notices (audience_id, published_at DESC, id DESC) WHERE state = 'published';

ALTER TABLE requests ADD CONSTRAINT requests_time CHECK (minutes > 0);

CREATE UNIQUE INDEX household_members_one_head ON household_members (household_id)
  WHERE role = 'head' AND left_at IS NULL;
CREATE UNIQUE INDEX household_members_once ON household_members (household_id, user_id)
  WHERE left_at IS NULL AND user_id IS NOT NULL;
ALTER TABLE household_members ADD CONSTRAINT household_members_somebody CHECK (user_id IS NOT NULL OR name <> '');
ALTER TABLE households
  ADD CONSTRAINT households_named CHECK (name <> ''),
  ADD CONSTRAINT households_consent_dated CHECK ((consent_text IS NULL) = (consented_at IS NULL));

ALTER TABLE confirmations ADD CONSTRAINT confirmations_proxy_named CHECK (channel <> 'proxy' OR proxy_name <> '');
ALTER TABLE paper_tallies ADD CONSTRAINT paper_tallies_sane CHECK (signed >= 0 AND signed <= households);
ALTER TABLE circulars ADD CONSTRAINT circulars_numbered CHECK (number > 0);

ALTER TABLE event_answers
  ADD CONSTRAINT event_answers_of_one CHECK (num_nonnulls(household_id, user_id) = 1),
  ADD CONSTRAINT event_answers_people CHECK ((kind = 'attend') = (people > 0) AND people >= 0 AND people <= 100);
-- 定員: more people than places cannot be written, however many answer at once. The notice's row is the lock.
CREATE FUNCTION event_answers_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  capacity int;
  coming int;
BEGIN
  SELECT event_capacity INTO capacity FROM notices WHERE id = NEW.notice_id FOR NO KEY UPDATE;
  IF capacity IS NULL OR NEW.kind <> 'attend' THEN RETURN NEW; END IF;
  SELECT coalesce(sum(people), 0) INTO coming FROM event_answers WHERE notice_id = NEW.notice_id AND id <> NEW.id;
  IF coming + NEW.people > capacity THEN
    RAISE EXCEPTION 'event_full' USING ERRCODE = 'PT001', DETAIL = (capacity - coming)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_answers_capacity BEFORE INSERT OR UPDATE OF kind, people ON event_answers
  FOR EACH ROW EXECUTE FUNCTION event_answers_keep_capacity();

ALTER TABLE subscribers
  ADD CONSTRAINT subscribers_email_lower CHECK (email = lower(email) AND email LIKE '%_@_%'),
  ADD CONSTRAINT subscribers_quiet CHECK (
    (quiet_from IS NULL) = (quiet_until IS NULL)
    AND quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23);
ALTER TABLE subscription_topics
  ADD CONSTRAINT subscription_topics_one_place CHECK (association_id IS NULL OR district_id IS NULL),
  ADD CONSTRAINT subscription_topics_once UNIQUE NULLS NOT DISTINCT
    (subscriber_id, association_id, district_id, category);
ALTER TABLE dead_addresses ADD CONSTRAINT dead_addresses_lower CHECK (email = lower(email));
CREATE UNIQUE INDEX announcements_once ON announcements (kind, notice_id, passing_on_id, day)
  NULLS NOT DISTINCT;
CREATE INDEX deliveries_due ON deliveries (not_before, id) WHERE state = 'queued';
ALTER TABLE push_keys ADD CONSTRAINT push_keys_one CHECK (id = 1);
