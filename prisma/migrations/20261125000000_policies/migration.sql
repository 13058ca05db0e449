-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "bundled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "busyUntil" TIMESTAMPTZ(3);

-- AlterTable: placements that are here already are in place, as they were before
ALTER TABLE "Placement" ADD COLUMN "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "learnt" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "knownFrom" TEXT NOT NULL DEFAULT '',
ADD COLUMN "activeFrom" TEXT;
UPDATE "Placement" SET "knownFrom" = "startDate", "activeFrom" = "startDate";
ALTER TABLE "Placement" ALTER COLUMN "knownFrom" DROP DEFAULT;

-- AlterTable
ALTER TABLE "School" ADD COLUMN "changes" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Reply" ADD COLUMN "auto" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "Delivery_schoolId_staffId_createdAt_idx" ON "Delivery"("schoolId", "staffId", "createdAt");

-- A copy that shows what it should is not looked at again until something about it changes
UPDATE "Delivery" SET "nextAt" = '9999-12-31T00:00:00Z' WHERE "shown" >= "wanted";

-- DropIndex
DROP INDEX "Prompt_schoolId_status_opensAt_idx";

-- CreateIndex
CREATE INDEX "Prompt_status_schoolId_opensAt_idx" ON "Prompt"("status", "schoolId", "opensAt");

-- DropIndex
DROP INDEX "Ask_schoolId_closed_nextStepAt_idx";

-- CreateIndex
CREATE INDEX "Ask_closed_schoolId_nextStepAt_idx" ON "Ask"("closed", "schoolId", "nextStepAt");
