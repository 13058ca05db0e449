import type { Prisma } from '../../../generated/prisma/client';
import type { Query } from '../query';

/** A placement with its provider. */
export type PlacedRow = Prisma.PlacementGetPayload<{ include: { provider: true } }>;

/** Every placement that runs today, by when it began. */
export const placedToday = ({ db, schoolId, today }: Query): Promise<PlacedRow[]> =>
  db.placement.findMany({
    where: {
      schoolId,
      startDate: { lte: today },
      OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: today } }],
    },
    include: { provider: true },
    orderBy: [{ startDate: 'asc' }, { id: 'asc' }],
  });
