-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Post" AS ENUM ('chair', 'vice_chair', 'secretary', 'treasurer', 'auditor', 'group_leader', 'board_member');

-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('reviewer', 'approver', 'section_staff', 'coordinator', 'administrator');

-- CreateEnum
CREATE TYPE "MembershipState" AS ENUM ('requested', 'confirmed', 'refused', 'ended');

-- CreateEnum
CREATE TYPE "EmailLinkPurpose" AS ENUM ('sign_in', 'register', 'change_email');

-- CreateEnum
CREATE TYPE "DeliveryChoice" AS ENUM ('email', 'none');

-- CreateEnum
CREATE TYPE "AssociationKind" AS ENUM ('city', 'council', 'neighbourhood', 'group');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('draft', 'scheduled', 'published', 'expired', 'withdrawn');

-- CreateEnum
CREATE TYPE "NoticeCategory" AS ENUM ('disaster_prevention', 'crime_prevention', 'waste', 'event', 'meeting', 'recruitment', 'welfare', 'children', 'other');

-- CreateEnum
CREATE TYPE "NoticeImportance" AS ENUM ('normal', 'important', 'urgent');

-- CreateEnum
CREATE TYPE "NoticeVisibility" AS ENUM ('public', 'members');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('queued', 'sent', 'failed', 'kept');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "password_hash" TEXT,
    "family_name" VARCHAR(50) NOT NULL,
    "given_name" VARCHAR(50) NOT NULL,
    "family_reading" VARCHAR(50) NOT NULL DEFAULT '',
    "given_reading" VARCHAR(50) NOT NULL DEFAULT '',
    "language" VARCHAR(10) NOT NULL DEFAULT 'ja',
    "delivery" "DeliveryChoice" NOT NULL DEFAULT 'email',
    "second_factor_secret" TEXT,
    "second_factor_confirmed_at" TIMESTAMPTZ(3),
    "second_factor_last_step" INTEGER,
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "second_factor_passed_at" TIMESTAMPTZ(3),
    "device" VARCHAR(100) NOT NULL DEFAULT '',

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "association_id" INTEGER NOT NULL,
    "state" "MembershipState" NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership_codes" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "association_id" INTEGER NOT NULL,
    "post" "Post" NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "name_shown_text" VARCHAR(20),
    "name_shown_since" TIMESTAMPTZ(3),
    "name_withdrawn_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_appointments" (
    "id" SERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "StaffRole" NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "staff_appointments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "post" "Post" NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "invited_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_links" (
    "token_hash" TEXT NOT NULL,
    "purpose" "EmailLinkPurpose" NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "user_id" UUID,
    "next" VARCHAR(500) NOT NULL DEFAULT '/',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_links_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "window_ends" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "districts" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "middle_school" TEXT NOT NULL,
    "school_name" TEXT NOT NULL,
    "school_address" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "districts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "towns" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "district_id" INTEGER,

    CONSTRAINT "towns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "associations" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER,
    "kind" "AssociationKind" NOT NULL,
    "path" VARCHAR(80) NOT NULL DEFAULT '',
    "district_id" INTEGER,
    "slug" VARCHAR(60) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "reading" VARCHAR(200) NOT NULL,
    "legal_personality_since" DATE,
    "households" INTEGER,
    "member_households" INTEGER,
    "households_method" VARCHAR(200),
    "households_as_of" DATE,
    "contact_name" VARCHAR(100),
    "contact_phone" VARCHAR(20),
    "contact_email" VARCHAR(254),
    "website" VARCHAR(500),
    "introduction" VARCHAR(4000) NOT NULL DEFAULT '',
    "how_to_join" VARCHAR(4000) NOT NULL DEFAULT '',
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "area" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "associations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "association_towns" (
    "association_id" INTEGER NOT NULL,
    "town_id" INTEGER NOT NULL,

    CONSTRAINT "association_towns_pkey" PRIMARY KEY ("association_id","town_id")
);

