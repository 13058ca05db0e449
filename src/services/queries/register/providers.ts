import { plain } from '../../../domain/text';
import { loadSchool } from '../../school';
import type { Line } from '../lines';
import { type Check, checksOf, isByHand } from '../provider/checks';
import type { Query } from '../query';
import { recordsOf } from '../records';
import { expiryText } from '../values';

/** "Oak Farm: 2 of 3 checks recorded, Insurance expires on: 3 Mar 2027". */
export async function providerLines(query: Query): Promise<Line[]> {
  const { db, schoolId } = query;
  const school = await loadSchool(db, schoolId);
  const providers = await db.provider.findMany({ where: { schoolId }, orderBy: { name: 'asc' } });
  const duties = school.pack.duties.filter(({ subject }) => subject === 'provider').map(({ id }) => id);
  const ids = providers.map(({ id }) => id);
  const records = duties.length > 0 ? await recordsOf(query, ids, duties) : [];
  return providers.map((provider) => ({
    title: plain(provider.name, 60),
    text: rowText(query, checksOf(school, provider, records)),
  }));
}

function rowText(query: Query, all: readonly Check[]): string {
  const checks = all.filter(({ duty, kept }) => kept || !isByHand(duty));
  const done = checks.filter(({ kept }) => kept?.prompt.status === 'answered').length;
  const [next] = checks.flatMap(({ expiries }) => expiries).sort((a, b) => a.day.localeCompare(b.day));
  const figure =
    checks.length > 0 ? `${done} of ${checks.length} checks complete` : 'no checks in your policy';
  return next ? `${figure}, ${expiryText(query, next)}` : figure;
}
