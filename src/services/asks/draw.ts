import { choice, known } from '../../cards/fragments';
import type { Card, CardParts } from '../../cards/parts';
import { toCard } from '../../cards/shell';
import { may, mayOverride } from '../../domain/access';
import { dayOf } from '../../domain/calendar';
import { CORRECTION_FIELD, CORRECTION_REASONS, correctionReason } from '../../domain/corrections';
import { DRILL_LINE, DRILL_WORD, isDrill } from '../../domain/drill';
import type { EventName } from '../../domain/events';
import type { Role } from '../../domain/roles';
import { span } from '../../domain/words';
import type { Ask, Prompt, Reply } from '../../generated/prisma/client';
import type { AskInput, Db, PromptRow, PromptStatus, View } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import { deskViewOf } from '../desk/desk-view';
import { dutyOf, type School } from '../school';
import { climbsTo, footerOf, holdingOf, mayHold, storyOf } from './story';

/** For whom a card is drawn. `state` overrules what the prompts say (changing, superseded). */
export interface Reader {
  readonly staffId: string;
  readonly roles: readonly Role[];
  readonly purpose: View['purpose'];
  readonly state?: 'changing' | 'superseded' | undefined;
  readonly problems?: readonly string[] | undefined;
  readonly entered?: Readonly<Record<string, unknown>> | undefined;
  /** The form stands where their "AP today" card was. */
  readonly inPlace?: boolean | undefined;
}

/** What a press on a form that stands in the place of "AP today" carries. */
export const IN_PLACE = { place: 'today' } as const;

/** A delivery's purpose as a card is drawn for it. */
export const purposeOf = (purpose: string | undefined): View['purpose'] =>
  purpose === 'escalate' || purpose === 'remind' ? purpose : 'ask';

/** An ask with its prompts, in the order of the card, and all that was said on them, the oldest first. */
export type AskWithPrompts = Ask & { prompts: Prompt[]; replies: Reply[] };

/** An ask's card as one person sees it now. */
export async function drawAsk(
  db: Db,
  school: School,
  ask: AskWithPrompts,
  now: Date,
  reader: Reader,
): Promise<Card> {
  const open = await kindOf(ask.kind).open(db, askInput(school, ask, now));
  const view = await viewOf(db, school, ask, now, reader);
  const parts = withReason(await open.card(view), view);
  const marked = ask.prompts.some(({ occurrence }) => isDrill(occurrence)) ? asDrill(parts) : parts;
  return toCard({ ...marked, problems: reader.problems ?? [] }, ask.id, reader.inPlace ? IN_PLACE : {});
}

/** Whoever changes an answer says why, last. */
const withReason = (parts: CardParts, { state, entered = {} }: View): CardParts =>
  state === 'changing'
    ? {
        ...parts,
        body: [
          ...(parts.body ?? []),
          {
            ...choice(
              CORRECTION_FIELD,
              'Why is this changed?',
              CORRECTION_REASONS,
              correctionReason(entered),
            ),
            spacing: 'medium',
            separator: true,
          },
        ],
      }
    : parts;

/** Whatever a card shows, it says first that it is a drill, on a lock screen too. */
const asDrill = (parts: CardParts): CardParts => ({
  ...parts,
  eyebrow: `${DRILL_WORD} · ${parts.eyebrow}`,
  summary: `${DRILL_WORD}: ${parts.summary}`,
  ...(parts.heading ? { body: [...known([DRILL_LINE]), ...(parts.body ?? [])] } : {}),
});

/** What a kind is told about an ask. */
export function askInput(school: School, ask: AskWithPrompts, now: Date): AskInput {
  const { id, part, parts } = ask;
  const prompts = ask.prompts.map((prompt) => promptRow(prompt, ask.replies));
  return {
    schoolId: school.id,
    askId: id,
    duty: dutyOf(school, ask.duty),
    calendar: school.calendar,
    reasons: school.pack.reasons,
    now,
    part,
    parts,
    prompts,
  };
}