-- CreateTable
CREATE TABLE "contact_consents" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "person_name" VARCHAR(100) NOT NULL,
    "text_version" VARCHAR(20) NOT NULL,
    "shows_name" BOOLEAN NOT NULL,
    "shows_phone" BOOLEAN NOT NULL,
    "shows_email" BOOLEAN NOT NULL,
    "given_on" DATE NOT NULL,
    "recorded_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "capacity" VARCHAR(40) NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "subject_type" VARCHAR(40) NOT NULL,
    "subject_id" VARCHAR(60) NOT NULL,
    "association_id" INTEGER,
    "origin" VARCHAR(60) NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "audience_id" INTEGER NOT NULL,
    "district_id" INTEGER,
    "state" "NoticeState" NOT NULL DEFAULT 'draft',
    "visibility" "NoticeVisibility" NOT NULL DEFAULT 'public',
    "category" "NoticeCategory" NOT NULL,
    "importance" "NoticeImportance" NOT NULL DEFAULT 'normal',
    "title" VARCHAR(100) NOT NULL,
    "body" TEXT NOT NULL,
    "body_html" TEXT NOT NULL,
    "excerpt" VARCHAR(140) NOT NULL DEFAULT '',
    "action_text" VARCHAR(200),
    "action_by" DATE,
    "event_starts_at" TIMESTAMPTZ(3),
    "event_ends_at" TIMESTAMPTZ(3),
    "event_place" VARCHAR(200),
    "publish_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "corrected_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_reason" VARCHAR(500),
    "version" INTEGER NOT NULL DEFAULT 1,
    "submission_id" UUID NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_revisions" (
    "id" SERIAL NOT NULL,
    "notice_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "title" VARCHAR(100) NOT NULL,
    "body_html" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "replaced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" UUID NOT NULL,
    "notice_id" INTEGER,
    "uploader_id" UUID,
    "name" VARCHAR(200) NOT NULL,
    "type" VARCHAR(60) NOT NULL,
    "size" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "thumbnail_key" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mails" (
    "id" SERIAL NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "subject" VARCHAR(200) NOT NULL,
    "text" TEXT NOT NULL,
    "state" "MailState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" VARCHAR(300),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kept_forms" (
    "token_hash" TEXT NOT NULL,
    "path" VARCHAR(500) NOT NULL,
    "values" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_forms_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes"("user_id");

-- CreateIndex
CREATE INDEX "memberships_association_id_state_idx" ON "memberships"("association_id", "state");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_codes_code_key" ON "membership_codes"("code");

-- CreateIndex
CREATE INDEX "membership_codes_association_id_idx" ON "membership_codes"("association_id");

-- CreateIndex
CREATE INDEX "terms_user_id_idx" ON "terms"("user_id");

-- CreateIndex
CREATE INDEX "terms_association_id_idx" ON "terms"("association_id");

-- CreateIndex
CREATE INDEX "staff_appointments_user_id_idx" ON "staff_appointments"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_association_id_idx" ON "invitations"("association_id");

-- CreateIndex
CREATE INDEX "email_links_expires_at_idx" ON "email_links"("expires_at");

-- CreateIndex
CREATE INDEX "rate_limits_window_ends_idx" ON "rate_limits"("window_ends");

-- CreateIndex
CREATE UNIQUE INDEX "districts_name_key" ON "districts"("name");

-- CreateIndex
CREATE UNIQUE INDEX "towns_name_key" ON "towns"("name");

-- CreateIndex
CREATE INDEX "towns_district_id_idx" ON "towns"("district_id");

-- CreateIndex
CREATE UNIQUE INDEX "associations_slug_key" ON "associations"("slug");

-- CreateIndex
CREATE INDEX "associations_parent_id_idx" ON "associations"("parent_id");

-- CreateIndex
CREATE INDEX "associations_district_id_idx" ON "associations"("district_id");

-- CreateIndex
CREATE INDEX "association_towns_town_id_idx" ON "association_towns"("town_id");

-- CreateIndex
CREATE INDEX "contact_consents_association_id_idx" ON "contact_consents"("association_id");

