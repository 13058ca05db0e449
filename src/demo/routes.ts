import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { readMove } from './clock-move';
import type { DemoControl } from './control';
import { localHostOnly, pageHeaders, sameOriginOnly } from './guards';
import { oneAtATime } from './queue';

/** The page's files, found from the compiled file and from the source alike. */
const PAGE = join(__dirname, '..', '..', 'demo', 'page');

/**
 * The demo's page and its clock, under /demo:
 * `GET /demo` the page, `GET /demo/state` what it shows, `POST /demo/clock` moves the clock.
 */
export function demoRoutes(control: DemoControl): Router {
  const inTurn = oneAtATime();
  const router = express.Router();
  // Not only for the page: whatever is mounted after it, the unsigned /api/messages above all.
  router.use(localHostOnly);
  router.use('/demo', pageHeaders);
  router.get('/demo', (_request, response) => response.sendFile('index.html', { root: PAGE }));
  router.use('/demo/page', express.static(PAGE, { index: false }));
  router.get('/demo/state', async (_request, response) => {
    const state = await control.state();
    const clients = state.clients.map((client) => ({ ...client, installed: client.hellos > 0 }));
    response.set('cache-control', 'no-store').json({ ...state, clients, now: control.now() });
  });
  router.post(
    '/demo/clock',
    sameOriginOnly,
    express.json({ limit: '1kb', type: () => true }),
    (request: Request, response: Response) => inTurn(() => moveClock(control, request, response)),
  );
  router.use('/demo', unreadable);
  return router;
}

async function moveClock(control: DemoControl, request: Request, response: Response): Promise<void> {
  const move = await readMove(control, request.body);
  if (!move.ok) {
    response.status(400).json({ error: move.error });
    return;
  }
  const { delivered, unaccounted } = await control.advanceTo(move.to);
  response.json({ now: control.now(), delivered, unaccounted });
}

/** A body that is not JSON, or too long, is the sender's fault; anything else is for the server to report. */
const unreadable: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
  if (!error.status || error.status >= 500) return next(error);
  response.status(400).json({ error: 'That is not a short piece of JSON.' });
};
