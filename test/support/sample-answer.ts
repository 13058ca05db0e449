import { answersOf, settling } from '../../src/domain/fields';
import type { Duty } from '../../src/domain/policy';

/** What a person would send to settle a form: every question answered, with the first answer that settles it. */
export function sampleAnswer({ fields }: Duty, today: string): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter(({ type }) => type !== 'auto')
      .map((field) => {
        const [first] = settling(field) ?? answersOf(field).map(({ value }) => value);
        const typed = { date: today, time: '10:00', number: '1', text: 'As agreed' } as Record<
          string,
          string
        >;
        return [field.name, first ?? typed[field.type] ?? 'yes'];
      }),
  );
}
