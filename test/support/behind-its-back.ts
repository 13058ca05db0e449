import type { PrismaClient } from '../../src/generated/prisma/client';

/** Does something to the events that Waymark itself never does, as somebody with the keys to the database could. */
export async function behindItsBack(db: PrismaClient, ...statements: readonly string[]): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('ALTER TABLE "Event" DISABLE TRIGGER USER');
    for (const statement of statements) await tx.$executeRawUnsafe(statement);
    await tx.$executeRawUnsafe('ALTER TABLE "Event" ENABLE TRIGGER USER');
  });
}
