-- AlterTable
ALTER TABLE "notice_translations" ADD COLUMN     "body_ruby_html" TEXT,
ADD COLUMN     "title_ruby" TEXT;
