import type { Card } from '../cards/parts';
import type { Command } from '../domain/commands';
import type { PressResult } from '../services/asks/press';
import type { PressInput } from '../services/asks/press-card';
import type { ChatAddress } from '../services/outbox/channel';
import type { Caller, Person } from '../services/people';

/** What the Teams edge calls. The composition root binds the real services to their dependencies. */
export interface Services {
  findPerson(caller: Caller): Promise<Person | null>;
  /** A button on a card that shows an ask. */
  press(person: Person, input: PressInput): Promise<PressResult>;
  /** A button on any other card. */
  queryPress(
    person: Person,
    input: { verb: string; data: Readonly<Record<string, unknown>> },
  ): Promise<PressResult>;
  runCommand(person: Person, command: Command): Promise<PressResult>;
  /** A message of a person's own chat shows an answer from now on. */
  rememberAnswer(person: Person, message: { conversationId: string; activityId: string }): Promise<void>;
  /** Teams was too busy to take this answer: it comes as soon as it can. */
  answerLater(person: Person, card: Card): Promise<void>;
  rememberChat(person: Person, address: ChatAddress): Promise<void>;
  forgetChat(chat: { conversationId: string }): Promise<void>;
  personalChat(person: Person): Promise<ChatAddress | null>;
}
