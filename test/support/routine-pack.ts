import { stringify } from 'yaml';
import type { JsonObject } from '../../src/domain/json';
import { buttonsOf, textOf } from './fake-teams';

/** A duty as a pack writes it. */
type DutyText = Readonly<Record<string, unknown>> & { readonly id: string };

const CALL: DutyText = {
  id: 'weekly-call',
  title: 'Weekly call',
  kind: 'contact',
  subject: 'provider',
  question: 'How did the call with the provider go?',
  when: { each: 'week', at: '08:00' },
  due: 'P3D',
  fields: [
    { name: 'calm', label: 'Is all well there?', type: 'yes-no', raises: { no: 'action-needed' } },
    { name: 'summary', label: 'In a line', type: 'text' },
  ],
};
const PLAN: DutyText = {
  id: 'weekly-plan',
  title: 'Plan for the week',
  kind: 'start-checklist',
  subject: 'placement',
  question: 'Is the week planned?',
  when: { each: 'week', at: '08:00' },
  due: 'P1D',
  fields: ['transport', 'lunch', 'timetable', 'contact'].map((name) => ({ name, type: 'item', label: name })),
};
const VISIT: DutyText = {
  id: 'visit',
  title: 'Visit to the provider',
  kind: 'visit',
  subject: 'provider',
  when: { on: ['action-needed'] },
  to: 'pastoral-lead',
  due: 'P2D',
  fields: [{ name: 'findings', label: 'What did you see?', type: 'text' }],
};

export const ROUTINE = { CALL, PLAN, VISIT };

/** A pack of these duties; what a duty leaves out is the AP lead's, and goes to the headteacher after four days. */
export const packOf = (duties: readonly DutyText[], more: object = {}): string =>
  stringify({
    id: 'own',
    name: 'A policy of the test’s own',
    reasons: [{ code: 'exclusion-risk', label: 'At risk of exclusion' }],
    standIns: { 'attendance-officer': ['ap-lead'], 'ap-lead': ['headteacher'], dsl: ['headteacher'] },
    ...more,
    duties: duties.map((duty) =>
      'use' in duty
        ? { clauses: ['OWN-1'], ...duty }
        : { clauses: ['OWN-1'], to: 'ap-lead', ladder: [{ after: 'P4D', to: 'headteacher' }], ...duty },
    ),
  });

/** A line of an "AP today" card. */
interface Row {
  readonly title: string;
  readonly text: string;
  readonly ask: unknown;
}

/** The lines of a list of things to do that have a button, in order. */
export function rowsOf(card: JsonObject | undefined): Row[] {
  const found: Row[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as JsonObject;
    const [button] = node['type'] === 'ColumnSet' ? buttonsOf(node) : [];
    if (!button) return Object.values(node).forEach(walk);
    const [title = '', text = ''] = textOf(node).split('\n');
    found.push({ title, text, ask: button.data['ask'] });
  };
  walk(card);
  return found;
}

/** The button of the line that says this. */
export function rowButton(card: JsonObject | undefined, words: string) {
  const row = rowsOf(card).find(({ title, text }) => `${title} ${text}`.includes(words));
  if (!row) throw new Error(`No line says "${words}". The card says:\n${textOf(card ?? {})}`);
  return ({ data }: { data: JsonObject }): boolean => data['ask'] === row.ask;
}
