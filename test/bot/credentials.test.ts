import { readBotCredentials } from '../../src/bot/credentials';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const OTHER = 'AAAAAAAA-0000-0000-0000-000000000000';

test('a single-tenant bot needs its id, its tenant and its secret', () => {
  const env = { BOT_ID: BOT, BOT_TYPE: 'SingleTenant', BOT_TENANT_ID: TENANT, BOT_PASSWORD: ' secret ' };
  expect(readBotCredentials(env)).toEqual({
    ok: true,
    credentials: { type: 'SingleTenant', id: BOT, password: 'secret', tenantId: TENANT, tenants: [TENANT] },
  });
});

test('a managed identity needs no secret, and its type may be written in any case', () => {
  const env = {
    BOT_ID: BOT,
    BOT_TYPE: 'userassignedmsi',
    BOT_TENANT_ID: TENANT,
    ALLOWED_TENANTS: `${OTHER}, ${TENANT}`,
  };
  expect(readBotCredentials(env)).toEqual({
    ok: true,
    credentials: {
      type: 'UserAssignedMSI',
      id: BOT,
      tenantId: TENANT,
      tenants: [TENANT, OTHER.toLowerCase()],
    },
  });
});

test('everything that is missing is said at once', () => {
  expect(readBotCredentials({ BOT_PASSWORD: '' })).toEqual({
    ok: false,
    problems: [
      'BOT_ID is missing. It is the application (client) id of the bot, a GUID.',
      'BOT_TENANT_ID is missing. It is the directory (tenant) id of the school, a GUID.',
      'BOT_TYPE must be SingleTenant or UserAssignedMSI.',
    ],
  });
});

test('what the SDK would read as "any tenant", or as "no authentication", is refused', () => {
  const env = { BOT_ID: BOT, BOT_TENANT_ID: TENANT, BOT_PASSWORD: 'secret' };
  for (const BOT_TYPE of [undefined, '', 'MultiTenant', 'Typo']) {
    expect(readBotCredentials({ ...env, BOT_TYPE })).toMatchObject({ ok: false });
  }
  for (const BOT_ID of ['', ' ', 'bot', `${BOT}0`]) {
    expect(readBotCredentials({ ...env, BOT_TYPE: 'SingleTenant', BOT_ID })).toMatchObject({ ok: false });
  }
});

test('a secret that is missing, one too many, and a tenant that is no GUID are each said', () => {
  const env = { BOT_ID: BOT, BOT_TENANT_ID: TENANT };
  const problems = (more: Record<string, string>) => {
    const read = readBotCredentials({ ...env, ...more });
    return read.ok ? [] : read.problems;
  };
  expect(problems({ BOT_TYPE: 'SingleTenant' })).toEqual([
    'BOT_PASSWORD is missing. It is a client secret of the bot.',
  ]);
  expect(problems({ BOT_TYPE: 'UserAssignedMSI', BOT_PASSWORD: 'x' })).toEqual([
    'BOT_PASSWORD must not be set with BOT_TYPE UserAssignedMSI.',
  ]);
  expect(problems({ BOT_TYPE: 'UserAssignedMSI', ALLOWED_TENANTS: 'ours' })).toEqual([
    'ALLOWED_TENANTS is not a GUID. It is a list of tenant ids, as 01234567-89ab-cdef-0123-456789abcdef.',
  ]);
});

test('a secret is never part of a problem', () => {
  const read = readBotCredentials({ BOT_TYPE: 'UserAssignedMSI', BOT_PASSWORD: 'do-not-show' });
  expect(JSON.stringify(read)).not.toContain('do-not-show');
});
