import type { CardParts } from '../../../cards/parts';
import { may } from '../../../domain/access';
import { REGISTERS, type RegisterName } from '../../../domain/commands';
import { refuse } from '../../../domain/refusals';
import { type Line, listSection } from '../lines';
import { stamp } from '../phrases';
import { type Query, type QueryResult, shown } from '../query';
import { apLines } from './ap';
import { partTimeLines } from './part-time';
import { providerLines } from './providers';

/** The most rows of a list; what does not fit is counted. */
const MOST_ROWS = 25;

const LISTS: Readonly<
  Record<RegisterName, { readonly title: string; readonly lines: (query: Query) => Promise<Line[]> }>
> = {
  ap: { title: 'Pupils in alternative provision', lines: apLines },
  parttime: { title: 'Part-time arrangements', lines: partTimeLines },
  providers: { title: 'Providers', lines: providerLines },
};

const BUTTONS: Readonly<Record<RegisterName, string>> = {
  ap: 'Pupils in AP',
  parttime: 'Part-time',
  providers: 'Providers',
};

/** One of the school's lists; '' asks which. */
export async function register(query: Query, name: RegisterName | ''): Promise<QueryResult> {
  if (!may(query.roles, 'see-register')) return refuse({ code: 'not-allowed' });
  if (name === '') return shown(askWhich(query));
  const { title, lines } = LISTS[name];
  const rows = await lines(query);
  return shown({
    eyebrow: `Register · ${stamp(query)}`,
    heading: title,
    body: listSection(`${rows.length} in all`, rows, MOST_ROWS),
    lines: rows.length === 0 ? ['There are none now.'] : [],
    actions: buttons(REGISTERS.filter((other) => other !== name)),
    summary: title,
  });
}

const askWhich = (query: Query): CardParts => ({
  eyebrow: `Register · ${stamp(query)}`,
  heading: 'Which list?',
  actions: buttons(REGISTERS),
  summary: 'Which list?',
});

const buttons = (names: readonly RegisterName[]) =>
  names.map((list) => ({ title: BUTTONS[list], verb: 'register', data: { list }, alone: true }));
