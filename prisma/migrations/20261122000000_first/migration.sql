-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "School" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "calendar" JSONB NOT NULL,
    "policyVersion" TEXT NOT NULL,
    "liveFrom" TIMESTAMPTZ(3) NOT NULL,
    "plannedTo" TIMESTAMPTZ(3),
    "importedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "School_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "schoolId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PolicyVersion_pkey" PRIMARY KEY ("schoolId","version")
);

-- CreateTable
CREATE TABLE "Staff" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aadObjectId" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Staff_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "StaffRole" (
    "schoolId" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "StaffRole_pkey" PRIMARY KEY ("schoolId","staffId","role")
);

-- CreateTable
CREATE TABLE "Away" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "coverStaffId" TEXT,

    CONSTRAINT "Away_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Chat" (
    "schoolId" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "serviceUrl" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "botId" TEXT NOT NULL,
    "installedAt" TIMESTAMPTZ(3) NOT NULL,
    "unreachable" TEXT,

    CONSTRAINT "Chat_pkey" PRIMARY KEY ("schoolId","staffId")
);

-- CreateTable
CREATE TABLE "Pupil" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "upn" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "dateOfBirth" TEXT NOT NULL,
    "yearGroup" TEXT NOT NULL,
    "ehcp" BOOLEAN NOT NULL,
    "lookedAfter" BOOLEAN NOT NULL,
    "socialWorker" BOOLEAN NOT NULL,
    "semh" BOOLEAN NOT NULL,
    "medical" BOOLEAN NOT NULL,

    CONSTRAINT "Pupil_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "schoolId" TEXT NOT NULL,
    "pupilId" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "relationship" TEXT NOT NULL,
    "phone" TEXT,
    "email" TEXT,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("schoolId","pupilId","order")
);

-- CreateTable
CREATE TABLE "Provider" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "urn" TEXT,
    "ukprn" TEXT,
    "address" TEXT,
    "postcode" TEXT,
    "phone" TEXT,
    "contactName" TEXT,
    "contactEmail" TEXT,

    CONSTRAINT "Provider_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Placement" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "pupilId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "arrangedBy" TEXT NOT NULL,
    "dualRegistered" BOOLEAN NOT NULL,
    "startDate" TEXT NOT NULL,
    "expectedEndDate" TEXT,
    "reason" TEXT NOT NULL,
    "timetable" TEXT[],
    "objectives" TEXT[],

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Prompt" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "session" TEXT,
    "status" TEXT NOT NULL,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedWhy" TEXT,
    "escalated" BOOLEAN NOT NULL DEFAULT false,
    "askId" TEXT,
    "event" TEXT,
    "source" TEXT,

    CONSTRAINT "Prompt_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Ask" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "groupKey" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "parts" INTEGER NOT NULL,
    "policyVersion" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "rung" INTEGER NOT NULL DEFAULT 0,
    "roles" TEXT[],
    "nextStepAt" TIMESTAMPTZ(3),
    "heldUntil" TIMESTAMPTZ(3),
    "heldBy" TEXT,
    "closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Ask_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "schoolId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "askId" TEXT,
    "purpose" TEXT NOT NULL,
    "role" TEXT,
    "content" JSONB,
    "lane" INTEGER NOT NULL,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "superseded" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'live',
    "failure" TEXT,
    "conversationId" TEXT,
    "activityId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "leasedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "Reply" (
    "schoolId" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "promptId" TEXT NOT NULL,
    "askId" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" JSONB NOT NULL,
    "settles" TEXT NOT NULL,

    CONSTRAINT "Reply_pkey" PRIMARY KEY ("schoolId","id")
);

-- CreateTable
CREATE TABLE "AttendanceMark" (
    "schoolId" TEXT NOT NULL,
    "placementId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "pupilId" TEXT NOT NULL,
    "promptId" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "note" TEXT,
    "staffId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT,
    "codeWhy" TEXT NOT NULL,
    "confirmed" TEXT,
    "confirmedBy" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AttendanceMark_pkey" PRIMARY KEY ("schoolId","placementId","date","session")
);

