-- An answer that replaces one which had settled its question says which, and why.
ALTER TABLE "Reply" ADD COLUMN "corrects" TEXT,
ADD COLUMN "reason" TEXT;

-- What a row said until it was changed; see docs/adr/0015-what-was-known.md. A row that is here already, and of which
-- there is no version, has said the same ever since.
CREATE TABLE "Version" (
    "schoolId" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "table" TEXT NOT NULL,
    "rowId" TEXT NOT NULL,
    "pupilId" TEXT,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB,

    CONSTRAINT "Version_pkey" PRIMARY KEY ("schoolId", "seq")
);
CREATE INDEX "Version_schoolId_table_rowId_seq_idx" ON "Version"("schoolId", "table", "rowId", "seq");
CREATE INDEX "Version_schoolId_pupilId_idx" ON "Version"("schoolId", "pupilId");
