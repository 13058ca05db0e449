import { writeFile } from 'node:fs/promises';
import { closePictures, picture } from '../../support/picture/picture';
import { at } from './school';
import { cardOf, queryWorld } from './world';

afterAll(closePictures);
test('x', async () => {
  const w = await queryWorld();
  const r = w.rows;
  await r.provider('river', 'Riverside Tutors', { phone: '01632 960456', type: 'online' });
  const p = await r.pupil('Zofia', 'Ostrowska');
  const pl = await r.placement(p, 'oak', {
    expectedEndDate: '2026-12-11',
    timetable: ['Mon AM', 'Tue AM', 'Tue PM', 'Wed AM'],
  });
  const pl2 = await r.placement(p, 'river', { timetable: ['Mon PM', 'Thu AM', 'Thu PM'] });
  const a = await r.ask({ heldBy: 'dana', heldUntil: at('10:30') });
  await r.copy(a, 'amira');
  await r.copy(a, 'dana', { purpose: 'escalate', role: 'dsl' });
  const fu = await r.ask({ kind: 'absence-follow-up', dueAt: at('10:30') });
  await r.copy(fu, 'amira');
  let i = 0;
  for (const d of [
    '2026-10-05',
    '2026-10-12',
    '2026-10-19',
    '2026-11-02',
    '2026-11-03',
    '2026-11-09',
    '2026-11-10',
    '2026-11-16',
    '2026-11-17',
    '2026-11-18',
    '2026-11-20',
  ]) {
    i++;
    await r.answered(pl, p, i % 4 === 0 ? 'not-there' : 'here', {
      date: d,
      ...(i % 4 === 0 ? { code: 'I' } : {}),
    });
    await r.answered(pl, p, i % 3 === 0 ? 'not-there' : 'late', {
      date: d,
      session: 'pm',
      ...(i === 9 ? {} : { code: 'B' }),
    });
  }
  const asked = await r.answered(pl, p, 'not-known', { note: 'taxi firm says not collected' });
  await r.followUp(pl, asked, { askId: fu });
  await w.db.event.create({
    data: {
      schoolId: '900001',
      at: at('10:00'),
      type: 'escalated',
      askId: fu,
      staffId: 'dana',
      data: { role: 'dsl', to: 'dsl' },
    },
  });
  for (let n = 0; n < 5; n++) {
    await r.provider(`x${n}`, `Provider ${n}`);
    for (let k = 0; k < 6; k++) {
      const q = await r.pupil(['Ann', 'Ben', 'Cy', 'Di', 'Ed', 'Flo'][k]!, `Adams${n}`);
      const z = await r.placement(q, `x${n}`);
      if (n === 2 && k < 2) await r.prompt(z, { askId: a });
      else await r.answered(z, q, n === 3 && k === 1 ? 'late' : 'here');
    }
  }
  await r.pupil('Zofia', 'Zielinska');
  const cards = {
    status: await w.press('status', { pupil: p }),
    today: await w.type('today', 'amira'),
    overdue: await w.type('overdue'),
    help: await w.type('help'),
    unknown: await w.type('hello **you**'),
    whoami: await w.type('whoami'),
    choice: await w.type('status zofia'),
    many: await w.type('status adams'),
    name: await w.type('status'),
  };
  for (const [name, res] of Object.entries(cards)) {
    const c = cardOf(res).content;
    console.log(name, JSON.stringify(c).length);
    for (const [theme, width] of [
      ['light', 560],
      ['dark', 320],
    ] as const)
      await writeFile(`/tmp/qpics/${name}-${theme}-${width}.png`, await picture(c, { theme, width }));
  }
  await w.close();
}, 120000);
