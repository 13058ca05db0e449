/** Who the bot is to Microsoft, as registered in Azure. There is no way to write "nobody" here. */
export type BotCredentials = {
  readonly id: string;
  readonly tenantId: string;
  /** Tenants whose people may speak to this bot; its own is among them. */
  readonly tenants: readonly string[];
} & ({ readonly type: 'SingleTenant'; readonly password: string } | { readonly type: 'UserAssignedMSI' });

/** How the bot lets activities in. Only the demo lets in what nobody signed. */
export type Access =
  | { readonly mode: 'teams'; readonly credentials: BotCredentials }
  | { readonly mode: 'demo' };

export type CredentialsRead =
  | { ok: true; credentials: BotCredentials }
  | { ok: false; problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Reads BOT_ID, BOT_TYPE, BOT_PASSWORD, BOT_TENANT_ID and ALLOWED_TENANTS. Gives every problem at once, as sentences. */
export function readBotCredentials(env: Environment): CredentialsRead {
  const read = (name: string): string => (env[name] ?? '').trim();
  const [id, tenantId] = [read('BOT_ID').toLowerCase(), read('BOT_TENANT_ID').toLowerCase()];
  const type = typeOf(read('BOT_TYPE'));
  const password = read('BOT_PASSWORD');
  const others = read('ALLOWED_TENANTS')
    .toLowerCase()
    .split(/[\s,;]+/u)
    .filter(Boolean);
  const problems = [
    ...guidProblem('BOT_ID', id, 'the application (client) id of the bot'),
    ...guidProblem('BOT_TENANT_ID', tenantId, 'the directory (tenant) id of the school'),
    ...others.flatMap((tenant) => guidProblem('ALLOWED_TENANTS', tenant, 'a list of tenant ids')),
    ...(type ? passwordProblem(type, password) : ['BOT_TYPE must be SingleTenant or UserAssignedMSI.']),
  ];
  if (problems.length > 0 || !type) return { ok: false, problems };
  const tenants = [...new Set([tenantId, ...others])];
  const secret = type === 'SingleTenant' ? { type, password } : { type };
  return { ok: true, credentials: Object.freeze({ id, tenantId, tenants, ...secret }) };
}

/** The SDK reads a type it does not know as "any tenant", so a misspelt one is refused here. */
const typeOf = (written: string): BotCredentials['type'] | undefined =>
  (['SingleTenant', 'UserAssignedMSI'] as const).find((type) => type.toLowerCase() === written.toLowerCase());

/** Names that Microsoft reads as "any tenant", and what people write for it. */
const ANYBODY = ['common', 'organizations', 'consumers', '*', 'any', 'all'];

const NOBODY = '00000000-0000-0000-0000-000000000000';

function guidProblem(name: string, value: string, what: string): string[] {
  if (value === '') return [`${name} is missing. It is ${what}, a GUID.`];
  if (value === NOBODY) return [`${name} is all zeros, which is nobody. It is ${what}.`];
  if (ANYBODY.includes(value))
    return [`${name} is "${value}", which would let in any tenant. Name each tenant by its GUID.`];
  return GUID.test(value)
    ? []
    : [`${name} is not a GUID. It is ${what}, as 01234567-89ab-cdef-0123-456789abcdef.`];
}

function passwordProblem(type: BotCredentials['type'], password: string): string[] {
  if (type === 'SingleTenant')
    return password ? [] : ['BOT_PASSWORD is missing. It is a client secret of the bot.'];
  return password ? ['BOT_PASSWORD must not be set with BOT_TYPE UserAssignedMSI.'] : [];
}
