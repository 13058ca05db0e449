import { at, SCHOOL } from './school';
import { type QueryWorld, queryWorld, textIn } from './world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
afterAll(() => w.close());

const me = async (as: string) => textIn(await w.type('whoami', as)).split('\n');

/** The line after a label. */
const fact = async (as: string, label: string) => {
  const lines = await me(as);
  return lines[lines.indexOf(label) + 1];
};

test('name, school and roles', async () => {
  expect(await me('amira')).toContain('Amira Khan');
  expect(await fact('amira', 'School')).toBe('Hillside School');
  expect(await fact('amira', 'Roles')).toBe('Attendance officer');
});

test.each([
  ['not-installed', 'Waymark cannot reach you: it is not installed in your Teams'],
  ['blocked', 'Waymark cannot reach you: it is blocked in your Teams'],
  [null, 'Waymark can reach you here'],
])('a chat that is %s: %s', async (unreachable, words) => {
  expect(await fact('gita', 'Reach')).toContain('it is not installed');
  const address = {
    tenantId: 't',
    conversationId: 'c',
    serviceUrl: 'http://x.example',
    userId: '29:a',
    botId: '28:b',
  };
  const key = { schoolId: SCHOOL, staffId: 'amira' };
  const chat = { ...key, ...address, installedAt: at('08:00'), unreachable };
  await w.db.chat.upsert({ where: { schoolId_staffId: key }, create: chat, update: { unreachable } });
  expect(await fact('amira', 'Reach')).toBe(words);
});

test('who is asked instead: the next holder in order, else whoever stands in, else nobody', async () => {
  expect(await fact('dana', 'If away, as DSL')).toBe('Nobody');
  await w.db.staffRole.create({ data: { schoolId: SCHOOL, staffId: 'ben', role: 'headteacher', rank: 1 } });
  expect(await fact('dana', 'If away, as DSL')).toBe('Ben Okoro (headteacher)');
  await w.db.staffRole.create({ data: { schoolId: SCHOOL, staffId: 'gita', role: 'dsl', rank: 2 } });
  await w.db.staffRole.create({ data: { schoolId: SCHOOL, staffId: 'pete', role: 'dsl', rank: 1 } });
  expect(await fact('dana', 'If away, as DSL')).toBe('Pete Hill (DSL)');
});

test('an absence says until when and who covers, on both sides; one that is over says nothing', async () => {
  const away = (id: string, staffId: string, from: string, until: string, coverStaffId: string | null) =>
    w.db.away.create({
      data: {
        schoolId: SCHOOL,
        id,
        staffId,
        from: at('08:00', from),
        until: at('17:00', until),
        coverStaffId,
      },
    });
  await away('1', 'amira', '2026-11-23', '2026-11-24', 'pete');
  await away('2', 'ben', '2026-11-25', '2026-11-25', null);
  await away('3', 'dana', '2026-11-20', '2026-11-20', 'pete');
  expect(await fact('amira', 'You are away')).toBe('Until Tue 24 Nov 17:00. Pete Hill covers you');
  expect(await fact('pete', 'You cover')).toBe('Amira Khan, until Tue 24 Nov 17:00');
  expect(await fact('ben', 'You are away')).toBe(
    'From Wed 25 Nov 08:00 until Wed 25 Nov 17:00. Nobody is named to cover you',
  );
  expect(await me('dana')).not.toContain('You are away');
});
