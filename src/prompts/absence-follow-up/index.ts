import { z } from 'zod/v4';
import { refuse } from '../../domain/refusals';
import { PUPIL_ROLES } from '../../domain/roles';
import type { AskInput, Kind, Press, Read } from '../kind';
import { followUpCard } from './card';
import { type FollowUpFacts, followUpFacts } from './facts';
import { isSettled, NOTE_LIMIT, replySchema, type Said } from './reply';
import { storeReason } from './store';

/** A pupil is not at provision, or nobody knows: are they safe, why, and what next? One card a pupil. */
export const absenceFollowUp: Kind = {
  name: 'absence-follow-up',
  title: 'an absence to follow up',
  urgent: true,
  confidential: false,
  amendable: true,
  desk: false,
  subjects: ['placement'],
  askable: PUPIL_ROLES,
  settings: z.strictObject({}),
  events: [],
  ownForm: true,
  evidence: ['parent', 'reason', 'safe', 'by', 'next', 'note'],
  perCard: 1,
  group: ({ subjectId, occurrence }) => `${subjectId}:${occurrence}`,
  async open(db, input) {
    const facts = await followUpFacts(db, input);
    return { card: (view) => followUpCard(input, facts, view), read: (press) => read(input, facts, press) };
  },
};

function read(input: AskInput, facts: FollowUpFacts, press: Press): Read {
  const parsed = replySchema.safeParse(press.data);
  if (!parsed.success) {
    return refuse({ code: 'bad-answer', problems: ['Choose one of the answers offered in each list.'] });
  }
  const said = parsed.data;
  const urgent = press.verb === 'climb';
  const problems = problemsOf(said, facts.name, urgent);
  if (problems.length > 0) return refuse({ code: 'bad-answer', problems });
  const settles = isSettled(said) ? 'close' : 'open';
  return {
    ok: true,
    answers: [{ promptId: facts.prompt.id, reply: said, settles, escalates: urgent }],
    store: (db, by) => storeReason(db, input, facts, said, by),
  };
}

/** What must fit together before an answer is taken, each rule with the sentence that says so. */
function problemsOf(said: Said, name: string, urgent: boolean): string[] {
  const isEmpty =
    !urgent && [said.parent, said.reason, said.safe, said.next, said.note].every((answer) => answer === '');
  const rules: [broken: boolean, sentence: string][] = [
    [isEmpty, `Say at least one thing: is ${name} safe, what did the parent or carer say, or why not there.`],
    [
      said.note.length > NOTE_LIMIT,
      `The note has more than ${NOTE_LIMIT} characters. Shorten it: its start is kept here.`,
    ],
    [said.by.length > 80, 'Say in a few words who saw or heard the pupil.'],
    [!urgent && said.reason === 'other' && said.note === '', 'You chose another reason. Say it in the note.'],
    [
      said.reason === 'arrived' && said.safe === 'no',
      `You chose both has arrived and not seen or heard. Which is true for ${name}?`,
    ],
  ];
  return rules.flatMap(([broken, sentence]) => (broken ? [sentence] : []));
}
