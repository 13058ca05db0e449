import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { faultFacts } from './bot/failures';
import { networkOf } from './bot/patience';
import { healthRouter } from './health';
import type { Deps, Log } from './services/deps';

export interface AppParts {
  readonly deps: Deps;
  /** Serves `POST /api/messages`, with limits of its own. */
  readonly messages: express.Router;
  /** How many reverse proxies stand in front: that many addresses of X-Forwarded-For are believed. */
  readonly proxies: number;
}

/** What one address may ask in a minute, of everything but the messaging endpoint. */
const ASKED = { points: 600, duration: 60 };

/** All that Waymark serves for real. No page is ever shown from here, so a browser is allowed nothing. */
export function createApp({ deps, messages, proxies }: AppParts): Express {
  const app = express().disable('x-powered-by').disable('etag').set('trust proxy', proxies);
  app.use(headers, neverKept, messages, sparingly(), healthRouter(deps), nothingHere, faulty(deps.log));
  return app;
}

const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
});

const neverKept: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function sparingly(): RequestHandler {
  const limiter = new RateLimiterMemory(ASKED);
  return async (request, response, next) => {
    try {
      await limiter.consume(networkOf(request.ip ?? ''));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const wait = Math.ceil(refusal.msBeforeNext / 1000);
      response.status(429).setHeader('Retry-After', wait);
      return void response.json({
        error: `Too many requests from this address. Try again in ${wait} seconds.`,
      });
    }
    next();
  };
}

const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).json({ error: 'There is nothing here.' });
};

/** A fault is told to the log, and not to whoever asked. */
const faulty =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    log.error(faultFacts(error), 'a request failed');
    response.status(500).json({ error: 'Something went wrong at our end.' });
  };
