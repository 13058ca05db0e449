import { z } from 'zod/v4';
import { type Day, weekday } from './calendar';
import { email } from './cells';
import type { Role } from './roles';

/** The days of the week, as a rota spells them. */
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The roles that have a rota: somebody must be there for a child every day. */
export const ROTA_ROLES = ['dsl', 'deputy-dsl'] as const satisfies readonly Role[];

const turnSchema = z.strictObject({ days: z.array(z.enum(DAYS)).min(1), who: email });

/** Who is on duty on which weekdays: by address in the school's file, by staff id where it is stored. */
const rotaOf = <Turn extends z.ZodType>(turn: Turn) => {
  const turns = z.array(turn).optional();
  return z.strictObject({ dsl: turns, 'deputy-dsl': turns });
};

export const rotaSchema = rotaOf(turnSchema).default({});
const storedSchema = rotaOf(turnSchema.extend({ who: z.string() }));
export type Rota = z.infer<typeof storedSchema>;

/** A rota as it is stored. Throws when it cannot be read. */
export const readRota = (stored: unknown): Rota => storedSchema.parse(stored);

/** Who is on duty for a role on a day, the first asked first; nobody where the rota says nothing. */
export const onDuty = (rota: Rota, role: Role, day: Day): string[] => {
  const turns = (rota as Partial<Record<Role, Rota['dsl']>>)[role] ?? [];
  return turns.filter(({ days }) => days.some((one) => isOn(one, day))).map(({ who }) => who);
};

const isOn = (name: string, day: Day): boolean => weekday(day).toLowerCase() === name;

/** The days from Monday to Friday on which a rota has nobody for a role. */
export const gapsIn = (rota: Rota, role: (typeof ROTA_ROLES)[number]): string[] =>
  rota[role] ? DAYS.slice(0, 5).filter((day) => !rota[role]?.some(({ days }) => days.includes(day))) : [];