-- CreateIndex
CREATE INDEX "audit_entries_association_id_id_idx" ON "audit_entries"("association_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_subject_type_subject_id_idx" ON "audit_entries"("subject_type", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "notices_submission_id_key" ON "notices"("submission_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_revisions_notice_id_version_key" ON "notice_revisions"("notice_id", "version");

-- CreateIndex
CREATE INDEX "attachments_notice_id_idx" ON "attachments"("notice_id");

-- CreateIndex
CREATE INDEX "attachments_created_at_idx" ON "attachments"("created_at");

-- CreateIndex
CREATE INDEX "mails_created_at_idx" ON "mails"("created_at");

-- CreateIndex
CREATE INDEX "kept_forms_expires_at_idx" ON "kept_forms"("expires_at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_codes" ADD CONSTRAINT "membership_codes_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_appointments" ADD CONSTRAINT "staff_appointments_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "towns" ADD CONSTRAINT "towns_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "associations" ADD CONSTRAINT "associations_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "associations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "associations" ADD CONSTRAINT "associations_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "association_towns" ADD CONSTRAINT "association_towns_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "association_towns" ADD CONSTRAINT "association_towns_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "towns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_consents" ADD CONSTRAINT "contact_consents_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_audience_id_fkey" FOREIGN KEY ("audience_id") REFERENCES "associations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_district_id_fkey" FOREIGN KEY ("district_id") REFERENCES "districts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_revisions" ADD CONSTRAINT "notice_revisions_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say: extensions, checks, triggers, exclusions, search -----------------------

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The form in which text is searched: as app/platform/text.ts `searchForm`.
CREATE FUNCTION search_form(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(lower(normalize(input, NFKC)),
    'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ',
    'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ')
$$;

-- The tree of associations ------------------------------------------------------------------------------------

ALTER TABLE associations
  ADD CONSTRAINT associations_root CHECK ((kind = 'city') = (parent_id IS NULL)),
  ADD CONSTRAINT associations_slug_form CHECK (slug ~ '^[a-z0-9][a-z0-9-]*$'),
  ADD CONSTRAINT associations_households_sane CHECK (
    (households IS NULL OR households >= 0)
    AND (member_households IS NULL OR member_households >= 0)
    AND (households IS NULL OR member_households IS NULL OR member_households <= households)),
  ADD CONSTRAINT associations_numbers_dated CHECK (
    (households IS NULL AND member_households IS NULL) OR (households_as_of IS NOT NULL AND households_method IS NOT NULL)),
  ADD CONSTRAINT associations_place_whole CHECK ((latitude IS NULL) = (longitude IS NULL));

CREATE UNIQUE INDEX associations_one_city ON associations (kind) WHERE kind = 'city';
CREATE INDEX associations_path ON associations (path text_pattern_ops);
ALTER TABLE associations ADD COLUMN search_text text
  GENERATED ALWAYS AS (search_form(name || ' ' || reading)) STORED;
CREATE INDEX associations_search ON associations USING gin (search_text gin_trgm_ops);
CREATE INDEX towns_search ON towns USING gin (search_form(name) gin_trgm_ops);

CREATE FUNCTION associations_keep_path() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent_path text := '/';
  parent_kind "AssociationKind";
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
     AND EXISTS (SELECT 1 FROM associations WHERE parent_id = OLD.id) THEN
    RAISE EXCEPTION 'an association with others below it cannot be moved';
  END IF;
  IF NEW.parent_id IS NOT NULL THEN
    SELECT path, kind INTO parent_path, parent_kind FROM associations WHERE id = NEW.parent_id;
    IF parent_kind >= NEW.kind THEN
      RAISE EXCEPTION 'a % cannot stand below a %', NEW.kind, parent_kind;
    END IF;
  END IF;
  NEW.path := parent_path || NEW.id || '/';
  RETURN NEW;
END $$;
CREATE TRIGGER associations_path BEFORE INSERT OR UPDATE OF parent_id, path, kind ON associations
  FOR EACH ROW EXECUTE FUNCTION associations_keep_path();

-- Accounts ----------------------------------------------------------------------------------------------------

ALTER TABLE users ADD CONSTRAINT users_email_lower CHECK (email = lower(email) AND email LIKE '%_@_%');
ALTER TABLE terms
  ADD CONSTRAINT terms_in_order CHECK (starts_on <= ends_on),
  ADD CONSTRAINT terms_one_chair EXCLUDE USING gist (
    association_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (post = 'chair');
ALTER TABLE invitations ADD CONSTRAINT invitations_in_order CHECK (starts_on <= ends_on);
ALTER TABLE staff_appointments
  ADD CONSTRAINT staff_appointments_in_order CHECK (ends_on IS NULL OR starts_on <= ends_on);
CREATE UNIQUE INDEX memberships_one_standing ON memberships (user_id, association_id)
  WHERE state IN ('requested', 'confirmed');
ALTER TABLE rate_limits ADD CONSTRAINT rate_limits_count CHECK (count >= 0);

-- The trail is append-only ------------------------------------------------------------------------------------

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entries is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Notices -----------------------------------------------------------------------------------------------------

ALTER TABLE notices
  ADD CONSTRAINT notices_published_dated CHECK (state NOT IN ('published', 'expired') OR published_at IS NOT NULL),
  ADD CONSTRAINT notices_scheduled_dated CHECK (state <> 'scheduled' OR publish_at IS NOT NULL),
  ADD CONSTRAINT notices_withdrawn_reasoned CHECK (
    state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND withdrawn_reason <> '')),
  ADD CONSTRAINT notices_expiry_later CHECK (publish_at IS NULL OR expires_at IS NULL OR expires_at > publish_at),
  ADD CONSTRAINT notices_event_in_order CHECK (
    event_ends_at IS NULL OR (event_starts_at IS NOT NULL AND event_ends_at >= event_starts_at)),
  ADD CONSTRAINT notices_titled CHECK (state = 'draft' OR title <> '');

ALTER TABLE notices ADD COLUMN search_text text
  GENERATED ALWAYS AS (search_form(title || ' ' || body)) STORED;
-- Kept in the row where it fits, as a search looks through it; the texts that are only shown move out.
ALTER TABLE notices ALTER COLUMN search_text SET STORAGE MAIN;

CREATE FUNCTION notices_keep_district() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT district_id INTO NEW.district_id FROM associations WHERE id = NEW.audience_id;
  RETURN NEW;
END $$;
CREATE TRIGGER notices_district BEFORE INSERT OR UPDATE OF audience_id ON notices
  FOR EACH ROW EXECUTE FUNCTION notices_keep_district();

-- One index for each way the list is asked for, in the order in which it is shown.
CREATE INDEX notices_public_by_date ON notices (published_at DESC, id DESC)
  WHERE state = 'published' AND visibility = 'public';
CREATE INDEX notices_by_date ON notices (published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX notices_by_association ON notices (association_id, published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX notices_by_district ON notices (district_id, published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX notices_by_category ON notices (category, published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX notices_important ON notices (published_at DESC, id DESC)
  WHERE state = 'published' AND importance <> 'normal';
CREATE INDEX notices_events ON notices (event_starts_at) WHERE state = 'published' AND event_starts_at IS NOT NULL;
CREATE INDEX notices_unpublished ON notices (association_id, updated_at DESC) WHERE state IN ('draft', 'scheduled');
CREATE INDEX notices_due ON notices (publish_at) WHERE state = 'scheduled';
CREATE INDEX notices_expiring ON notices (expires_at) WHERE state = 'published' AND expires_at IS NOT NULL;

-- Search: every pair of neighbouring letters as a number, with the 365 days in which the notice was published in
-- front: period, first letter, second letter (22, 21 and 21 bits). Words of two letters, the usual length in
-- Japanese, have no trigram; and a list per period keeps a search for a frequent word as cheap among a million
-- notices as among a thousand (docs/decisions/0007). The portal asks with the same numbers: notices/search.ts.
CREATE FUNCTION notice_pairs(content text, published timestamptz) RETURNS bigint[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 5000 AS $$
DECLARE
  period bigint := floor(extract(epoch FROM published) / 31536000)::bigint << 42;
BEGIN
  RETURN ARRAY(
    SELECT period | (ascii(pair.a)::bigint << 21) | ascii(pair.b)
    FROM (SELECT letter AS a, lead(letter) OVER () AS b FROM string_to_table(content, NULL) AS letter) AS pair
    WHERE pair.b IS NOT NULL AND pair.a <> ' ' AND pair.b <> ' ');
END $$;
CREATE INDEX notices_search ON notices USING gin (notice_pairs(search_text, published_at))
  WHERE state = 'published';

ALTER TABLE attachments ADD CONSTRAINT attachments_size CHECK (size > 0 AND size <= 20971520);
