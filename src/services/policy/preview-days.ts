import type { Day } from '../../domain/calendar';
import type { PreviewPerson, PreviewPrompt } from './preview';

/** The prompts of one duty that one person is asked on one day: what a calendar shows as one entry. */
export interface PromptGroup {
  readonly duty: string;
  readonly title: string;
  readonly person: PreviewPerson | null;
  readonly day: Day;
  readonly prompts: readonly PreviewPrompt[];
}

/** All that one person is asked, day by day; null for what nobody would be asked. */
export interface PersonDays {
  readonly person: PreviewPerson | null;
  readonly prompts: number;
  readonly days: readonly { readonly day: Day; readonly groups: readonly PromptGroup[] }[];
}

/** Prompts by duty, day and person, in the order in which they come. */
export function groupPrompts(prompts: readonly PreviewPrompt[]): PromptGroup[] {
  const groups = grouped(prompts, ({ day, duty, person }) => [day, duty, person?.email ?? ''].join('|'));
  return groups.flatMap((within) => {
    const [first] = within;
    if (!first) return [];
    const { duty, title, person, day } = first;
    return [{ duty, title, person, day, prompts: within }];
  });
}

/** Prompts by person and day; people by name, and what nobody would be asked last. */
export function byPerson(prompts: readonly PreviewPrompt[]): PersonDays[] {
  const people = grouped(groupPrompts(prompts), ({ person }) => person?.email ?? '');
  return people
    .map((groups) => ({
      person: groups[0]?.person ?? null,
      prompts: groups.reduce((sum, group) => sum + group.prompts.length, 0),
      days: grouped(groups, ({ day }) => day).map((within) => ({
        day: within[0]?.day ?? '',
        groups: within,
      })),
    }))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

const LAST = '\u{10FFFF}';
const nameOf = ({ person }: PersonDays): string => person?.name ?? LAST;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
