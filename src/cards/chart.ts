import type { JsonObject } from '../domain/json';
import { textLine } from './fragments';

/** One bar: a week of a half term, with the sessions attended out of those possible. */
interface Bar {
  /** "2 Nov". */
  readonly label: string;
  readonly attended: number;
  readonly possible: number;
}

/**
 * Attendance week by week: a chart where the client has charts (newer than cards 1.5), else bars of text, and
 * always the figures in words. Weeks with no session possible are left out.
 */
export function attendanceChart(weeks: readonly Bar[]): JsonObject[] {
  const bars = weeks.filter(({ possible }) => possible > 0);
  if (bars.length === 0) return [textLine('No sessions yet this half term.', { subtle: true })];
  const figures = bars
    .map(({ label, attended, possible }) => unbroken(`${label}: ${attended} of ${possible}`))
    .join(' · ');
  const chart = {
    type: 'Chart.VerticalBar',
    spacing: 'small',
    yAxisTitle: 'Attended, %',
    color: 'sequential3',
    showBarValues: true,
    altText: `Sessions attended each week. ${figures}`,
    data: bars.map((bar) => ({ x: bar.label, y: percent(bar) })),
    fallback: { type: 'Container', spacing: 'small', items: bars.map(textBar) },
  };
  const words = textLine(`Sessions attended. ${figures}`, { small: true, subtle: true });
  // With nothing but zeros a client has no axis to draw.
  return bars.some(({ attended }) => attended > 0) ? [chart, words] : [words];
}

/** Kept on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00A0');

/** Whole hundredths of the sessions possible, rounded down so that 100 means every one. */
export const percent = ({ attended, possible }: Pick<Bar, 'attended' | 'possible'>): number =>
  Math.floor((100 * attended) / possible);

const textBar = (bar: Bar): JsonObject => ({
  type: 'ColumnSet',
  spacing: 'none',
  columns: [
    { type: 'Column', width: 20, items: [textLine(bar.label, { subtle: true })] },
    { type: 'Column', width: 15, spacing: 'none', items: [textLine(`${percent(bar)}%`)] },
    {
      type: 'Column',
      width: 65,
      spacing: 'none',
      items: [textLine('▇'.repeat(Math.round(percent(bar) / 10)), { colour: 'accent' })],
    },
  ],
});
