-- How long each class of record is kept, where the school says.
ALTER TABLE "School" ADD COLUMN "retention" JSONB NOT NULL DEFAULT '{}';

-- Nothing of a pupil on hold is disposed of.
CREATE TABLE "LegalHold" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "pupilId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "heldAt" TIMESTAMPTZ(3) NOT NULL,
    "releasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LegalHold_pkey" PRIMARY KEY ("schoolId","id")
);
CREATE INDEX "LegalHold_schoolId_pupilId_idx" ON "LegalHold"("schoolId", "pupilId");

-- What was disposed of, who approved it, and when.
CREATE TABLE "Disposal" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "through" TEXT NOT NULL,
    "approvedBy" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Disposal_pkey" PRIMARY KEY ("schoolId","id")
);
