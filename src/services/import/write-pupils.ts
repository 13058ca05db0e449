import type { ContactRow, PupilRow } from '../../domain/school-file';
import { insert } from '../../prompts/insert';
import { keepVersions } from '../../prompts/versions';
import { keeping, sync, type Tally, type Writing } from './sync';

/** Writes the pupils, and gives the id of every pupil of the school by UPN. */
export async function writePupils(
  writing: Writing,
  rows: readonly PupilRow[],
): Promise<{ tally: Tally; ids: ReadonlyMap<string, string> }> {
  const { db, deps, schoolId, known, onRows } = writing;
  const stored = new Map(known.pupils.map((pupil) => [pupil.upn, pupil]));
  const pupils = rows.map((row) => ({
    schoolId,
    id: stored.get(row.upn)?.id ?? deps.ids.next(),
    upn: row.upn,
    firstName: row.first_name,
    lastName: row.last_name,
    dateOfBirth: row.date_of_birth,
    yearGroup: row.year_group,
    ehcp: row.ehcp,
    lookedAfter: row.looked_after,
    socialWorker: row.social_worker,
    semh: row.semh,
    medical: row.medical,
  }));
  const tally = await sync(
    {
      rows: pupils,
      stored: ({ upn }) => stored.get(upn),
      create: (rows) => insert(db, 'Pupil', rows),
      update: (data) => db.pupil.update({ where: { schoolId_id: { schoolId, id: data.id } }, data }),
      keep: keeping(writing, 'Pupil'),
    },
    onRows,
  );
  return { tally, ids: new Map([...known.pupils, ...pupils].map(({ upn, id }) => [upn, id])) };
}

/**
 * Writes the contacts. Those of a pupil named in the file are the file's and no others: a number that must not be
 * rung any more must go. Those of other pupils stay.
 */
export async function writeContacts(
  writing: Writing,
  rows: readonly ContactRow[],
  pupilIds: ReadonlyMap<string, string>,
): Promise<{ tally: Tally; removed: number }> {
  const { db, deps, schoolId, known, onRows } = writing;
  const keyOf = ({ pupilId, order }: { pupilId: string; order: number }) => `${order} ${pupilId}`;
  const contacts = rows.map(({ upn, ...row }) => ({ schoolId, pupilId: pupilIds.get(upn) ?? '', ...row }));
  const wanted = new Set(contacts.map(keyOf));
  const named = new Set(contacts.map(({ pupilId }) => pupilId));
  const gone = known.contacts.filter((contact) => named.has(contact.pupilId) && !wanted.has(keyOf(contact)));
  await keepVersions(db, 'Contact', gone, deps.clock.now());
  for (const { pupilId, order } of gone) {
    await db.contact.delete({ where: { schoolId_pupilId_order: { schoolId, pupilId, order } } });
  }
  const stored = new Map(known.contacts.map((contact) => [keyOf(contact), contact]));
  const tally = await sync(
    {
      rows: contacts,
      stored: (contact) => stored.get(keyOf(contact)),
      create: (rows) => insert(db, 'Contact', rows),
      update: ({ pupilId, order, ...data }) =>
        db.contact.update({ where: { schoolId_pupilId_order: { schoolId, pupilId, order } }, data }),
      keep: keeping(writing, 'Contact'),
    },
    onRows,
  );
  return { tally, removed: gone.length };
}
