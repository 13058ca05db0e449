import type { InvokeResponse } from 'botbuilder';
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import type { Log } from '../services/deps';
import { readActivity } from './activity';
import type { TeamsDoor } from './door';
import { faultFacts } from './failures';

type Activity = Parameters<TeamsDoor['receive']>[1];

/** What the HTTP edge needs of the bot. */
export interface Edge {
  readonly log: Log;
  /** Whether a request is worth reading at all. */
  isWorthReading(authorization: string | undefined): boolean;
  receive(authorization: string, activity: Activity): Promise<InvokeResponse | undefined>;
  /** Something may have been stored: the outbox should look. */
  onStored(): void;
}

const PATH = '/api/messages';
const LARGEST = '256kb';

/** `POST /api/messages`. Nothing a client sends is answered with a 500, and no error's message leaves here. */
export function messagesRouter(edge: Edge): Router {
  const router = Router();
  router.post(
    PATH,
    (request, response, next) => {
      if (edge.isWorthReading(request.headers.authorization)) next();
      else refuse(response, 401, 'This request carries no token of Microsoft Teams for this bot.');
    },
    express.json({ limit: LARGEST, type: () => true }),
    (request, response) => receive(edge, request, response),
  );
  router.all(PATH, (_request, response) => {
    refuse(response.setHeader('Allow', 'POST'), 405, 'Only POST is answered here.');
  });
  router.use(PATH, unreadable);
  return router;
}

const refuse = (response: Response, status: number, error: string): void =>
  void response.status(status).json({ error });

async function receive(edge: Edge, request: Request, response: Response): Promise<void> {
  const read = readActivity(request.body);
  if (read.verdict === 'refuse') return refuse(response, 400, read.sentence);
  if (read.verdict === 'ignore') return void response.status(200).end();
  try {
    answer(response, await edge.receive(request.headers.authorization ?? '', read.activity));
  } catch (error) {
    return turnAway(edge, response, error);
  }
  edge.onStored();
}

function answer(response: Response, { status, body }: Partial<InvokeResponse> = {}): void {
  response.status(status ?? 200);
  if (body) response.json(body);
  else response.end();
}

/** Errors of whatever verifies a token, when the token is at fault. */
const BAD_TOKEN = ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'];

/** The activity never reached a turn: its sender is not believed, or could not be verified just now. */
function turnAway({ log }: Edge, response: Response, error: unknown): void {
  const {
    name = '',
    message = '',
    statusCode,
  } = (error ?? {}) as { name?: string; message?: string; statusCode?: number };
  if (name === 'NotTrusted') {
    log.warn({ why: message }, 'an activity was not trusted');
    refuse(response, 403, 'This activity is not accepted by this bot.');
  } else if (statusCode === 401 || BAD_TOKEN.includes(name)) {
    log.warn({ fault: name }, 'a token was not valid');
    refuse(response, 401, 'The token is not valid.');
  } else {
    log.error(faultFacts(error), 'a token could not be verified');
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
