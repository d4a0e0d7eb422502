-- AddForeignKey
ALTER TABLE "talk_questions" ADD CONSTRAINT "talk_questions_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
