import type { Day } from '../../domain/calendar';
import type { PupilThere } from '../../domain/registration';
import type { Db } from '../kind';

/** A provider with the school's own pupils there: each once, however many placements they have. */
interface ProviderPupils {
  readonly type: string;
  readonly pupils: readonly PupilThere[];
}

/** The provider's type, and the school's pupils who are placed there on a day or later. One query. */
export async function providerPupils(
  db: Db,
  schoolId: string,
  providerId: string,
  today: Day,
): Promise<ProviderPupils> {
  const provider = await db.provider.findUniqueOrThrow({
    where: { schoolId_id: { schoolId, id: providerId } },
    select: {
      type: true,
      placements: {
        where: { OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: today } }] },
        select: { timetable: true, pupil: { select: { id: true, ehcp: true, lookedAfter: true } } },
      },
    },
  });
  const pupils = new Map<string, PupilThere>();
  for (const { timetable, pupil } of provider.placements) {
    const before = pupils.get(pupil.id)?.timetable ?? [];
    pupils.set(pupil.id, {
      timetable: [...before, ...timetable],
      hasPlan: pupil.ehcp,
      isInCare: pupil.lookedAfter,
    });
  }
  return { type: provider.type, pupils: [...pupils.values()] };
}
