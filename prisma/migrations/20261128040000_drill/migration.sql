-- The one made-up child of a school, for drills.
ALTER TABLE "Pupil" ADD COLUMN "drill" BOOLEAN NOT NULL DEFAULT false;

-- A try of the real way of a concern: who began it, and when it began and ended.
CREATE TABLE "Drill" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "startedBy" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Drill_pkey" PRIMARY KEY ("schoolId","id")
);
CREATE INDEX "Drill_schoolId_startedAt_idx" ON "Drill"("schoolId", "startedAt");
-- One at a time.
CREATE UNIQUE INDEX "Drill_running_key" ON "Drill"("schoolId") WHERE "endedAt" IS NULL;
