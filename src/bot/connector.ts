import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { BotCredentials } from './credentials';
import { within } from './deadline';

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
    super(credentials ? settingsOf(credentials) : {});
    this.#limitMs = limitMs;
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
