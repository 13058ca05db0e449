import type { Refusal } from '../domain/refusals';

type ByCode = { [R in Refusal as R['code']]: R };

const CLOSED: Record<ByCode['closed']['why'], string> = {
  withdrawn: 'This is no longer needed, so there is nothing to answer.',
  excused: 'This was excused, so there is nothing to answer.',
  'day-over':
    'The day is over, so this can no longer be changed here. Tell the AP lead what should be put right.',
};

const DOES_NOT_APPLY: Record<ByCode['does-not-apply']['why'], (who: string) => string> = {
  'not-placed': (who) =>
    `${who} is not placed anywhere now, so there is nothing to fill in. Ask the AP lead if that is wrong.`,
  'nobody-there': (who) =>
    `Nobody is placed at ${who} now, so there is nothing to fill in. Ask the AP lead if that is wrong.`,
  'not-asked': (who) =>
    `Your policy does not ask for this about ${who}. Type help to see what else you can begin.`,
};

/** The words for every way Waymark says no. A refusal without words here does not compile. */
const WORDS: { readonly [Code in keyof ByCode]: (refusal: ByCode[Code]) => string } = {
  'unknown-person': () =>
    'Waymark does not know you yet. Ask the AP lead at your school to add you to the staff list.',
  'not-yours': () => 'This card is out of date or for somebody else, so nothing was changed.',
  'card-gone': () => 'This card is out of date. Look for a newer one below it, or type today.',
  'put-away': () => 'This card has been put away, so nothing was changed. Press Show on it to see it again.',
  closed: ({ why }) => CLOSED[why],
  'bad-answer': ({ problems }) =>
    problems.join(' ') || 'Something on the card cannot be right. Check it, then press the button again.',
  'pupil-not-found': () => 'No pupil on your list has that name. Try part of the surname, or the UPN.',
  'not-allowed': () => 'Your role does not include this. Ask the AP lead if you need it.',
  'nothing-to-begin': ({ command }) =>
    `Nothing in your school’s policy begins with “${command}”. Type help to see what you can begin.`,
  'does-not-apply': ({ who, why }) => DOES_NOT_APPLY[why](who),
  'with-others': ({ holder }) => `This is open already, ${holder}. Tell them what you know.`,
};

/** A refusal in plain words that say what to do. */
export const refusalWords = (refusal: Refusal): string => wordsFor(refusal.code, refusal);

const wordsFor = <Code extends keyof ByCode>(code: Code, refusal: ByCode[Code]): string =>
  WORDS[code](refusal);

export const UNKNOWN_PERSON = refusalWords({ code: 'unknown-person' });

/** What is said to a message that is no command. */
export const NOT_A_COMMAND =
  'That is not something Waymark knows. Type status and part of a pupil’s name, today, overdue or help.';

export const ANSWERED_IN_PRIVATE = 'I have answered in our personal chat.';

export const NO_PERSONAL_CHAT =
  'Open a personal chat with Waymark first, then ask again: what it knows of pupils is shown only there.';

export const PRIVATE_CHAT_DOWN = 'Our personal chat cannot be reached just now. Ask again there.';

/** A card pressed anywhere but in the personal chat. */
export const PRESS_IN_PRIVATE = 'Open your personal chat with Waymark and answer there.';

export const UNREADABLE_PRESS =
  'Waymark could not read that press, so nothing was changed. Type today for a fresh card.';

/** After a fault in a press. Whether it was stored is not known; pressing again does no harm. */
export const FAULT_IN_PRESS =
  'Something went wrong at our end, so this may not have been saved. Press the button again in a minute.';

export const FAULT_IN_MESSAGE = 'Something went wrong at our end. Send that again in a minute.';
