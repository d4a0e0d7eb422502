-- DropIndex
DROP INDEX "associations_district_id_idx";

-- CreateIndex
CREATE INDEX "associations_reading_id_idx" ON "associations"("reading", "id");

-- CreateIndex
CREATE INDEX "associations_district_id_reading_id_idx" ON "associations"("district_id", "reading", "id");

-- A new consent takes the place of the old one; two never stand at once.
CREATE UNIQUE INDEX contact_consents_one_standing ON contact_consents (association_id) WHERE withdrawn_at IS NULL;
