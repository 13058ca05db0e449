import { accountOf } from '../../../src/services/policy/account';
import { packOf } from './small-pack';

const account = accountOf(packOf());

test('duties stand under the role that is asked, then by time of year', () => {
  const found = account.roles.map(({ role, times }) => [
    role,
    times.map(({ time, duties }) => [time, duties.map(({ id }) => id)]),
  ]);
  expect(found).toEqual([
    ['attendance-officer', [['session', ['session-attendance']]]],
    [
      'ap-lead',
      [
        ['half-termly', ['routine-review']],
        ['start', ['start-checklist']],
      ],
    ],
    ['headteacher', [['termly', ['governors-report']]]],
  ]);
});

test('questions are what a person fills in, the form of a kind of its own included', () => {
  expect([account.duties, account.questions]).toEqual([4, 8]);
  expect(account.roles.map(({ duties, questions }) => [duties, questions])).toEqual([
    [1, 2],
    [2, 5],
    [1, 1],
  ]);
});

test('a duty says where it applies, whether it holds a start back, and who next', () => {
  const duties = account.roles.flatMap(({ times }) => times.flatMap((time) => time.duties));
  expect(duties.find(({ id }) => id === 'routine-review')).toMatchObject({
    when: expect.stringContaining('each half term on its 20th school day'),
    only: 'off site',
    due: '5 school days',
    gate: false,
    next: ['after 2 school days a reminder', 'after 5 school days the headteacher as well'],
  });
  expect(duties.find(({ id }) => id === 'start-checklist')).toMatchObject({
    gate: true,
    override: 'headteacher',
  });
  expect(account.roles[0]?.standIns).toEqual(['ap-lead']);
});
