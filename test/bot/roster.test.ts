import { TeamsDoor } from '../../src/bot/door';
import { rosterEmail } from '../../src/bot/roster';
import type { JsonObject } from '../../src/domain/json';
import { FakeTeams } from '../support/fake-teams';

const OURS = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const mail = 'sam@school.example';

let teams: FakeTeams;

beforeEach(async () => {
  teams = await FakeTeams.start();
});

afterEach(async () => {
  await teams.stop();
});

async function emailOf(entry: JsonObject, tenants: readonly string[] | null): Promise<string | null> {
  teams.failNext({ on: 'members' }, { status: 200, body: { id: '29:sam', name: 'Sam Tester', ...entry } });
  const member = { serviceUrl: teams.serviceUrl, conversationId: 'a:1', userId: '29:sam' };
  return rosterEmail(new TeamsDoor({ mode: 'demo' }, 500), member, tenants, 500);
}

test.each<[string, JsonObject]>([
  ['its e-mail', { email: mail }],
  ['its principal name', { userPrincipalName: mail }],
  ['its principal name as the Playground spells it', { userPrincipleName: mail }],
  ['the first that is not empty', { email: '', userPrincipalName: null, userPrincipleName: mail }],
])('a roster entry gives %s', async (_what, entry) => {
  expect(await emailOf({ ...entry, tenantId: OURS.toUpperCase() }, [OURS])).toBe(mail);
});

test.each<[string, JsonObject]>([
  ['a guest', { email: mail, userRole: 'guest' }],
  ['somebody of another tenant', { email: mail, tenantId: '99999999-bbbb-cccc-dddd-eeeeeeeeeeee' }],
  ['somebody whose address is no text', { email: 5 }],
  ['somebody with no address', {}],
])('the address of %s is not believed', async (_what, entry) => {
  expect(await emailOf(entry, [OURS])).toBeNull();
});

test('the demo believes any address', async () => {
  expect(await emailOf({ email: mail, userRole: 'guest', tenantId: 'another' }, null)).toBe(mail);
});
