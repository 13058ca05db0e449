import { Prisma } from '../../generated/prisma/client';
import { pupilNames } from '../../prompts/pupil-names';
import type { Deps } from '../deps';
import { loadSchool } from '../school';

/** A pupil as the records name them. */
export interface Key {
  readonly schoolId: string;
  readonly pupilId: string;
}

export type Held = Awaited<ReturnType<typeof readHeld>>;

/** Reads everything held on one pupil, and whom it may name. What is about a provider or the school is not theirs. */
export async function readHeld(deps: Deps, { schoolId, pupilId }: Key) {
  const { db } = deps;
  const [school, pupil, pupils, names, staff] = await Promise.all([
    loadSchool(db, schoolId),
    db.pupil.findUniqueOrThrow({
      where: { schoolId_id: { schoolId, id: pupilId } },
      include: { contacts: { orderBy: { order: 'asc' } } },
    }),
    db.pupil.findMany({ where: { schoolId, id: { not: pupilId }, drill: false } }),
    pupilNames(db, schoolId),
    db.staff.findMany({ where: { schoolId }, include: { roles: { orderBy: { rank: 'asc' } } } }),
  ]);
  const placements = await db.placement.findMany({
    where: { schoolId, pupilId },
    include: { provider: true },
    orderBy: [{ startDate: 'asc' }, { id: 'asc' }],
  });
  const asked = await readAsked(deps, schoolId, [pupilId, ...placements.map(({ id }) => id)]);
  const [attendance, notices, starts, holds, looks, versions] = await Promise.all([
    db.attendanceMark.findMany({
      where: { schoolId, pupilId },
      orderBy: [{ date: 'asc' }, { session: 'asc' }],
    }),
    db.delivery.findMany({ where: { schoolId, purpose: 'notice' }, orderBy: { seq: 'asc' } }),
    db.event.findMany({ where: { schoolId, type: { startsWith: 'placement-' } }, orderBy: { seq: 'asc' } }),
    db.legalHold.findMany({ where: { schoolId, pupilId }, orderBy: { heldAt: 'asc' } }),
    db.look.findMany({ where: { schoolId, pupilId }, orderBy: { seq: 'asc' } }),
    db.version.findMany({
      where: { schoolId, pupilId, content: { not: Prisma.DbNull } },
      orderBy: { seq: 'asc' },
    }),
  ]);
  return {
    now: deps.clock.now(),
    school,
    pupil,
    pupils,
    names,
    staff,
    placements,
    attendance,
    notices,
    starts,
    holds,
    looks,
    versions,
    ...asked,
  };
}

/** The questions about these subjects, and all that became of them. */
async function readAsked({ db }: Deps, schoolId: string, subjectIds: readonly string[]) {
  const prompts = await db.prompt.findMany({
    where: { schoolId, subjectType: { in: ['pupil', 'placement'] }, subjectId: { in: [...subjectIds] } },
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
  });
  const promptId = { in: prompts.map(({ id }) => id) };
  const askIds = [...new Set(prompts.flatMap(({ askId }) => askId ?? []))];
  const [asks, replies, deliveries, events] = await Promise.all([
    db.ask.findMany({
      where: { schoolId, id: { in: askIds } },
      orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    }),
    db.reply.findMany({ where: { schoolId, promptId }, orderBy: { seq: 'asc' } }),
    db.delivery.findMany({ where: { schoolId, askId: { in: askIds } }, orderBy: { seq: 'asc' } }),
    db.event.findMany({
      where: { schoolId, OR: [{ promptId }, { promptId: null, askId: { in: askIds } }] },
      orderBy: { seq: 'asc' },
    }),
  ]);
  return { prompts, asks, replies, deliveries, events };
}
