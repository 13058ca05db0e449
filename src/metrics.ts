import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from './services/deps';
import type { Meter } from './services/meter';
import { LANE } from './services/outbox/copies';
import { openByKind, waitingByLane } from './services/outbox/waiting';

/** What this process has counted, and what the records say now, for Prometheus. Counts and durations only. */
export interface Metrics {
  readonly meter: Meter;
  /** Does a tick and notes how long it took. */
  timeTick<T>(tick: () => Promise<T>): Promise<T>;
  /** All of it in Prometheus' text form. */
  text(deps: Deps): Promise<string>;
}

const LANES = new Map<number, string>(Object.entries(LANE).map(([name, lane]) => [lane, name]));
const laneName = (lane: number): string => LANES.get(lane) ?? 'other';

/** Seconds from due to delivered: 10 is what staff should see; 120 is the end of one climb's patience. */
const DELIVERED = [1, 2, 5, 10, 30, 60, 120, 300, 900, 3600];
const TICK = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** A registry of its own for each bot, so that two in one process do not count together. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const sent = new Counter({
    name: 'waymark_sends_total',
    help: 'Tries to send a card, by what became of them.',
    labelNames: ['school', 'lane', 'result'],
    registers,
  });
  const delivered = new Histogram({
    name: 'waymark_due_to_delivered_seconds',
    help: 'From when a card was due (a question: its time; else: when it was written) to when Teams took it.',
    labelNames: ['school', 'lane'],
    buckets: DELIVERED,
    registers,
  });
  const pressed = new Counter({
    name: 'waymark_presses_total',
    help: 'Presses of buttons: taken, or refused and why.',
    labelNames: ['school', 'result'],
    registers,
  });
  const tick = new Histogram({
    name: 'waymark_tick_seconds',
    help: 'How long one look at what is due took.',
    buckets: TICK,
    registers,
  });
  const showRecords = recordGauges(registers);
  return {
    meter: {
      sent: ({ lane, ...facts }) => sent.inc({ ...facts, lane: laneName(lane) }),
      delivered: ({ lane, school }, seconds) => delivered.observe({ school, lane: laneName(lane) }, seconds),
      pressed: (facts) => pressed.inc({ ...facts }),
    },
    timeTick: async (work) => {
      const stop = tick.startTimer();
      return work().finally(stop);
    },
    text: async (deps) => {
      await showRecords(deps);
      return registry.metrics();
    },
  };
}

/** What the records themselves say, read anew each time it is asked for. */
function recordGauges(registers: Registry[]): (deps: Deps) => Promise<void> {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });
  const depth = gauge('waymark_outbox_depth', 'Cards that do not show yet what they should.', [
    'school',
    'lane',
  ]);
  const oldest = gauge('waymark_outbox_oldest_unsent_seconds', 'Age of the oldest card not sent yet.', [
    'school',
    'lane',
  ]);
  const open = gauge('waymark_asks_open', 'Questions nobody has answered yet.', ['school', 'kind', 'role']);
  return async (deps) => {
    const [waiting, asks] = [await waitingByLane(deps), await openByKind(deps)];
    for (const one of [depth, oldest, open]) one.reset();
    for (const { school, lane, ...row } of waiting) {
      depth.set({ school, lane: laneName(lane) }, row.depth);
      if (row.oldest !== null) oldest.set({ school, lane: laneName(lane) }, row.oldest);
    }
    for (const { open: count, ...labels } of asks) open.set(labels, count);
  };
}

/**
 * `GET /metrics` for whoever bears the token. Anybody else is passed on, and learns no more than on a server that has
 * none: the token null.
 */
export function metricsRouter(metrics: Metrics, deps: Deps, token: string | null): Router {
  const router = Router();
  if (token === null) return router;
  const expected = digest(`Bearer ${token}`);
  router.get('/metrics', async (request, response, next) => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return next();
    response.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text(deps));
  });
  return router;
}

/** Of one length whatever was sent, so that comparing takes as long for each. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
