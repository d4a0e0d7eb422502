-- CreateEnum
CREATE TYPE "FilledBy" AS ENUM ('election', 'rotation', 'appointment');

-- CreateEnum
CREATE TYPE "TaskKind" AS ENUM ('task', 'meeting', 'money');

-- CreateEnum
CREATE TYPE "OpeningState" AS ENUM ('draft', 'open', 'filled', 'closed');

-- CreateEnum
CREATE TYPE "InterestStage" AS ENUM ('asked', 'new', 'contacted', 'talking', 'candidate', 'elected', 'not_now');

-- AlterTable
ALTER TABLE "terms" ADD COLUMN     "acting" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "family_name" VARCHAR(50) NOT NULL DEFAULT '',
ADD COLUMN     "family_reading" VARCHAR(50) NOT NULL DEFAULT '',
ADD COLUMN     "given_name" VARCHAR(50) NOT NULL DEFAULT '',
ADD COLUMN     "given_reading" VARCHAR(50) NOT NULL DEFAULT '',
ADD COLUMN     "reminded" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "seat_id" INTEGER,
ALTER COLUMN "user_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "associations" ADD COLUMN     "answer_days" INTEGER NOT NULL DEFAULT 7;

-- CreateTable
CREATE TABLE "officer_posts" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "post" "Post" NOT NULL,
    "name" VARCHAR(50) NOT NULL,
    "filled_by" "FilledBy" NOT NULL DEFAULT 'election',
    "months" INTEGER NOT NULL DEFAULT 12,
    "position" INTEGER NOT NULL DEFAULT 0,
    "introduction" VARCHAR(2000) NOT NULL DEFAULT '',
    "closed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_seats" (
    "id" SERIAL NOT NULL,
    "post_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "closed_on" DATE,

    CONSTRAINT "officer_seats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_contacts" (
    "id" SERIAL NOT NULL,
    "term_id" INTEGER NOT NULL,
    "phone" VARCHAR(20) NOT NULL DEFAULT '',
    "email" VARCHAR(254) NOT NULL DEFAULT '',
    "address" VARCHAR(200) NOT NULL DEFAULT '',
    "consent_text" VARCHAR(20) NOT NULL,
    "given_on" DATE NOT NULL,
    "given_by" VARCHAR(10) NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "withdrawn_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "officer_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_tasks" (
    "id" SERIAL NOT NULL,
    "post_id" INTEGER NOT NULL,
    "kind" "TaskKind" NOT NULL DEFAULT 'task',
    "title" VARCHAR(100) NOT NULL,
    "months" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "minutes" INTEGER NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "helpers" VARCHAR(200) NOT NULL DEFAULT '',
    "from_home" BOOLEAN NOT NULL DEFAULT false,
    "evening" BOOLEAN NOT NULL DEFAULT false,
    "weekend" BOOLEAN NOT NULL DEFAULT false,
    "library" VARCHAR(40) NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "officer_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_rotations" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "post_id" INTEGER,
    "name" VARCHAR(100) NOT NULL,
    "unit" VARCHAR(10) NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 1,
    "period" VARCHAR(10) NOT NULL DEFAULT 'year',
    "version" INTEGER NOT NULL DEFAULT 1,
    "closed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duty_rotations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_places" (
    "id" SERIAL NOT NULL,
    "rotation_id" INTEGER NOT NULL,
    "household_id" INTEGER,
    "group_id" INTEGER,
    "position" INTEGER NOT NULL,

    CONSTRAINT "duty_places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_absences" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "from_period" INTEGER NOT NULL,
    "until_period" INTEGER,
    "kind" VARCHAR(10) NOT NULL,
    "reason" TEXT,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duty_absences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_turns" (
    "id" SERIAL NOT NULL,
    "rotation_id" INTEGER NOT NULL,
    "period" INTEGER NOT NULL,
    "place_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duty_turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "openings" (
    "id" SERIAL NOT NULL,
    "association_id" INTEGER NOT NULL,
    "post_id" INTEGER,
    "task_id" INTEGER,
    "kind" VARCHAR(10) NOT NULL,
    "state" "OpeningState" NOT NULL DEFAULT 'draft',
    "title" VARCHAR(100) NOT NULL,
    "body" VARCHAR(4000) NOT NULL,
    "gains" VARCHAR(1000) NOT NULL DEFAULT '',
    "companions" VARCHAR(500) NOT NULL DEFAULT '',
    "minutes" INTEGER NOT NULL,
    "months" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "skills" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "evening" BOOLEAN NOT NULL DEFAULT false,
    "weekend" BOOLEAN NOT NULL DEFAULT false,
    "from_home" BOOLEAN NOT NULL DEFAULT false,
    "places" INTEGER NOT NULL DEFAULT 1,
    "starts_on" DATE,
    "ends_on" DATE,
    "closes_on" DATE,
    "election_on" DATE,
    "published_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "openings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opening_voices" (
    "id" SERIAL NOT NULL,
    "opening_id" INTEGER NOT NULL,
    "who" VARCHAR(50) NOT NULL,
    "text" VARCHAR(600) NOT NULL,
    "consent_on" DATE NOT NULL,

    CONSTRAINT "opening_voices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interests" (
    "id" SERIAL NOT NULL,
    "opening_id" INTEGER NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "stage" "InterestStage" NOT NULL DEFAULT 'new',
    "user_id" UUID,
    "person" TEXT NOT NULL,
    "message" VARCHAR(1000) NOT NULL DEFAULT '',
    "key_hash" VARCHAR(64) NOT NULL,
    "nominated_by_id" UUID,
    "consented_at" TIMESTAMPTZ(3),
    "due_on" DATE NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interest_events" (
    "id" SERIAL NOT NULL,
    "interest_id" INTEGER NOT NULL,
    "stage" "InterestStage" NOT NULL,
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interest_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover_packs" (
    "id" SERIAL NOT NULL,
    "seat_id" INTEGER NOT NULL,
    "from_term_id" INTEGER,
    "to_term_id" INTEGER,
    "money" JSONB,
    "money_by_id" UUID,
    "money_at" TIMESTAMPTZ(3),
    "audited_by_id" UUID,
    "audited_at" TIMESTAMPTZ(3),
    "signed_out_at" TIMESTAMPTZ(3),
    "signed_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "handover_packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover_items" (
    "id" SERIAL NOT NULL,
    "pack_id" INTEGER NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "note" VARCHAR(1000) NOT NULL DEFAULT '',
    "href" VARCHAR(200) NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "given_at" TIMESTAMPTZ(3),
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "handover_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover_notes" (
    "id" SERIAL NOT NULL,
    "post_id" INTEGER NOT NULL,
    "month" INTEGER,
    "text" VARCHAR(2000) NOT NULL,
    "by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "handover_notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "officer_posts_association_id_name_key" ON "officer_posts"("association_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "officer_seats_post_id_number_key" ON "officer_seats"("post_id", "number");

-- CreateIndex
CREATE INDEX "officer_contacts_term_id_idx" ON "officer_contacts"("term_id");

-- CreateIndex
CREATE INDEX "officer_tasks_post_id_position_idx" ON "officer_tasks"("post_id", "position");

-- CreateIndex
CREATE INDEX "duty_rotations_association_id_idx" ON "duty_rotations"("association_id");

-- CreateIndex
CREATE INDEX "duty_places_household_id_idx" ON "duty_places"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_places_rotation_id_household_id_key" ON "duty_places"("rotation_id", "household_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_places_rotation_id_group_id_key" ON "duty_places"("rotation_id", "group_id");

-- CreateIndex
CREATE INDEX "duty_absences_place_id_idx" ON "duty_absences"("place_id");

-- CreateIndex
CREATE INDEX "duty_turns_place_id_idx" ON "duty_turns"("place_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_turns_rotation_id_period_place_id_key" ON "duty_turns"("rotation_id", "period", "place_id");

-- CreateIndex
CREATE INDEX "openings_association_id_state_idx" ON "openings"("association_id", "state");

-- CreateIndex
CREATE INDEX "opening_voices_opening_id_idx" ON "opening_voices"("opening_id");

-- CreateIndex
CREATE UNIQUE INDEX "interests_key_hash_key" ON "interests"("key_hash");

-- CreateIndex
CREATE INDEX "interests_opening_id_stage_idx" ON "interests"("opening_id", "stage");

-- CreateIndex
CREATE INDEX "interests_due_on_idx" ON "interests"("due_on");

-- CreateIndex
CREATE INDEX "interest_events_interest_id_id_idx" ON "interest_events"("interest_id", "id");

-- CreateIndex
CREATE INDEX "handover_packs_seat_id_idx" ON "handover_packs"("seat_id");

-- CreateIndex
CREATE UNIQUE INDEX "handover_packs_from_term_id_key" ON "handover_packs"("from_term_id");

-- CreateIndex
CREATE INDEX "handover_items_pack_id_position_idx" ON "handover_items"("pack_id", "position");

-- CreateIndex
CREATE INDEX "handover_notes_post_id_month_idx" ON "handover_notes"("post_id", "month");

-- CreateIndex
CREATE INDEX "terms_seat_id_idx" ON "terms"("seat_id");

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_seat_id_fkey" FOREIGN KEY ("seat_id") REFERENCES "officer_seats"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_posts" ADD CONSTRAINT "officer_posts_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_seats" ADD CONSTRAINT "officer_seats_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "officer_posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_contacts" ADD CONSTRAINT "officer_contacts_term_id_fkey" FOREIGN KEY ("term_id") REFERENCES "terms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_tasks" ADD CONSTRAINT "officer_tasks_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "officer_posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_rotations" ADD CONSTRAINT "duty_rotations_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_rotations" ADD CONSTRAINT "duty_rotations_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "officer_posts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_places" ADD CONSTRAINT "duty_places_rotation_id_fkey" FOREIGN KEY ("rotation_id") REFERENCES "duty_rotations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_places" ADD CONSTRAINT "duty_places_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_places" ADD CONSTRAINT "duty_places_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_absences" ADD CONSTRAINT "duty_absences_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "duty_places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_turns" ADD CONSTRAINT "duty_turns_rotation_id_fkey" FOREIGN KEY ("rotation_id") REFERENCES "duty_rotations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_turns" ADD CONSTRAINT "duty_turns_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "duty_places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "openings" ADD CONSTRAINT "openings_association_id_fkey" FOREIGN KEY ("association_id") REFERENCES "associations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "openings" ADD CONSTRAINT "openings_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "officer_posts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "openings" ADD CONSTRAINT "openings_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "officer_tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_voices" ADD CONSTRAINT "opening_voices_opening_id_fkey" FOREIGN KEY ("opening_id") REFERENCES "openings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interests" ADD CONSTRAINT "interests_opening_id_fkey" FOREIGN KEY ("opening_id") REFERENCES "openings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interests" ADD CONSTRAINT "interests_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interest_events" ADD CONSTRAINT "interest_events_interest_id_fkey" FOREIGN KEY ("interest_id") REFERENCES "interests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_packs" ADD CONSTRAINT "handover_packs_seat_id_fkey" FOREIGN KEY ("seat_id") REFERENCES "officer_seats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_packs" ADD CONSTRAINT "handover_packs_from_term_id_fkey" FOREIGN KEY ("from_term_id") REFERENCES "terms"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_packs" ADD CONSTRAINT "handover_packs_to_term_id_fkey" FOREIGN KEY ("to_term_id") REFERENCES "terms"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_items" ADD CONSTRAINT "handover_items_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "handover_packs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_notes" ADD CONSTRAINT "handover_notes_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "officer_posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- 席: terms on one seat never overlap; the 会計 and the 監事 are never the same person on one day.
ALTER TABLE terms
  ADD CONSTRAINT terms_somebody CHECK (user_id IS NOT NULL OR family_name <> ''),
  ADD CONSTRAINT terms_one_on_a_seat EXCLUDE USING gist (
    seat_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (seat_id IS NOT NULL),
  ADD CONSTRAINT terms_money_apart EXCLUDE USING gist (
    association_id WITH =, user_id WITH =, post WITH <>, daterange(starts_on, ends_on, '[]') WITH &&)
    WHERE (post IN ('treasurer', 'auditor') AND user_id IS NOT NULL);
ALTER TABLE officer_posts ADD CONSTRAINT officer_posts_months CHECK (months BETWEEN 1 AND 120);
ALTER TABLE officer_seats ADD CONSTRAINT officer_seats_number CHECK (number BETWEEN 1 AND 99);
ALTER TABLE officer_tasks ADD CONSTRAINT officer_tasks_size CHECK (
  minutes BETWEEN 1 AND 60000 AND times BETWEEN 1 AND 400 AND months <@ ARRAY[1,2,3,4,5,6,7,8,9,10,11,12]);
ALTER TABLE openings ADD CONSTRAINT openings_size CHECK (
  minutes BETWEEN 0 AND 60000 AND places BETWEEN 1 AND 99 AND months <@ ARRAY[1,2,3,4,5,6,7,8,9,10,11,12]
  AND (starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on)),
  ADD CONSTRAINT openings_published CHECK (state = 'draft' OR published_at IS NOT NULL);
ALTER TABLE duty_places ADD CONSTRAINT duty_places_one CHECK ((household_id IS NULL) <> (group_id IS NULL));
ALTER TABLE duty_rotations ADD CONSTRAINT duty_rotations_kind CHECK (
  unit IN ('household', 'group') AND period IN ('year', 'month') AND seats BETWEEN 1 AND 20);
ALTER TABLE duty_absences ADD CONSTRAINT duty_absences_kind CHECK (
  kind IN ('postpone', 'pass') AND (until_period IS NULL OR from_period <= until_period));
-- 推薦: nobody is a candidate before they have agreed.
ALTER TABLE interests ADD CONSTRAINT interests_consent CHECK (stage = 'asked' OR consented_at IS NOT NULL);
ALTER TABLE associations ADD CONSTRAINT associations_answer_days CHECK (answer_days BETWEEN 1 AND 30);
ALTER TABLE handover_notes ADD CONSTRAINT handover_notes_month CHECK (month BETWEEN 1 AND 12);
CREATE INDEX openings_public ON openings (published_at DESC, id DESC) WHERE state = 'open';
CREATE INDEX terms_ending ON terms (ends_on) WHERE seat_id IS NOT NULL;

-- Whoever writes a term without naming a seat gets the first that is free for its time; where none is, one is added.
CREATE FUNCTION terms_take_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_post integer; free integer;
BEGIN
  IF NEW.seat_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT 1 FROM officer_seats s JOIN officer_posts p ON p.id = s.post_id
        WHERE s.id = NEW.seat_id AND p.association_id = NEW.association_id AND p.post = NEW.post) THEN
      RAISE EXCEPTION 'a term stands on a seat of its own association and post';
    END IF;
    RETURN NEW;
  END IF;
  -- One after the other within an association
  PERFORM 1 FROM associations WHERE id = NEW.association_id FOR NO KEY UPDATE;
  SELECT s.id INTO free FROM officer_seats s JOIN officer_posts p ON p.id = s.post_id
  WHERE p.association_id = NEW.association_id AND p.post = NEW.post AND p.closed_on IS NULL AND s.closed_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM terms t WHERE t.seat_id = s.id AND t.id IS DISTINCT FROM NEW.id
      AND daterange(t.starts_on, t.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]'))
  ORDER BY p.position, p.id, s.number LIMIT 1;
  IF free IS NULL THEN
    SELECT p.id INTO of_post FROM officer_posts p
    WHERE p.association_id = NEW.association_id AND p.post = NEW.post AND p.closed_on IS NULL
    ORDER BY p.position, p.id LIMIT 1;
    IF of_post IS NULL THEN
      INSERT INTO officer_posts (association_id, post, name, filled_by, position)
      VALUES (NEW.association_id, NEW.post,
        CASE NEW.post WHEN 'chair' THEN '会長' WHEN 'vice_chair' THEN '副会長' WHEN 'secretary' THEN '書記'
          WHEN 'treasurer' THEN '会計' WHEN 'auditor' THEN '監事' WHEN 'group_leader' THEN '班長' ELSE '役員' END,
        CASE WHEN NEW.post = 'group_leader' THEN 'rotation'::"FilledBy" ELSE 'election'::"FilledBy" END,
        array_position(ARRAY['chair', 'vice_chair', 'secretary', 'treasurer', 'auditor', 'group_leader', 'board_member'],
          NEW.post::text))
      ON CONFLICT (association_id, name) DO UPDATE SET closed_on = NULL
      RETURNING id INTO of_post;
    END IF;
    INSERT INTO officer_seats (post_id, number)
    SELECT of_post, coalesce(max(number), 0) + 1 FROM officer_seats WHERE post_id = of_post
    RETURNING id INTO free;
  END IF;
  NEW.seat_id := free;
  RETURN NEW;
END $$;
CREATE TRIGGER terms_on_a_seat BEFORE INSERT OR UPDATE OF seat_id, association_id, post ON terms
  FOR EACH ROW EXECUTE FUNCTION terms_take_seat();
-- The terms that stand take their seats in the order in which they began.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT id FROM terms ORDER BY starts_on, id LOOP
    UPDATE terms SET seat_id = NULL WHERE id = one.id;
  END LOOP;
END $$;
