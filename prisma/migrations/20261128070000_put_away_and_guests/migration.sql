-- Cards that name somebody are put away some time after they were settled. Those of questions asked before this go after
-- the times that a pack has by default.
ALTER TABLE "Ask" ADD COLUMN "stubAfter" INTEGER NOT NULL DEFAULT 0;
UPDATE "Ask" SET "stubAfter" = CASE "kind" WHEN 'concern' THEN 1440 ELSE 43200 END WHERE NOT "closed";

ALTER TABLE "Delivery" ADD COLUMN "stub" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "stubAt" TIMESTAMPTZ(3);
CREATE INDEX "Delivery_stub_idx" ON "Delivery"("stubAt") WHERE ("stubAt" IS NOT NULL);

-- Somebody of a provider, who holds no role at the school.
ALTER TABLE "Staff" ADD COLUMN "providerId" TEXT;
