import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './bot/patience';
import { faultFacts } from './domain/fault';
import { healthRouter } from './health';
import { type Metrics, metricsRouter } from './metrics';
import type { Deps, Log } from './services/deps';

export interface AppParts {
  readonly deps: Deps;
  /** Serves `POST /api/messages`, with limits of its own. */
  readonly messages: express.Router;
  /** How many reverse proxies stand in front: that many addresses of X-Forwarded-For are believed. */
  readonly proxies: number;
  readonly metrics: Metrics;
  /** Who bears it may read the metrics; null: nobody may. */
  readonly metricsToken: string | null;
}

/** What one address may ask in a minute, of everything but the messaging endpoint. */
const ASKED = { points: 600, duration: 60 };

/** All that Waymark serves for real. No page is ever shown from here, so a browser is allowed nothing. */
export function createApp({ deps, messages, proxies, metrics, metricsToken }: AppParts): Express {
  const app = express().disable('x-powered-by').disable('etag').set('trust proxy', proxies);
  const read = [healthRouter(deps), metricsRouter(metrics, deps, metricsToken)];
  app.use(headers, neverKept, messages, sparingly(), ...read, nothingHere, faulty(deps.log));
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

/** Whatever is served nowhere. */
export const nothingHere: RequestHandler = (_request, response) => {
  response.status(404).json({ error: 'There is nothing here.' });
};

/** A fault is told to the log, and not to whoever asked. Mounted last. */
export const faulty =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    log.error(faultFacts(error), 'a request failed');
    // Express would print the whole error if it were handed on.
    if (response.headersSent) return void response.destroy();
    response.status(500).json({ error: 'Something went wrong at our end.' });
  };
