import type { JsonObject } from '../../../src/domain/json';
import { type Chat, cardIn, replace, store } from './chat';
import type { FakePerson } from './person';
import type { Failure, Operation, Script } from './script';

/** One request of the bot, recorded in order. */
export interface Asked {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly chatId: string | undefined;
  readonly body: JsonObject;
  readonly authorization: string | undefined;
}

/** A request as it came over HTTP. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject;
  readonly authorization: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: JsonObject | JsonObject[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** As much of Teams as the connector protocol reaches. */
export interface World {
  readonly chats: Map<string, Chat>;
  readonly people: FakePerson[];
  readonly script: Script;
  readonly requests: Asked[];
  /** Most messages a chat takes in a second; more are answered 429. */
  readonly perSecond: number;
  readonly perHalfMinute: number;
}

/** Teams counts a message's size in UTF-16. */
const MOST_BYTES = 100 * 1024;

const error = (status: number, code: string, message = code): Answer => ({
  status,
  body: { error: { code, message } },
});

/** Reads one request as Teams reads it: what is asked, and of which chat and message. */
function read(incoming: Incoming): Target | undefined {
  const [, rest] = incoming.path.split('/v3/conversations');
  if (rest === undefined) return undefined;
  const [, chat, part, target] = rest.split('/').map(decodeURIComponent);
  const operation = operationOf(incoming.method, chat, part);
  return operation && { ...incoming, operation, chatId: chat || undefined, target };
}

function operationOf(
  method: string,
  chat: string | undefined,
  part: string | undefined,
): Operation | undefined {
  if (method === 'POST' && !chat) return 'create';
  if (method === 'GET' && (part === 'members' || part === 'pagedmembers')) return 'members';
  if (part !== 'activities') return undefined;
  return ({ POST: 'post', PUT: 'update', DELETE: 'delete' } as const)[method];
}

/** Does what the bot asked, unless the script says otherwise. A failure to act out is given back. */
export function handle(world: World, incoming: Incoming): { answer: Answer; failure?: Failure } {
  const asked = read(incoming);
  if (!asked) return { answer: error(404, 'NotFound') };
  world.requests.push(asked);
  const chat = asked.chatId === undefined ? undefined : world.chats.get(asked.chatId);
  const person = chat ? personOf(chat) : memberOf(world, asked.body);
  const failure = world.script.take(asked.operation, person);
  if (failure && !failure.afterStoring) return { answer: toldBy(failure), failure };
  const answer = act(world, asked, chat, person);
  return failure ? { answer: toldBy(failure), failure } : { answer };
}

const toldBy = ({ status = 500, body = {}, headers = {} }: Failure): Answer => ({ status, body, headers });

const personOf = (chat: Chat): FakePerson | undefined =>
  chat.kind === 'personal' ? chat.members[0] : undefined;

function memberOf(world: World, body: JsonObject): FakePerson | undefined {
  const [member] = (body['members'] ?? []) as { id?: string }[];
  return world.people.find((person) => person.id === member?.id || person.aadObjectId === member?.id);
}

type Target = Asked & { target: string | undefined };

function act(world: World, asked: Target, chat: Chat | undefined, person: FakePerson | undefined): Answer {
  const closed = person?.closed(asked.operation);
  if (closed) return closed;
  if (asked.operation === 'create') return create(person);
  if (!chat) return error(404, 'ConversationNotFound');
  if (asked.operation === 'members') return members(chat, asked);
  if (asked.operation === 'post') return post(world, chat, asked.body);
  return change(chat, asked);
}

function create(person: FakePerson | undefined): Answer {
  return person
    ? { status: 201, body: { id: person.openChat().id } }
    : error(403, 'BotNotInConversationRoster');
}

function members(chat: Chat, { path, target }: Target): Answer {
  const roster = chat.members.map((member) => member.rosterEntry());
  if (path.includes('/pagedmembers')) return { status: 200, body: { members: roster } };
  if (target === undefined) return { status: 200, body: roster };
  const member = chat.members.find(({ id, aadObjectId }) => id === target || aadObjectId === target);
  return member ? { status: 200, body: member.rosterEntry() } : error(404, 'MemberNotFoundInConversation');
}

const tooBig = (body: JsonObject): boolean => Buffer.byteLength(JSON.stringify(body), 'utf16le') > MOST_BYTES;

function post(world: World, chat: Chat, body: JsonObject): Answer {
  if (tooBig(body)) return error(413, 'MessageSizeTooBig');
  if (isBusy(world, chat)) return { ...error(429, 'Throttled'), headers: { 'retry-after': '1' } };
  const message = store(chat, body);
  // Teams makes two messages of text with an attachment and then gives no id.
  return { status: 201, body: message.text && cardIn(body) ? {} : { id: message.id } };
}

const posted = new WeakMap<Chat, number[]>();

function isBusy(world: World, chat: Chat): boolean {
  const now = performance.now();
  const recent = (posted.get(chat) ?? []).filter((at) => at > now - 30_000);
  const busy =
    recent.filter((at) => at > now - 1000).length >= world.perSecond || recent.length >= world.perHalfMinute;
  posted.set(chat, busy ? recent : [...recent, now]);
  return busy;
}

function change(chat: Chat, { operation, target, body }: Target): Answer {
  const message = chat.messages.find(({ id, deleted }) => id === target && !deleted);
  if (!message) return error(404, 'ActivityNotFoundInConversation');
  if (tooBig(body)) return error(413, 'MessageSizeTooBig');
  if (operation === 'delete') message.deleted = true;
  else replace(message, body);
  return { status: 200, body: operation === 'delete' ? {} : { id: message.id } };
}
