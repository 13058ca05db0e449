import type { Json, JsonObject } from '../../domain/json';
import { fullName, shortNames } from '../../domain/names';
import { roleTitle } from '../../domain/roles';
import { list } from '../../domain/text';
import type { OtherPerson, People } from '../../domain/third-parties';
import type { Held } from './read';

const called = (...names: readonly (string | null | undefined)[]): string[] =>
  names.flatMap((name) => name ?? []);

const pupilCalled = (
  { id, upn, firstName, lastName }: Held['pupils'][number],
  short: string | undefined,
): string[] =>
  called(
    id,
    upn,
    fullName({ firstName, lastName }),
    `${lastName}, ${firstName}`,
    `${lastName} ${firstName}`,
    short,
  );

type StaffRow = Held['staff'][number];

const staffPerson = ({ id, name, email, active, roles }: StaffRow): OtherPerson => ({
  person: 'staff',
  name,
  role: active ? list(roles.map(({ role }) => roleTitle(role))) : 'no longer on the staff list',
  other: true,
  id,
  email,
});

/** Who stands behind an id of staff. */
export type StaffById = (id: string) => OtherPerson;

/** Somebody who is no longer in the records has an id and no name. */
export function staffOf({ staff }: Held): StaffById {
  const known = new Map(staff.map((row) => [row.id, staffPerson(row)]));
  const unknown = { person: 'staff', name: 'somebody', role: 'not in the records', other: true } as const;
  return (id) => known.get(id) ?? { ...unknown, id };
}

export function contactPerson({
  name,
  relationship,
  phone,
  email,
}: Pick<Held['pupil']['contacts'][number], 'name' | 'relationship' | 'phone' | 'email'>): OtherPerson {
  return {
    person: 'contact',
    name,
    role: relationship,
    other: true,
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  };
}

/** A contact as a version keeps them. */
export function oldContact({ name, relationship, phone, email }: JsonObject) {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : null);
  return {
    name: text(name) ?? 'no longer kept',
    relationship: text(relationship) ?? '',
    phone: text(phone),
    email: text(email),
  };
}

/** Whom to ring at a provider; null where nobody is named. */
export function providerPerson({
  name,
  contactName,
  contactEmail,
}: Held['placements'][number]['provider']): OtherPerson | null {
  if (!contactName && !contactEmail) return null;
  const email = contactEmail ? { email: contactEmail } : {};
  return { person: 'provider', name: contactName ?? 'not named', role: `at ${name}`, other: true, ...email };
}

/** Everybody whom the records of a pupil may name. */
export function peopleOf(held: Held): People {
  const { pupil, pupils, names, staff, placements, versions } = held;
  const formerly = versions.flatMap(({ table, content }) =>
    table === 'Contact' ? [oldContact((content ?? {}) as JsonObject)] : [],
  );
  const providers = placements.flatMap(({ provider }) => {
    const who = providerPerson(provider);
    return who ? [{ who, called: called(provider.contactName, provider.contactEmail) }] : [];
  });
  const alone = shortNames([pupil]);
  return {
    others: [
      ...providers,
      ...[...pupil.contacts, ...formerly].map((row) => ({
        who: contactPerson(row),
        called: called(row.name, row.email),
      })),
      ...staff.map((row) => ({
        who: staffPerson(row),
        called: called(row.id, row.name, row.email, row.aadObjectId),
      })),
    ],
    otherPupils: pupils.flatMap((row) => pupilCalled(row, names.get(row.id))),
    own: [...pupilCalled(pupil, names.get(pupil.id)), ...called(alone.get(pupil.id))],
  };
}
