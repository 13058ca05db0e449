import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import { type Connector, TunedAuthentication } from './connector';
import type { Access } from './credentials';
import { NotTrusted, whyNotTrusted } from './trust';

/**
 * The one door to the SDK: activities in, connectors out. It does not use the adapter's own `process`, which answers a
 * fault with the error's message and writes every refused request to the console.
 */
export class TeamsDoor extends CloudAdapter {
  readonly #appId: string;
  readonly #authentication: TunedAuthentication;

  /** @param limitMs how long one request to Teams may take */
  constructor(access: Access, limitMs: number) {
    const credentials = access.mode === 'teams' ? access.credentials : null;
    const authentication = new TunedAuthentication(credentials, limitMs);
    super(authentication);
    this.#authentication = authentication;
    this.#appId = credentials?.id ?? '';
    this.use(async (context, next) => {
      const identity = context.turnState.get(this.BotIdentityKey);
      const why = whyNotTrusted(access, context.activity, (claim) => identity?.getClaimValue(claim) ?? null);
      if (why) throw new NotTrusted(why, { verified: true });
      await next();
    });
  }

  /** Verifies who sent an activity and runs a turn on it. Throws when it is not to be believed. */
  receive(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }

  /** Has the keys that verify tokens fetched, unless that was done within the hour. Throws when they cannot be had. */
  async refreshKeys(): Promise<void> {
    if (this.#appId) await this.#authentication.refreshKeys();
  }

  /** A connector outside any turn, so that a failure is thrown to whoever sends and never swallowed by a turn. */
  connectorTo(serviceUrl: string): Promise<Connector> {
    const identity = this.createClaimsIdentity(this.#appId);
    return this.botFrameworkAuthentication.createConnectorFactory(identity).create(serviceUrl);
  }
}