-- CreateTable
CREATE TABLE "Event" (
    "seq" BIGSERIAL NOT NULL,
    "schoolId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "askId" TEXT,
    "promptId" TEXT,
    "staffId" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Staff_aadObjectId_idx" ON "Staff"("aadObjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Staff_schoolId_email_key" ON "Staff"("schoolId", "email");

-- CreateIndex
CREATE INDEX "Away_schoolId_staffId_idx" ON "Away"("schoolId", "staffId");

-- CreateIndex
CREATE INDEX "Chat_conversationId_idx" ON "Chat"("conversationId");

-- CreateIndex
CREATE UNIQUE INDEX "Pupil_schoolId_upn_key" ON "Pupil"("schoolId", "upn");

-- CreateIndex
CREATE INDEX "Placement_schoolId_pupilId_idx" ON "Placement"("schoolId", "pupilId");

-- CreateIndex
CREATE INDEX "Placement_schoolId_providerId_idx" ON "Placement"("schoolId", "providerId");

-- CreateIndex
CREATE INDEX "Prompt_schoolId_status_opensAt_idx" ON "Prompt"("schoolId", "status", "opensAt");

-- CreateIndex
CREATE INDEX "Prompt_schoolId_day_idx" ON "Prompt"("schoolId", "day");

-- CreateIndex
CREATE INDEX "Prompt_schoolId_askId_idx" ON "Prompt"("schoolId", "askId");

-- CreateIndex
CREATE INDEX "Prompt_schoolId_source_idx" ON "Prompt"("schoolId", "source");

-- CreateIndex
CREATE UNIQUE INDEX "Prompt_schoolId_duty_subjectType_subjectId_occurrence_key" ON "Prompt"("schoolId", "duty", "subjectType", "subjectId", "occurrence");

-- CreateIndex
CREATE INDEX "Ask_schoolId_closed_nextStepAt_idx" ON "Ask"("schoolId", "closed", "nextStepAt");

-- CreateIndex
CREATE UNIQUE INDEX "Ask_schoolId_duty_groupKey_part_key" ON "Ask"("schoolId", "duty", "groupKey", "part");

-- CreateIndex
CREATE INDEX "Delivery_state_nextAt_idx" ON "Delivery"("state", "nextAt");

-- CreateIndex
CREATE INDEX "Delivery_schoolId_askId_idx" ON "Delivery"("schoolId", "askId");

-- CreateIndex
CREATE INDEX "Delivery_conversationId_activityId_idx" ON "Delivery"("conversationId", "activityId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_schoolId_key_key" ON "Delivery"("schoolId", "key");

-- CreateIndex
CREATE INDEX "Reply_schoolId_promptId_seq_idx" ON "Reply"("schoolId", "promptId", "seq");

-- CreateIndex
CREATE INDEX "AttendanceMark_schoolId_date_idx" ON "AttendanceMark"("schoolId", "date");

-- CreateIndex
CREATE INDEX "AttendanceMark_schoolId_pupilId_date_idx" ON "AttendanceMark"("schoolId", "pupilId", "date");

-- CreateIndex
CREATE INDEX "Event_schoolId_at_idx" ON "Event"("schoolId", "at");

-- CreateIndex
CREATE INDEX "Event_schoolId_promptId_idx" ON "Event"("schoolId", "promptId");

-- CreateIndex
CREATE INDEX "Event_schoolId_askId_idx" ON "Event"("schoolId", "askId");

-- AddForeignKey
ALTER TABLE "StaffRole" ADD CONSTRAINT "StaffRole_schoolId_staffId_fkey" FOREIGN KEY ("schoolId", "staffId") REFERENCES "Staff"("schoolId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Chat" ADD CONSTRAINT "Chat_schoolId_staffId_fkey" FOREIGN KEY ("schoolId", "staffId") REFERENCES "Staff"("schoolId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_schoolId_pupilId_fkey" FOREIGN KEY ("schoolId", "pupilId") REFERENCES "Pupil"("schoolId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schoolId_pupilId_fkey" FOREIGN KEY ("schoolId", "pupilId") REFERENCES "Pupil"("schoolId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schoolId_providerId_fkey" FOREIGN KEY ("schoolId", "providerId") REFERENCES "Provider"("schoolId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
