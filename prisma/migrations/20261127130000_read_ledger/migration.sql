-- Who was shown which pupil's record, and when: written before the card is given.
CREATE TABLE "Look" (
    "schoolId" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "staffId" TEXT NOT NULL,
    "pupilId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,

    CONSTRAINT "Look_pkey" PRIMARY KEY ("schoolId", "seq")
);
CREATE INDEX "Look_schoolId_pupilId_seq_idx" ON "Look"("schoolId", "pupilId", "seq");
