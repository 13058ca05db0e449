import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { BotCredentials } from './credentials';
import { within } from './deadline';
import { ISSUER } from './token';

type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;
type Identity = Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0];

/** The SDK's client of the Teams connector service. */
export type Connector = Awaited<ReturnType<ConnectorFactory['create']>>;

/**
 * The SDK's authentication with every connector it makes tuned: one attempt, and an end to waiting. As it comes, the
 * SDK sends again after a 500 or a cut connection (a second card), sleeps through any Retry-After, and waits for ever
 * for an answer or for the keys that verify a token.
 */
export class TunedAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #limitMs: number;

  /** Nobody's credentials switch authentication off: only the demo passes null. */
  constructor(credentials: BotCredentials | null, limitMs: number) {
    const settings = credentials ? settingsOf(credentials) : {};
    super(settings, undefined, undefined, undefined, { tokenRefreshInterval: KEYS_SERVE_HOURS });
    this.#limitMs = limitMs;
  }

  /**
   * Shows the SDK a token of a key that nobody has: it then fetches the keys anew, unless it did within the hour, and
   * turns the token away. Every other outcome is thrown: the keys could not be had.
   */
  async refreshKeys(): Promise<void> {
    try {
      await this.authenticateRequest(UNSIGNED, NOBODYS_TOKEN);
    } catch (error) {
      if ((error as { statusCode?: unknown } | null)?.statusCode !== 401) throw error;
    }
  }

  override createConnectorFactory(identity: Identity): ConnectorFactory {
    return tuned(super.createConnectorFactory(identity), this.#limitMs);
  }

  override async authenticateRequest(
    ...request: Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
  ) {
    const result = await within(this.#limitMs, super.authenticateRequest(...request));
    if (result.connectorFactory) tuned(result.connectorFactory, this.#limitMs);
    return result;
  }
}

/** Only these values reach the SDK: a stray variable of the environment would change whom it trusts. */
function settingsOf(credentials: BotCredentials): Record<string, string> {
  const password = credentials.type === 'SingleTenant' ? { MicrosoftAppPassword: credentials.password } : {};
  return {
    MicrosoftAppId: credentials.id,
    MicrosoftAppType: credentials.type,
    MicrosoftAppTenantId: credentials.tenantId,
    ...password,
  };
}

/**
 * How long keys serve while no newer ones can be had. As it comes, the SDK refuses everybody once its keys are a day
 * old and the server of the keys is down; they are asked for far more often than that.
 */
const KEYS_SERVE_HOURS = 72;

const UNSIGNED = { type: 'event', channelId: 'msteams' } as Parameters<
  ConfigurationBotFrameworkAuthentication['authenticateRequest']
>[0];

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const NOBODYS_TOKEN = `Bearer ${encoded({ alg: 'RS256', kid: 'nobody’s' })}.${encoded({ iss: ISSUER })}.none`;

interface Request {
  abortSignal?: AbortSignal;
}

/** The part of the SDK's private client that is changed; a contract test holds it to this shape. */
interface Pipeline {
  removePolicy(policy: { name: string }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest(request: Request, next: (request: Request) => unknown): unknown;
  }): void;
}

function tuned(factory: ConnectorFactory, limitMs: number): ConnectorFactory {
  const create = factory.create.bind(factory);
  factory.create = async (...where) => {
    const connector = await create(...where);
    const { pipeline } = (connector as unknown as { client: { pipeline: Pipeline } }).client;
    pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    pipeline.addPolicy({
      name: 'waymarkTimeLimit',
      sendRequest: (request, next) =>
        next(Object.assign(request, { abortSignal: AbortSignal.timeout(limitMs) })),
    });
    return connector;
  };
  return factory;
}
