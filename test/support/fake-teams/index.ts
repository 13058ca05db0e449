/**
 * A fake Teams for tests: the connector protocol over HTTP on 127.0.0.1, and people with clients who post real
 * activities to the bot. The adapter and the SDK are under test with it; only the cloud is not there.
 *
 *     const teams = await FakeTeams.start();
 *     teams.bot = 'http://127.0.0.1:3978/api/messages';          // where activities are posted
 *     const officer = teams.person({ name: 'Sam Tester', email: 'sam@school.example' });
 *     await officer.install();                                   // uninstall(), block(), unblock(), deleteChat()
 *     const said = await officer.type('/status Zofia');          // the bot's messages in answer
 *     const [message] = officer.unread();                        // posted since last asked; messages() gives all
 *     const pressed = await officer.press(message, 'All here', { note: 'bus late' });  // a verb or a title; field ids
 *     pressed.card ?? pressed.words;                             // what the press showed
 *     officer.sees();                                            // cards as the client shows them now
 *     officer.cards();                                           // cards as Teams keeps them: live, newest content
 *     textOf(card); buttonsOf(card); inputsOf(card);             // what a reader sees, in order
 *     officer.submit(message, 'All here');                       // an old client: Action.Submit
 *     officer.invoke(anything); teams.deliver(activity);         // raw; officer.activity('message', {...}) makes one
 *     const group = teams.group('groupChat', [officer, lead]);   // or 'channel'
 *     await officer.type('today', group); group.messages;
 *     teams.failNext({ on: 'post', person: officer }, { status: 429, headers: { 'retry-after': '7' } });
 *     teams.requests;                                            // everything the bot asked of Teams, in order
 *     await teams.stop();
 *
 * Limits are Teams' own: over 100 KB (UTF-16) is 413, text with an attachment is answered with no id, more than
 * `perSecond` messages a second in one chat, or `perHalfMinute` in half a minute, is 429. The answer to a press is shown to the presser alone and is gone
 * after `person.reload()`, unless the bot has also replaced the message.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../src/domain/json';
import type { Chat } from './chat';
import { type Answer, type Asked, handle } from './connector';
import { FakePerson, type Identity } from './person';
import { type Failure, type Matcher, Script } from './script';

export { buttonsOf, inputsOf, textOf } from './cards';
export type { Chat, Message } from './chat';
export type { FakePerson } from './person';

interface Options {
  /** Most messages one chat takes in a second; no limit unless told. */
  readonly perSecond?: number;
  /** And in half a minute; no limit unless told. */
  readonly perHalfMinute?: number;
  readonly tenantId?: string;
  /** The Authorization header for an activity; none unless told. */
  readonly authorize?: (activity: JsonObject) => string;
  /** What activities give as the service URL; this server's own unless told. */
  readonly serviceUrl?: string;
}

export class FakeTeams {
  /** The bot's URL, where activities are posted. */
  bot = '';
  readonly botId = '28:00000000-0000-0000-0000-00000000b07a';
  readonly tenantId: string;
  readonly chats = new Map<string, Chat>();
  readonly people: FakePerson[] = [];
  readonly requests: Asked[] = [];
  readonly script = new Script();
  readonly perSecond: number;
  readonly perHalfMinute: number;
  readonly #options: Options;
  readonly #server: Server;

  /** Those that nobody has stopped yet: a program does not end while there are any. */
  static readonly running = new Set<FakeTeams>();

  static async start(options: Options = {}): Promise<FakeTeams> {
    const teams = new FakeTeams(options);
    FakeTeams.running.add(teams);
    await new Promise<void>((resolve) => teams.#server.listen(0, '127.0.0.1', resolve));
    return teams;
  }

  private constructor(options: Options) {
    this.#options = options;
    this.perSecond = options.perSecond ?? Number.POSITIVE_INFINITY;
    this.perHalfMinute = options.perHalfMinute ?? Number.POSITIVE_INFINITY;
    this.tenantId = options.tenantId ?? randomUUID();
    this.#server = createServer((request, response) => void this.#serve(request, response));
    // A story may look at its pictures for longer than a server usually keeps a connection: the next send finds it open.
    this.#server.keepAliveTimeout = 600_000;
  }

  async stop(): Promise<void> {
    FakeTeams.running.delete(this);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get serviceUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return this.#options.serviceUrl ?? `http://127.0.0.1:${port}/uk/`;
  }

  person(identity: Identity): FakePerson {
    const person = new FakePerson(this, identity);
    this.people.push(person);
    return person;
  }

  group(kind: 'groupChat' | 'channel', members: readonly FakePerson[]): Chat {
    return this.openChat(kind, members);
  }

  openChat(kind: Chat['kind'], members: readonly FakePerson[]): Chat {
    const ids = {
      personal: `a:${randomUUID()}`,
      groupChat: `19:${randomUUID()}@thread.v2`,
      channel: `19:${randomUUID()}@thread.tacv2`,
    };
    const chat: Chat = { id: ids[kind], kind, members, messages: [] };
    this.chats.set(chat.id, chat);
    return chat;
  }

  /** The next requests that match fail as told. */
  failNext(matcher: Matcher, failure: Failure): void {
    this.script.add(matcher, failure);
  }

  /** Posts an activity to the bot, as Teams does. */
  async deliver(activity: JsonObject): Promise<{ status: number; body: unknown }> {
    const authorization = this.#options.authorize?.(activity);
    const response = await fetch(this.bot, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...(authorization && { authorization }) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await request.setEncoding('utf8').toArray()).join('');
    const body = text === '' ? {} : (JSON.parse(text) as JsonObject);
    const { method = '', url: path = '', headers } = request;
    const { answer, failure } = handle(this, { method, path, body, authorization: headers.authorization });
    if (failure?.hang) return;
    await failure?.after;
    if (failure?.reset) request.socket.destroy();
    else send(response, answer);
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
