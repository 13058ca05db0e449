import type { Fact } from '../../cards/parts';
import type { DrillReport, DrillStep } from './report';

const WHAT: Readonly<Record<DrillStep['what'], string>> = {
  raised: 'Raised',
  delivered: 'Delivered',
  acknowledged: 'Acknowledged',
  climbed: 'Climbed to',
  closed: 'Closed',
};

/** "12 s", "10 min 5 s". */
export function secondsText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** A step in words: what, and to or by whom. */
export const stepWords = ({ what, who }: DrillStep): string =>
  who === null ? WHAT[what] : `${WHAT[what]}: ${who}`;

/** A row for each step: after how long, and what happened. */
export const stepFacts = ({ steps }: DrillReport): Fact[] =>
  steps.map((step) => ({ label: secondsText(step.seconds), value: stepWords(step) }));

/** How it went, in a few words. */
export function drillOutcome({ steps, endedAt, failures }: DrillReport): string {
  const closed = steps.find(({ what }) => what === 'closed');
  const taken = steps.find(({ what }) => what === 'acknowledged');
  if (closed) return `closed after ${secondsText(closed.seconds)}`;
  if (endedAt === null) return 'running';
  const seen = taken ? `acknowledged after ${secondsText(taken.seconds)}, not closed` : 'nobody acted';
  return failures.length > 1 ? `${seen}, with faults` : seen;
}
