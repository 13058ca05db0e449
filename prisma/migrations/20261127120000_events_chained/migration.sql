-- AlterTable: the database fills both in; see docs/adr/0010-events-chained.md
ALTER TABLE "Event" ADD COLUMN "position" BIGINT,
ADD COLUMN "hash" TEXT;

-- CreateTable
CREATE TABLE "Chain" (
    "schoolId" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Chain_pkey" PRIMARY KEY ("schoolId")
);

-- The hash of an event that stands at a place of a school's chain, after the event with the hash `previous`. It takes
-- in every other column; a time is counted in seconds, so that the session's time zone plays no part.
CREATE FUNCTION event_hash(previous TEXT, school TEXT, place BIGINT, event "Event") RETURNS TEXT
LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(previous || jsonb_build_array(
    school, place, event."seq", extract(epoch FROM event."at"), event."type",
    event."askId", event."promptId", event."staffId", event."data")::text, 'UTF8')), 'hex')
$$;

-- Does an event bear the hash of that place? One that can no longer be read does not.
CREATE FUNCTION event_fits(previous TEXT, school TEXT, place BIGINT, event "Event") RETURNS BOOLEAN
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN event."hash" = event_hash(previous, school, place, event);
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END
$$;

-- Events that are here already are chained in the order in which they were written
DO $$
DECLARE
  event "Event";
  head "Chain";
BEGIN
  FOR event IN SELECT * FROM "Event" ORDER BY "schoolId", "seq" LOOP
    IF head."schoolId" IS DISTINCT FROM event."schoolId" THEN
      head := ROW(event."schoolId", 0, '');
    END IF;
    head."position" := head."position" + 1;
    head."hash" := event_hash(head."hash", head."schoolId", head."position", event);
    UPDATE "Event" SET "position" = head."position", "hash" = head."hash" WHERE "seq" = event."seq";
  END LOOP;
END
$$;
INSERT INTO "Chain" ("schoolId", "position", "hash")
SELECT DISTINCT ON ("schoolId") "schoolId", "position", "hash" FROM "Event" ORDER BY "schoolId", "position" DESC;

ALTER TABLE "Event" ALTER COLUMN "position" SET NOT NULL,
ALTER COLUMN "hash" SET NOT NULL;

-- A new event follows the head of its school's chain and becomes the head. The head's row is locked until the
-- transaction ends, so that no two events can follow the same one.
CREATE FUNCTION chain_event() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    UPDATE "Chain" SET
      "position" = "position" + 1,
      "hash" = event_hash("hash", "schoolId", "position" + 1, NEW)
    WHERE "schoolId" = NEW."schoolId"
    RETURNING "position", "hash" INTO NEW."position", NEW."hash";
    IF FOUND THEN
      RETURN NEW;
    END IF;
    INSERT INTO "Chain" ("schoolId", "position", "hash") VALUES (NEW."schoolId", 0, '') ON CONFLICT DO NOTHING;
  END LOOP;
END
$$;
CREATE TRIGGER "Event_chained" BEFORE INSERT ON "Event" FOR EACH ROW EXECUTE FUNCTION chain_event();

CREATE FUNCTION keep_event() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Events are append-only: an event is never changed or deleted.';
END
$$;
CREATE TRIGGER "Event_kept" BEFORE UPDATE OR DELETE ON "Event" FOR EACH ROW EXECUTE FUNCTION keep_event();
