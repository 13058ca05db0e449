-- Who is asked first for a role for a time, whoever holds it.
CREATE TABLE "Cover" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "byStaffId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Cover_pkey" PRIMARY KEY ("schoolId","id")
);
CREATE INDEX "Cover_schoolId_role_until_idx" ON "Cover"("schoolId", "role", "until");
CREATE INDEX "Cover_schoolId_staffId_idx" ON "Cover"("schoolId", "staffId");

-- Who is on duty on which weekday, and until when a change of duty was acted upon; schools that were here before stay live.
ALTER TABLE "School" ADD COLUMN "rota" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "School" ADD COLUMN "handedTo" TIMESTAMPTZ(3);
UPDATE "School" SET "handedTo" = "importedAt";
ALTER TABLE "School" ADD COLUMN "live" BOOLEAN NOT NULL DEFAULT true;
