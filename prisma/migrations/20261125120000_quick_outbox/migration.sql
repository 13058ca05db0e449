-- What the outbox looks for at every tick is a handful of rows among all that were ever sent.
DROP INDEX "Delivery_state_nextAt_idx";
CREATE INDEX "Delivery_due_idx" ON "Delivery" ("nextAt") WHERE "state" = 'live' AND NOT "bundled" AND "shown" < "wanted";
CREATE INDEX "Delivery_today_idx" ON "Delivery" ("schoolId", "staffId") WHERE "purpose" = 'today' AND NOT "superseded";
