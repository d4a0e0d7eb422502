-- CreateEnum
CREATE TYPE "MaintenanceStage" AS ENUM ('off', 'writes', 'full');

-- CreateTable
CREATE TABLE "backups" (
    "id" SERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "name" VARCHAR(200) NOT NULL,
    "bytes" BIGINT,
    "rows" BIGINT,
    "files" INTEGER,
    "failure" VARCHAR(500),

    CONSTRAINT "backups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instances" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "instances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "maintenance" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "stage" "MaintenanceStage" NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reason" VARCHAR(200),
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "maintenance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "backups_started_at_idx" ON "backups"("started_at");

-- By hand: what the model cannot say.
ALTER TABLE "backups" ADD CONSTRAINT "backups_ended" CHECK (("ended_at" IS NOT NULL) OR ("failure" IS NULL AND "bytes" IS NULL));
ALTER TABLE "maintenance" ADD CONSTRAINT "maintenance_is_one" CHECK ("id" = 1);
