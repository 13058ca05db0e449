import { section, textLine } from '../../../cards/fragments';
import { closureOn, SESSIONS, type SessionName, sessionsOn, sessionTimes } from '../../../domain/calendar';
import type { JsonObject } from '../../../domain/json';
import { MARKS, type Mark } from '../../../domain/register';
import { count, list } from '../../../domain/text';
import { clockTime, sessionWord } from '../../../domain/words';
import type { Prompt } from '../../../generated/prisma/client';
import { type Line, listSection } from '../lines';
import { capital, closedWord, markOf, markWord } from '../phrases';
import type { Query } from '../query';
import type { DayRecord } from './load';

/** From this many providers on, those where every pupil is here share one line. */
const MANY_PROVIDERS = 5;

/** Each session of the day, provider by provider: "Oak Farm: 6 here, 1 late, 1 waiting". */
export function sessionSections(query: Query, record: DayRecord): JsonObject[] {
  return SESSIONS.flatMap((session) => {
    const title = capital(sessionWord(session));
    const asked = record.prompts.filter((p) => p.kind === 'attendance' && p.session === session);
    if (asked.length > 0) return listSection(title, providerLines(record, asked));
    const text = emptyText(query, record.day, session);
    return text ? [section(title, [textLine(text)])] : [];
  });
}

function emptyText({ calendar, now }: Query, day: string, session: SessionName): string | null {
  const closure = closureOn(calendar, day, session);
  if (closure) return `No school: ${closure}.`;
  if (!sessionsOn(calendar, day).includes(session)) return null;
  const { start } = sessionTimes(calendar, day, session);
  return now < start ? `Not asked yet, starts ${clockTime(calendar, start)}.` : 'Nobody was expected at AP.';
}

interface Tally {
  readonly provider: string;
  readonly pupils: number;
  readonly words: ReadonlyMap<string, number>;
}

function providerLines(record: DayRecord, asked: readonly Prompt[]): Line[] {
  const tallies = tallyByProvider(record, asked);
  const quiet = tallies.filter(({ words, pupils }) => words.get(markWord('here')) === pupils);
  const together = tallies.length >= MANY_PROVIDERS && quiet.length > 1 ? quiet : [];
  const apart = tallies.filter((tally) => !together.includes(tally));
  const all = list(together.map(({ provider, pupils }) => `${provider} (${pupils})`));
  return [
    ...apart.map(({ provider, words }) => ({ title: provider, text: wordsText(words) })),
    ...(together.length > 0 ? [{ title: 'All here', text: all }] : []),
  ];
}

function tallyByProvider(record: DayRecord, asked: readonly Prompt[]): Tally[] {
  const marks = new Map(record.marks.map((mark) => [`${mark.placementId}|${mark.session}`, mark.mark]));
  const byProvider = new Map<string, Map<string, number>>();
  for (const prompt of asked) {
    const provider = record.subjects.providerOf(prompt.subjectId) ?? 'No provider';
    const words = byProvider.get(provider) ?? new Map<string, number>();
    const word = wordFor(prompt, markOf(marks.get(`${prompt.subjectId}|${prompt.session}`) ?? ''));
    byProvider.set(provider, words.set(word, (words.get(word) ?? 0) + 1));
  }
  return [...byProvider]
    .map(([provider, words]) => ({ provider, words, pupils: [...words.values()].reduce((a, b) => a + b, 0) }))
    .sort((a, b) => a.provider.localeCompare(b.provider, 'en'));
}

function wordFor(prompt: Prompt, mark: Mark | null): string {
  if (mark) return markWord(mark);
  if (prompt.status === 'open') return 'waiting';
  return prompt.status === 'planned' ? 'not asked yet' : closedWord(prompt);
}

/** The marks in their usual order, then whatever else there is. */
function wordsText(words: ReadonlyMap<string, number>): string {
  const order = [...MARKS.map(markWord), 'waiting'];
  const rank = (word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
  const sorted = [...words].sort(([a], [b]) => rank(a) - rank(b));
  return sorted.map(([word, n]) => `${n} ${word}`).join(', ');
}

/** Pupils marked not known whose follow-up nobody has settled: they count as unsafe. */
export function unsafe({ prompts, marks }: DayRecord): string | undefined {
  const settled = new Set(prompts.filter(({ status }) => status === 'answered').map(({ source }) => source));
  const n = marks.filter(({ mark, promptId }) => mark === 'not-known' && !settled.has(promptId)).length;
  return n === 0 ? undefined : `${count(n, 'pupil')} not known: ${n === 1 ? 'counts' : 'count'} as unsafe`;
}
