import type { z } from 'zod/v4';
import type { CardParts } from '../cards/parts';
import type { SchoolCalendar, SessionName } from '../domain/calendar';
import type { JsonObject } from '../domain/json';
import type { Duty, EventName } from '../domain/policy';
import type { Refusal } from '../domain/refusals';
import type { Role } from '../domain/roles';
import type { Prisma } from '../generated/prisma/client';

/** The database as a kind sees it: inside the service's transaction when it stores. */
export type Db = Prisma.TransactionClient;

export type PromptStatus = 'planned' | 'open' | 'answered' | 'excused' | 'withdrawn' | 'expired';

/** One question on the card. */
export interface PromptRow {
  readonly id: string;
  readonly subjectId: string;
  readonly occurrence: string;
  readonly day: string;
  readonly session: SessionName | null;
  readonly status: PromptStatus;
  readonly closedWhy: string | null;
  /** What raised it (an event's facts); empty for the calendar's own. */
  readonly context: JsonObject;
}

/** What a kind is given to look up its facts. */
export interface AskInput {
  readonly schoolId: string;
  readonly askId: string;
  readonly duty: Duty;
  readonly calendar: SchoolCalendar;
  readonly now: Date;
  readonly part: number;
  readonly parts: number;
  readonly prompts: readonly PromptRow[];
}

/** For whom, and in which state, a card is drawn. */
export interface View {
  /** asked: a form; changing: the form again, with what was said; closed: a line; superseded: a newer copy follows. */
  readonly state: 'asked' | 'changing' | 'closed' | 'superseded';
  readonly purpose: 'ask' | 'remind' | 'escalate';
  readonly readerRole: Role | null;
  /** "Waiting 30 min", once it was chased or has climbed. */
  readonly alert?: string;
  /** Who has been asked since when, for the person it climbed to. */
  readonly story: readonly string[];
  /** "Goes to the AP lead at 09:45." */
  readonly footer?: string;
  /** "Sam T. is on it until 10:05." */
  readonly holding?: string;
  /** Whether "I'm on it" is offered. */
  readonly mayHold: boolean;
  /** Whether what was said may still be changed. */
  readonly mayChange: boolean;
  /** What was wrong with the last press, in sentences. */
  readonly problems: readonly string[];
  /** The inputs of that press, so that nothing typed is lost. */
  readonly entered?: Readonly<Record<string, unknown>>;
}

/** A button pressed on the card: its verb and the inputs as the client sent them. Nothing in it is trusted. */
export interface Press {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Who answered, where and when, for a kind that keeps a table of its own. */
export interface StoredBy {
  readonly staffId: string;
  readonly at: Date;
  readonly replyId: string;
}

/** An accepted answer to one prompt, and what follows from it. */
export interface Answer {
  readonly promptId: string;
  /** The record: what was said, checked. */
  readonly reply: JsonObject;
  /** Whether the question is settled. If not, the prompt stays open and its ladder goes on. */
  readonly closes: boolean;
  /** Events that open other duties about the same subject. */
  readonly raises: readonly { event: EventName; context: JsonObject }[];
  /** Take the next rung now, whatever its time. */
  readonly escalates?: boolean;
  /** Only if the answer lands in a table of its own. Runs in the service's transaction. */
  store?(db: Db, by: StoredBy): Promise<void>;
}

export type Read = { ok: true; answers: readonly Answer[] } | { ok: false; refusal: Refusal };

/** A kind's prompts with their facts looked up: it can draw the card and read a press. */
export interface OpenAsk {
  card(view: View): CardParts;
  read(press: Press): Read;
}

/** What the planner knows of a prompt before it is asked: enough to put prompts on one card. */
export interface Seed {
  readonly subjectId: string;
  readonly occurrence: string;
  readonly providerId: string | null;
}

/**
 * A kind of prompt. One folder exports one of these; `registry.ts` lists it; nothing else knows it by name.
 * A contract test runs over the registry and over every duty of every pack.
 */
export interface Kind {
  readonly name: string;
  /** In a sentence about people's work: "attendance", "an absence to follow up". */
  readonly title: string;
  /** Urgent kinds are sent at once, one card each. */
  readonly urgent: boolean;
  readonly subject: Duty['subject'];
  readonly askable: readonly Role[];
  /** What a pack may set. */
  readonly settings: z.ZodType;
  readonly events: readonly EventName[];
  /** Most questions on one card; more go on further cards, numbered. */
  readonly perCard: number;
  /** Prompts of one key are put on one card. */
  group(seed: Seed): string;
  /** Looks up what the card must say: one query. */
  open(db: Db, input: AskInput): Promise<OpenAsk>;
}
