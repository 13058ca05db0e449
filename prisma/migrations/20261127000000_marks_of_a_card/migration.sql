-- Every press on a session's card reads and writes the marks of its own prompts.
CREATE INDEX "AttendanceMark_schoolId_promptId_idx" ON "AttendanceMark"("schoolId", "promptId");
