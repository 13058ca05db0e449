import { z } from 'zod/v4';
import { type FormRules, formKind } from '../form';
import type { AskInput } from '../kind';

const settings = z.strictObject({
  /** The field that offers the pack's reasons, where the pack gives it no answers of its own. */
  reason: z.string().default('reason_code'),
  /** The policy's list is open: another reason may be chosen. */
  open: z.boolean().default(false),
});

/** Why is alternative provision considered, and what has been tried? */
export const referral = formKind({
  name: 'referral',
  title: 'a referral',
  subjects: ['pupil', 'placement'],
  settings,
  rules: (_db, input) => reasonsOffered(input),
});

const OTHER = { value: 'other', title: 'Another reason' } as const;

/** The reasons of the pack stand in its own list, each once; a form repeats none of them. */
function reasonsOffered({ duty, reasons }: AskInput): FormRules {
  const { reason, open } = settings.parse(duty.settings);
  const field = duty.fields.find(({ name }) => name === reason);
  if (field?.type !== 'text' || reasons.length === 0) return {};
  const listed = reasons.map(({ code, label }) => ({ value: code, title: label }));
  const isThere = listed.some(({ value }) => value === OTHER.value);
  return { more: { choices: { [reason]: open && !isThere ? [...listed, OTHER] : listed } } };
}
