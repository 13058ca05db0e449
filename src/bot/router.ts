import type { InvokeResponse } from 'botbuilder';
import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type Response,
  Router,
} from 'express';
import { faultFacts } from '../domain/fault';
import type { Log } from '../services/deps';
import { readActivity } from './activity';
import type { TeamsDoor } from './door';
import { Patience } from './patience';
import type { TokenLook } from './token';
import { NotTrusted } from './trust';

type Activity = Parameters<TeamsDoor['receive']>[1];

/** What the HTTP edge needs of the bot. */
export interface Edge {
  readonly log: Log;
  /** What the token of a request says of itself; null where nobody signs. */
  look(authorization: string | undefined): TokenLook | null;
  receive(authorization: string, activity: Activity): Promise<InvokeResponse | undefined>;
  /** Something may have been stored: the outbox should look. */
  onStored(): void;
}

const PATH = '/api/messages';
const LARGEST = '256kb';

/** An edge, and how much of each address it has borne. */
type Gate = Edge & { readonly patience: Patience };

/** `POST /api/messages`. Nothing a client sends is answered with a 500, and no error's message leaves here. */
export function messagesRouter(edge: Edge): Router {
  const router = Router();
  const gate: Gate = { ...edge, patience: new Patience() };
  router.post(
    PATH,
    (request, response, next) => letIn(gate, request, response, next),
    express.json({ limit: LARGEST, type: () => true }),
    (request, response) => receive(gate, request, response),
  );
  router.all(PATH, (_request, response) => {
    refuse(response.setHeader('Allow', 'POST'), 405, 'Only POST is answered here.');
  });
  router.use(PATH, unreadable);
  return router;
}

const refuse = (response: Response, status: number, error: string): void =>
  void response.status(status).json({ error });

const addressOf = (request: Request): string => request.ip ?? '';

/** Before the body is read: who has failed too often waits, and who shows no token of ours is turned away. */
async function letIn(gate: Gate, request: Request, response: Response, next: NextFunction): Promise<void> {
  const wait = await gate.patience.secondsToWait(addressOf(request));
  if (wait > 0) return refuse(response.setHeader('Retry-After', wait), 429, tooMany(wait));
  const said = gate.look(request.headers.authorization)?.says ?? 'ours';
  if (said === 'ours') return next();
  await gate.patience.failed(addressOf(request));
  if (said === 'other-kind') refuse(response, 403, 'This token is not of Microsoft Teams.');
  else refuse(response, 401, 'This request carries no token of Microsoft Teams for this bot.');
}

const tooMany = (seconds: number): string =>
  `Too many requests from this address were not accepted. Try again in ${seconds} seconds.`;

async function receive(gate: Gate, request: Request, response: Response): Promise<void> {
  const read = readActivity(request.body);
  if (read.verdict === 'refuse') return refuse(response, 400, read.sentence);
  if (read.verdict === 'ignore') return void response.status(200).end();
  try {
    answer(response, await gate.receive(request.headers.authorization ?? '', read.activity));
  } catch (error) {
    return turnAway(gate, request, response, error);
  }
  gate.onStored();
}

function answer(response: Response, { status, body }: Partial<InvokeResponse> = {}): void {
  response.status(status ?? 200);
  if (body) response.json(body);
  else response.end();
}

/** Errors of whatever verifies a token, when the token is at fault. */
const BAD_TOKEN = ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'];

const isBadToken = (error: unknown): error is Error =>
  error instanceof Error &&
  ((error as { statusCode?: unknown }).statusCode === 401 || BAD_TOKEN.includes(error.name));

/** The activity never reached a turn: its sender is not believed, or could not be verified just now. */
async function turnAway(gate: Gate, request: Request, response: Response, error: unknown): Promise<void> {
  const address = addressOf(request);
  const log = (await gate.patience.isWorthALine(address)) ? gate.log : null;
  if (error instanceof NotTrusted) {
    if (!error.verified) await gate.patience.failed(address);
    log?.warn({ why: error.message }, 'an activity was not trusted');
    refuse(response, 403, 'This activity is not accepted by this bot.');
  } else if (isBadToken(error)) {
    await gate.patience.failed(address);
    log?.warn({ fault: error.name }, 'a token was not valid');
    refuse(response, 401, 'The token is not valid.');
  } else {
    log?.error(faultFacts(error), 'a token could not be verified');
    refuse(response, 503, 'The token cannot be verified just now. Send the activity again later.');
  }
}

/** A body that could not be read at all: too large, not JSON, an encoding nobody knows, or cut off. */
const unreadable: ErrorRequestHandler = (error: { status?: unknown }, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = typeof error.status === 'number' && error.status < 500 ? error.status : 400;
  refuse(
    response,
    status,
    status === 413 ? `An activity is at most ${LARGEST}.` : 'The body must be one activity, as JSON.',
  );
};
