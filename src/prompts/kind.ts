import type { z } from 'zod/v4';
import type { CardParts } from '../cards/parts';
import type { SchoolCalendar, SessionName } from '../domain/calendar';
import type { EventName } from '../domain/events';
import type { JsonObject } from '../domain/json';
import type { Duty, Subject } from '../domain/policy';
import type { Refusal } from '../domain/refusals';
import type { Role } from '../domain/roles';
import type { Prisma } from '../generated/prisma/client';

/** The database as a kind sees it: inside the service's transaction when it stores. */
export type Db = Prisma.TransactionClient & {
  /** Encrypts what is encrypted of rows that are about to be written; where there are no keys, there is none. */
  readonly $sealed?: (table: string, rows: readonly object[]) => readonly object[];
};

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
  /** All that was said, the oldest first: the last is its record. */
  readonly replies: readonly ReplyRow[];
  /** What raised it; empty for the calendar's own. */
  readonly context: PromptContext;
}

/** What somebody said on a prompt's card. */
export interface ReplyRow {
  readonly staffId: string;
  readonly at: Date;
  /** As the kind wrote it. */
  readonly answer: unknown;
}

/** The event and the prompt whose answer raised this one. */
export interface PromptContext {
  readonly event?: EventName;
  readonly source?: string;
}

/** What a kind is given to look up its facts. */
export interface AskInput {
  readonly schoolId: string;
  readonly askId: string;
  readonly duty: Duty;
  readonly calendar: SchoolCalendar;
  /** The pack's reasons for alternative provision. */
  readonly reasons: readonly { readonly code: string; readonly label: string }[];
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
  /** It stands in the place of the reader's "AP today" card, and goes back to it. */
  readonly inPlace?: boolean | undefined;
  /** Whether the reader may let the placement start without this. */
  readonly mayOverride?: boolean | undefined;
  /** "Waiting 30 min", once it was chased or has climbed. */
  readonly alert?: string | undefined;
  /** Who has been asked since when, for the person it climbed to. */
  readonly story: readonly string[];
  /** "Goes to the AP lead at 09:45." */
  readonly footer?: string | undefined;
  /** The title of the role it goes to first, while it has not climbed to anybody yet. */
  readonly climbsTo?: string | undefined;
  /** "Sam T. is on it until 10:05." */
  readonly holding?: string | undefined;
  /** At the desk, for those who safeguard. */
  readonly desk?: DeskView | undefined;
  /** Whether "I'm on it" is offered. */
  readonly mayHold: boolean;
  /** Whether what was said may still be changed. */
  readonly mayChange: boolean;
  /** Whether this person may confirm register codes. */
  readonly mayConfirm: boolean;
  /** The inputs of a press that was not taken, so that nothing typed is lost. */
  readonly entered?: Readonly<Record<string, unknown>> | undefined;
}

/** What whoever safeguards can do with a question of the desk besides answering it. */
export interface DeskView {
  /** The people it can be handed to now. */
  readonly handTo: readonly { readonly value: string; readonly title: string }[];
  /** Who has it, as this card says: a press on a card that is out of date hands nothing over. */
  readonly kept: string;
}

/** A button pressed on the card: its verb and the inputs as the client sent them. Nothing in it is trusted. */
export interface Press {
  readonly verb: string;
  readonly roles: readonly Role[];
  readonly data: Readonly<Record<string, unknown>>;
}

/** Who answered, and when, for a kind that keeps a table of its own. */
export interface StoredBy {
  readonly staffId: string;
  readonly at: Date;
}

/** An accepted answer to one prompt, and what follows from it. */
export interface Answer {
  readonly promptId: string;
  /** The record: what was said, checked. */
  readonly reply: JsonObject;
  /** Is the question settled? open: asked again, its ladder goes on; unchanged: this was not an answer to it. */
  readonly settles: 'close' | 'open' | 'unchanged';
  /** Events that open other duties about the same subject. Those raised by an earlier answer are taken back. */
  readonly raises?: readonly EventName[];
  /** How it was settled, if not by an answer to every question. */
  readonly why?: 'overridden';
  /** Something else is known by now, so that it counts although the same was said before. */
  readonly changes?: boolean;
  /** Ask the next role now, whatever its time, unless it has climbed already. */
  readonly escalates?: boolean;
}

/** What a press said, accepted. */
export interface Taken {
  readonly answers: readonly Answer[];
  /** What was not taken, in sentences, although the rest was. */
  readonly problems?: readonly string[] | undefined;
  /** It was kept, but the question is not settled: the card stays, and says what is missing. */
  readonly partial?: boolean;
  /**
   * Only if answers land in a table of the kind's own. Runs in the service's transaction, with the prompts whose
   * answers are new.
   */
  store?(db: Db, by: StoredBy, fresh: ReadonlySet<string>): Promise<void>;
}

export type Read = ({ ok: true } & Taken) | { ok: false; refusal: Refusal };

/** A kind's prompts with their facts looked up: it can draw the card, looking up what only the card says, and read a press. */
export interface OpenAsk {
  card(view: View): CardParts | Promise<CardParts>;
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
  /** Urgent kinds are sent at once, one card each; all others wait in the person's "AP today" card. */
  readonly urgent: boolean;
  /** Only those it is put to, and those who safeguard, read of it: whoever's answer opens it gets no copy. */
  readonly confidential: boolean;
  /** The register rests on what was said: those who may correct records may change it after its day, too. */
  readonly amendable: boolean;
  /**
   * It is worked at the DSL's desk: whoever takes it on is asked again until it is settled, and those who safeguard may
   * hand it over and refer it on.
   */
  readonly desk: boolean;
  /** What it may ask about. */
  readonly subjects: readonly Subject[];
  readonly askable: readonly Role[];
  /** What a pack may set. */
  readonly settings: z.ZodType;
  /** Events it raises by itself, whatever the pack says. */
  readonly events: readonly EventName[];
  /** It draws a form of its own; the others ask the fields of the duty. */
  readonly ownForm: boolean;
  /** The evidence its own records keep, beyond the duty's fields (names as in the catalogue of clauses). */
  readonly evidence: readonly string[];
  /** Most questions on one card; more go on further cards, numbered. */
  readonly perCard: number;
  /** Prompts of one key are put on one card. */
  group(seed: Seed): string;
  /** Looks up what an answer is judged by, and what the card must say where that is as much. */
  open(db: Db, input: AskInput): Promise<OpenAsk>;
}