const promptRow = (prompt: Prompt, replies: readonly Reply[]): PromptRow => ({
  id: prompt.id,
  subjectId: prompt.subjectId,
  occurrence: prompt.occurrence,
  day: prompt.day,
  session: prompt.session === 'pm' ? 'pm' : prompt.session === 'am' ? 'am' : null,
  status: prompt.status as PromptStatus,
  closedWhy: prompt.closedWhy,
  replies: replies.filter(({ promptId }) => promptId === prompt.id),
  context: {
    ...(prompt.event ? { event: prompt.event as EventName } : {}),
    ...(prompt.source ? { source: prompt.source } : {}),
  },
});

/** Loads an ask with its prompts; null when there is none of that id at this school. */
export async function loadAsk(db: Db, schoolId: string, id: string): Promise<AskWithPrompts | null> {
  const ask = await db.ask.findUnique({ where: { schoolId_id: { schoolId, id } } });
  return ask && withPrompts(db, ask);
}

/** An ask that was loaded already, with its prompts and what was said on them. */
export async function withPrompts(db: Db, ask: Ask): Promise<AskWithPrompts> {
  const where = { schoolId: ask.schoolId, askId: ask.id };
  const prompts = await db.prompt.findMany({ where, orderBy: { id: 'asc' } });
  const promptId = { in: prompts.map(({ id }) => id) };
  const replies = await db.reply.findMany({
    where: { schoolId: ask.schoolId, promptId },
    orderBy: { seq: 'asc' },
  });
  return { ...ask, prompts, replies };
}

/**
 * What was said of a session may be changed until the end of its day, a form until the end of the day it was answered; what
 * the register rests on, by those who may correct records, also later.
 */
export const isChangeable = (
  { calendar }: School,
  { kind, status, day, session, closedAt }: Prompt,
  now: Date,
  roles: readonly Role[],
): boolean => {
  const about = session === null && closedAt ? dayOf(calendar, closedAt) : day;
  const isAmendable = kindOf(kind).amendable && may(roles, 'correct-records');
  return status === 'answered' && (isAmendable || about === dayOf(calendar, now));
};

async function viewOf(db: Db, school: School, ask: AskWithPrompts, now: Date, reader: Reader): Promise<View> {
  const isOpen = ask.prompts.some(({ status }) => status === 'open');
  const duty = dutyOf(school, ask.duty);
  const base = {
    state: stateOf(isOpen, reader.state),
    purpose: reader.purpose,
    mayConfirm: may(reader.roles, 'confirm-codes'),
    mayChange:
      reader.state !== 'superseded' &&
      ask.prompts.some((prompt) => isChangeable(school, prompt, now, reader.roles)),
    entered: reader.entered,
    inPlace: reader.inPlace,
    mayOverride: isOpen && duty.gate && mayOverride(reader.roles, duty),
  };
  if (!isOpen) return { ...base, story: [], mayHold: false };
  const holding = await holdingOf(db, school, ask, now);
  return {
    ...base,
    story: reader.purpose === 'escalate' ? await storyOf(db, school, ask, reader.staffId) : [],
    mayHold: await mayHold(db, school, ask, reader, now),
    desk: await deskViewOf(db, school, ask, reader, now),
    alert: alertOf(ask, reader, now),
    holding,
    footer: footerOf(school, ask, now),
    climbsTo: climbsTo(school, ask),
  };
}

const A_MINUTE = 60_000;

/** How long it has waited, once it was chased, has climbed or is overdue. */
function alertOf(ask: Ask, { purpose }: Reader, now: Date): string | undefined {
  const waiting = now.getTime() - ask.openedAt.getTime();
  if ((purpose === 'ask' && now <= ask.dueAt) || waiting < A_MINUTE) return undefined;
  return `Waiting ${span(waiting)}`;
}

/** A settled card says so in every chat; while it is open, an older copy points to the newer one. */
function stateOf(isOpen: boolean, wish: Reader['state']): View['state'] {
  if (wish === 'changing') return 'changing';
  return isOpen ? (wish ?? 'asked') : 'closed';
}
