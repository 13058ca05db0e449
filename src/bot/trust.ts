import type { Activity } from 'botbuilder';
import type { Access, BotCredentials } from './credentials';
import { ISSUER, type TokenLook } from './token';

/** An activity that Waymark does not let in. The reason is for the log. */
export class NotTrusted extends Error {
  override readonly name = 'NotTrusted';
  /** Whether the SDK had verified its token by then, so that it did come through Teams. */
  readonly verified: boolean;

  constructor(why: string, { verified }: { verified: boolean }) {
    super(why);
    this.verified = verified;
  }
}

const SERVICE_HOSTS = ['smba.trafficmanager.net'];
const SERVICE_DOMAINS = ['.botframework.com', '.teams.microsoft.com', '.teams.microsoft.us'];

type Claim = (name: string) => string | null;

/**
 * What the SDK leaves unchecked of an activity it has authenticated: tokens of other issuers, a missing service URL,
 * where replies would go, and the tenant. Null when it can be believed. In the demo nothing is signed, and replies
 * go no further than this machine.
 */
export function whyNotTrusted(access: Access, activity: Activity, claim: Claim): string | null {
  const url = URL.canParse(activity.serviceUrl) ? new URL(activity.serviceUrl) : null;
  if (access.mode === 'demo')
    return url && isThisMachine(url) ? null : 'the service URL is not on this machine';
  if (activity.channelId !== 'msteams') return 'it is not from Teams';
  return whyNotClaimed(access.credentials, activity, claim) ?? whyNotPlace(access.credentials, activity, url);
}

/** What already speaks against an activity when its token is only looked at: no key need be fetched to refuse it. */
export function whyNotWorthVerifying(activity: Activity, look: TokenLook): string | null {
  if (look.says !== 'ours') return 'the token is of another kind';
  if (activity.channelId !== 'msteams') return 'it is not from Teams';
  return look.serviceUrl === activity.serviceUrl ? null : 'the token is for another service URL';
}

function whyNotClaimed(credentials: BotCredentials, activity: Activity, claim: Claim): string | null {
  if (claim('iss') !== ISSUER) return 'the token is of another issuer';
  if (claim('aud') !== credentials.id) return 'the token is for another bot';
  return claim('serviceurl') === activity.serviceUrl ? null : 'the token is for another service URL';
}

function whyNotPlace({ tenants }: BotCredentials, activity: Activity, url: URL | null): string | null {
  if (!url || !isTeams(url)) return 'the service URL is not of Teams';
  const named = tenantsOf(activity);
  if (new Set(named).size !== 1) return 'it names no tenant, or two';
  return named.every((tenant) => tenants.includes(tenant)) ? null : 'its tenant is not allowed';
}

/** Every tenant an activity names, in small letters. */
export function tenantsOf(activity: Activity): string[] {
  const data = activity.channelData as { tenant?: { id?: string } } | undefined;
  return [activity.conversation.tenantId, data?.tenant?.id].flatMap((id) => (id ? [id.toLowerCase()] : []));
}

const isTeams = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' &&
  (SERVICE_HOSTS.includes(hostname) || SERVICE_DOMAINS.some((domain) => hostname.endsWith(domain)));

const isThisMachine = ({ protocol, hostname }: URL): boolean =>
  (protocol === 'http:' || protocol === 'https:') &&
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname);
