import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { compose } from '../src/compose';
import { insert } from '../src/prompts/insert';
import { importSchool } from '../src/services/import/import-school';
import { NEVER } from '../src/services/outbox/copies';
import { openMemory } from '../src/store/open';
import { REPORT } from '../test/support/concern-answers';
import { FakeTeams } from '../test/support/fake-teams';
import { schoolFolder } from '../test/support/school-folder';
import { machine, table } from './report';

/** Routine cards that wait when each concern is raised, and concerns raised one after another. */
const QUEUED = 5_000;
const CONCERNS = 100;
/** Milliseconds between two: Teams takes 60 messages of one bot in one chat in half a minute, whatever they say. */
const APART = 4_000;
/** Messages that Teams takes in one chat. */
const LIMITS = { perSecond: 7, perHalfMinute: 60 };
const STAFF = ['Amira Khan', 'Ben Okoro', 'Cara Lindqvist', 'Dev Patel', 'Ewa Nowak', 'Finn Doyle'];
const IN_DANGER = { ...REPORT, danger_now: 'yes', with_child: 'nobody' };

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Milliseconds from the press that raises a concern to the card in the DSL's chat, with the queue full all the while. */
async function alerts(): Promise<number[]> {
  const database = await openMemory();
  const teams = await FakeTeams.start(LIMITS);
  const clock = { now: () => new Date() };
  const waymark = compose({ database, clock, log: quiet, access: { mode: 'demo' }, paced: true });
  const app = express().use(waymark.router);
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    listening.keepAliveTimeout = 600_000; // no connection is closed while somebody is about to use it
  });
  teams.bot = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  const imported = await importSchool(waymark.deps, schoolFolder({ policy: 'inv' }));
  if (!imported.ok) throw new Error(imported.problems.map(({ message }) => message).join('\n'));
  const { schoolId } = imported;
  const people = STAFF.map((name) =>
    teams.person({ name, aadObjectId: `aad-${name.split(' ')[0]?.toLowerCase()}` }),
  );
  for (const person of people) await person.install();
  await waymark.settle();
  const [cara, finn] = [people[2], people[5]];
  if (!cara || !finn) throw new Error('nobody is there');

  // Whoever raises them has a chat of their own; everybody else's is as full as Teams lets it be.
  const others = { schoolId, name: { not: 'Finn Doyle' } };
  const staff = await database.client.staff.findMany({ where: others, select: { id: true } });
  const now = clock.now();
  await insert(
    database.client,
    'Delivery',
    Array.from({ length: QUEUED }, (_, n) => ({
      schoolId,
      id: `routine-${n}`,
      key: `routine-${n}`,
      staffId: staff[n % staff.length]?.id ?? '',
      purpose: 'notice',
      lane: 1,
      content: { eyebrow: 'Notice', lines: [`Number ${n}`], summary: 'A notice' },
      nextAt: now,
      createdAt: now,
    })),
  );
  const sender = setInterval(() => waymark.outbox.kick(), 50);

  const times: number[] = [];
  for (let n = 0; n < CONCERNS; n += 1) {
    await finn.type('/concern zofia o');
    const form = finn.messages().findLast(({ card }) => JSON.stringify(card ?? {}).includes('concern_about'));
    if (!form) throw new Error('no form was shown');
    cara.unread();
    const start = performance.now();
    await finn.press(form, 'Send', IN_DANGER);
    const arrived = () => cara.unread().some(({ summary }) => summary === 'Concern passed to the DSL');
    while (!arrived()) await new Promise((resolve) => setTimeout(resolve, 5));
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, APART));
  }
  clearInterval(sender);
  const left = await database.client.delivery.count({ where: { lane: 1, nextAt: { lt: NEVER }, shown: 0 } });
  console.log(`${left} of ${QUEUED} routine cards still waited at the end.`);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await teams.stop();
  await database.close();
  return times;
}

async function main(): Promise<void> {
  console.log(machine());
  const times = await alerts();
  console.log(
    `\nFrom "Send" to the DSL's chat, ${QUEUED} routine cards waiting, ${LIMITS.perSecond} a second and ${LIMITS.perHalfMinute} in half a minute a chat: milliseconds\n`,
  );
  console.log(table({ PGlite: times }));
  process.exit(0);
}

void main();
