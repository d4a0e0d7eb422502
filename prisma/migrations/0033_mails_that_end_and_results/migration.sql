-- AlterTable
ALTER TABLE "mails" ADD COLUMN     "end_url" VARCHAR(500);

-- CreateTable
CREATE TABLE "survey_text_reviews" (
    "id" SERIAL NOT NULL,
    "question_id" INTEGER NOT NULL,
    "text_hash" VARCHAR(64) NOT NULL,
    "shown" BOOLEAN NOT NULL,
    "shown_as" VARCHAR(2000) NOT NULL DEFAULT '',
    "decided_by_id" UUID,

    CONSTRAINT "survey_text_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_snapshots" (
    "survey_id" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "taken_on" DATE NOT NULL,
    "results" JSONB NOT NULL,

    CONSTRAINT "survey_snapshots_pkey" PRIMARY KEY ("survey_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "survey_text_reviews_question_id_text_hash_key" ON "survey_text_reviews"("question_id", "text_hash");

-- AddForeignKey
ALTER TABLE "survey_text_reviews" ADD CONSTRAINT "survey_text_reviews_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "survey_questions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_snapshots" ADD CONSTRAINT "survey_snapshots_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE CASCADE ON UPDATE CASCADE;
