import type { Field } from '../../domain/fields';
import { durationWords, limitWords, openingWords, rungWords, spoken, theRole } from '../../domain/pack-words';
import type { Duty } from '../../domain/policy';
import { list } from '../../domain/text';

/** Things that are said of something, each by its name. What is not said is not there. */
export type Words = ReadonlyMap<string, string>;

type Said = readonly [what: string, words: string];

/** Everything that a pack says of a duty, each thing by its name in a reader's words. */
export function dutyWords(duty: Duty): Words {
  const { id: _id, title, clauses, kind, subject, when: _when, alsoOn: _also, command: _by, ...more } = duty;
  const { question = '', fields, gate, override, raises, to, due, hold, only, onlyAny, ...last } = more;
  const { ladder, settings, ...rest } = last;
  return words([
    ['title', title],
    ['clauses', clauses.join(', ')],
    ['kind', kind],
    ['about', `a ${subject}`],
    ['when', openingWords(duty)],
    ['question', question],
    ['asked of', theRole(to)],
    ['to be answered within', durationWords(due)],
    ['"I\'m on it" holds for', durationWords(hold)],
    ['only for', limitWords({ only, onlyAny })],
    ['holds the start back', gate ? 'yes' : 'no'],
    ['may be let through by', override ? theRole(override) : ''],
    ['raises', raises.map(spoken).join(', ')],
    ['ladder', ladder.map(rungWords).join('; ') || 'none'],
    ...fields.map((field): Said => [`${FIELD}${field.name}`, fieldWords(field)]),
    ...asWritten(settings, 'setting '),
    ...asWritten(rest, ''),
  ]);
}

/** What the names of fields begin with among the words of a duty. */
export const FIELD = 'field ';

const words = (said: readonly Said[]): Words => new Map(said.filter(([, text]) => text !== ''));

/** Values that have no words of their own. */
const asWritten = (values: object, before: string): Said[] =>
  Object.entries(values).map(([name, value]) => [`${before}${name}`, JSON.stringify(value) ?? '']);

/** All that a pack says of a field, in one line. */
function fieldWords({ name: _name, label, type, choices = [], required, must = [], ...more }: Field): string {
  const { raises = {}, when = {}, from, ...rest } = more;
  return [
    `"${label}"`,
    from ? `filled in by Waymark: ${spoken(from)}` : type,
    choices.map(({ value, title }) => `${value} "${title}"`).join(', '),
    required ? '' : 'may be left empty',
    must.length > 0 ? `must be ${must.join(' or ')}` : '',
    ...raisesWords(raises),
    whenAskedWords(when),
    ...asWritten(rest, '').map(([what, value]) => `${what} ${value}`),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

const raisesWords = (raises: NonNullable<Field['raises']>): string[] =>
  Object.entries(raises).map(([answer, event]) => `${answer} raises ${spoken(event ?? '')}`);

function whenAskedWords(when: NonNullable<Field['when']>): string {
  const waits = Object.entries(when).map(([other, answer]) => `${other} is ${answer ?? ''}`);
  return waits.length > 0 ? `asked when ${list(waits)}` : '';
}
