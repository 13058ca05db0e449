import { factRow } from '../../../cards/fragments';
import { may } from '../../../domain/access';
import { refuse } from '../../../domain/refusals';
import { plain } from '../../../domain/text';
import type { Contact } from '../../../generated/prisma/client';
import { pupilNames } from '../../../prompts/pupil-names';
import { noteLook } from '../looks/note';
import { stamp } from '../phrases';
import { type Query, type QueryResult, shown } from '../query';

/**
 * Whom to ring at home, in the order of the school's list: behind a button of the status card, so that it is shown to
 * those who want it, checked again, and is on record as a look of its own.
 */
export async function contactsOf(query: Query, pupilId: string): Promise<QueryResult> {
  const { db, schoolId, roles } = query;
  const names = may(roles, 'see-pupil') ? await pupilNames(db, schoolId) : new Map<string, string>();
  const name = names.get(pupilId);
  if (name === undefined) return refuse({ code: 'pupil-not-found', asked: '' });
  await noteLook(query, pupilId, 'contacts');
  const contacts = await db.contact.findMany({ where: { schoolId, pupilId }, orderBy: { order: 'asc' } });
  return shown({
    eyebrow: `Contacts · ${stamp(query)}`,
    heading: `Whom to ring for ${name}`,
    body: contacts.map((contact) => factRow(factOf(contact))),
    lines: contacts.length > 0 ? [] : ['Nobody is on the school’s list of contacts.'],
    actions: [{ title: 'Back to the status', verb: 'status', data: { pupil: pupilId }, alone: true }],
    summary: 'Whom to ring for a pupil',
  });
}

function factOf({ name, relationship, phone, email }: Contact) {
  const label = `${plain(name, 60)} (${plain(relationship, 40)})`;
  return phone ? { label, value: phone, tel: phone } : { label, value: email ?? 'no number' };
}
