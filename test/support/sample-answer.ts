import { settling } from '../../src/domain/fields';
import type { Duty } from '../../src/domain/policy';
import type { inputsOf } from './fake-teams';

type Inputs = ReturnType<typeof inputsOf>;

/** What a person would send to settle a form: every question of the card, with the first answer that settles it. */
export function sampleAnswer({ fields }: Duty, inputs: Inputs, today: string): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter(({ type }) => type !== 'auto')
      .map((field) => {
        const offered = inputs.find(({ id }) => id === field.name)?.choices ?? [];
        const typed: Readonly<Record<string, string>> = {
          date: today,
          time: '10:00',
          number: '1',
          text: 'As agreed',
        };
        return [field.name, settling(field)?.[0] ?? offered[0]?.value ?? typed[field.type] ?? 'yes'];
      }),
  );
}

/** The same, but what stands on the card already is left as it is, where it settles its question. */
export function settlingAnswer(duty: Duty, inputs: Inputs, today: string): Record<string, string> {
  const said = inputs.flatMap(({ id, value }) => {
    const field = duty.fields.find(({ name }) => name === id);
    return field && value && (settling(field)?.includes(value) ?? true) ? [[id, value]] : [];
  });
  return { ...sampleAnswer(duty, inputs, today), ...Object.fromEntries(said) };
}
