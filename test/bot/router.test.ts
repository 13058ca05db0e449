import { connect } from 'node:net';
import fc from 'fast-check';
import { FakeTeams } from '../support/fake-teams';
import { noting, type Running, startBot } from './start-bot';

const services = noting();
let running: Running;
let teams: FakeTeams;

beforeAll(async () => {
  running = await startBot(services);
  teams = await FakeTeams.start();
  teams.bot = running.url;
});

afterAll(async () => {
  await running.stop();
  await teams.stop();
});

beforeEach(() => void services.asked.splice(0));

async function post(body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, text };
}

const sentence = /^\{"error":"[A-Z][^"]*\.?"\}$/u;

const valid = () => teams.person({ name: 'Sam Tester' }).activity('message', { text: 'today' });

test.each([
  ['nothing', ''],
  ['an object with nothing in it', '{}'],
  ['a type that is a number', '{"type":5}'],
  ['an empty type', '{"type":""}'],
  ['a list', '[{"type":"message"}]'],
  ['a number', '5'],
  ['null', 'null'],
  ['half an object', '{"type":"message"'],
  ['a byte that is no text', Buffer.from([0xff, 0xfe, 0x00])],
])('%s is answered 400 with a sentence', async (_what, body) => {
  const { status, text } = await post(body);
  expect(status).toBe(400);
  expect(text).toMatch(sentence);
});

test('more than 256 KB is answered 413 with a sentence, whatever it says of itself', async () => {
  const body = JSON.stringify({ ...valid(), text: 'x'.repeat(257 * 1024) });
  expect(await post(body)).toEqual({ status: 413, text: '{"error":"An activity is at most 256kb."}' });
  expect(await post(body, { 'content-type': 'text/plain' })).toMatchObject({ status: 413 });
});

test('an encoding that is not what it says is answered with a sentence', async () => {
  const { status, text } = await post('not gzip', { 'content-encoding': 'gzip' });
  expect([400, 415]).toContain(status);
  expect(text).toMatch(sentence);
  expect((await post('{}', { 'content-encoding': 'unheard-of' })).status).toBe(415);
});

test('an activity in a text/plain body is read as JSON', async () => {
  expect((await post(JSON.stringify(valid()), { 'content-type': 'text/plain' })).status).toBe(200);
});

test.each(['channelId', 'serviceUrl', 'from', 'recipient', 'conversation'])(
  'a message without its %s is answered 400, an event without it 200, and nothing is done',
  async (part) => {
    const { [part]: _gone, ...rest } = valid();
    expect(await post(JSON.stringify(rest))).toEqual({
      status: 400,
      text: `{"error":"The activity cannot be read: look at ${part}."}`,
    });
    expect((await post(JSON.stringify({ ...rest, type: 'invoke' }))).status).toBe(400);
    expect((await post(JSON.stringify({ ...rest, type: 'installationUpdate', action: 'add' }))).status).toBe(
      200,
    );
    expect((await post(JSON.stringify({ ...rest, type: 'conversationUpdate' }))).status).toBe(200);
    expect(services.asked).toEqual([]);
  },
);

test.each(['from', 'recipient', 'conversation'])(
  'a message whose %s has no id is answered 400',
  async (part) => {
    for (const wrong of [{}, { id: '' }, { id: 5 }, 'a:1', [], null]) {
      expect((await post(JSON.stringify({ ...valid(), [part]: wrong }))).status).toBe(400);
    }
  },
);

test.each([
  'typing',
  'event',
  'messageReaction',
  'messageUpdate',
  'endOfConversation',
  'made-up',
  'x'.repeat(1000),
])('an activity of the type %.20s is accepted and nothing is done', async (type) => {
  expect(await post(JSON.stringify({ ...valid(), type }))).toEqual({ status: 200, text: '' });
  expect(services.asked).toEqual([]);
});

test('nesting that would overflow a stack is refused', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const { status } = await post(JSON.stringify(valid()).replace('{', `{"value":${deep},`));
  expect(status).toBe(400);
});

test('names and ids that Teams may leave out or send as null do no harm', async () => {
  const { from, conversation, ...rest } = valid() as Record<string, object>;
  const sparse = {
    ...rest,
    from: { ...from, name: null },
    conversation: { ...conversation, isGroup: null },
    id: null,
    replyToId: null,
  };
  expect((await post(JSON.stringify(sparse))).status).toBe(200);
  expect(services.asked.some(({ what }) => what === 'command')).toBe(true);
});

test('another delivery mode changes nothing: answers still go to the chat', async () => {
  const person = teams.person({ name: 'Sam Tester' });
  await person.install();
  const activity = person.activity('message', { text: 'today', deliveryMode: 'expectReplies' });
  expect(await teams.deliver(activity)).toEqual({ status: 200, body: undefined });
  expect(person.messages()).toHaveLength(1);
});

test('other methods are answered 405', async () => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const response = await fetch(running.url, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  }
});

test('a request that is cut off does not end the process', async () => {
  const { port } = new URL(running.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"type"',
      );
      socket.end();
    });
    socket.resume().on('close', () => resolve());
  });
  expect((await post(JSON.stringify(valid()))).status).toBe(200);
});

test('whatever part of an activity is replaced by whatever JSON, no answer is a 500 and none tells of the inside', async () => {
  const parts = [
    'type',
    'id',
    'channelId',
    'serviceUrl',
    'from',
    'recipient',
    'conversation',
    'channelData',
    'text',
    'value',
    'name',
    'entities',
    'attachments',
    'timestamp',
    'locale',
    'deliveryMode',
    'replyToId',
    'membersAdded',
    'action',
  ];
  const types = fc.constantFrom('message', 'invoke', 'installationUpdate', 'conversationUpdate', 'event');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.jsonValue(), types, async (part, value, type) => {
      const { status, text } = await post(
        JSON.stringify({ ...valid(), type, name: 'adaptiveCard/action', [part]: value }),
      );
      expect([200, 400, 403, 501]).toContain(status);
      expect(text).not.toMatch(/\.[jt]s:\d|node_modules|Error:/u);
    }),
    { numRuns: 300 },
  );
});
