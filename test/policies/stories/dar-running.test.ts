import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
const ZOFIA = placementRow(0, {
  provider_id: 'kiln',
  start_date: '2026-10-05',
  timetable: 'Mon AM',
  basis: 'other',
  reason: 'mental-health',
});

test('DAR-7.9 and DAR-5.SL2: a concern is with the DSL and the deputy at once, with senior leaders within the quarter hour', async () => {
  const CONCERN = ['concern', 'news-to-provider'];
  s = await PolicyStage.start('dar', { at: '2026-11-05 07:00', providers: [KILN], placements: [ZOFIA] });
  const { pupilId } = await s.placement();

  // The tutor rings in the evening; whoever takes the call passes it on.
  await s.to('17:40');
  await s.news();
  await s.begin('finn', 'concern-report', pupilId);
  await s.settle('finn', 'concern-report', { danger_now: 'no', with_child: 'provider-staff' });
  expect(await s.news(...CONCERN)).toEqual({ concern: ['cara', 'dev too'] });
  expect(s.chat('dev').at(-1)).toContain('Zofia O.: is the child safe?');

  // Nobody takes it on: ten minutes, a quarter of an hour.
  await s.to('17:49');
  expect(await s.news(...CONCERN)).toEqual({});
  await s.to('17:50');
  expect(await s.news(...CONCERN)).toEqual({ concern: ['cara again', 'gita too'] });
  await s.to('17:55');
  expect(await s.news(...CONCERN)).toEqual({ concern: ['ewa too'] });

  // The deputy does. What it is stays out of Waymark; where it is written does not.
  await s.to('17:57');
  const bare = await s.send('dev', 'concern', { reported_by_role: 'provider' });
  expect(bare.text).toContain(
    'Still missing: Is the child safe?, Seen or heard by whom?, What came of it?, Why? The detail belongs in the case system and Reference in the case system.',
  );
  await s.settle('dev', 'concern', { child_seen: 'seen', case_system_ref: 'CS-2026-31' });
  expect(await s.record('concern')).toMatchObject({
    by: 'dev',
    status: 'answered',
    escalated: true,
    fields: {
      concern_received_at: '2026-11-05T17:40:00.000Z',
      dsl_alerted_at: '2026-11-05T17:40:00.000Z',
      dsl_acknowledged_at: '2026-11-05T17:57:00.000Z',
      reported_by_role: 'provider',
      case_system_ref: 'CS-2026-31',
    },
  });
  await s.to('19:00');
  expect(await s.news(...CONCERN)).toEqual({});

  // News that turns out to be about safeguarding becomes a concern; a second one is another one, also while one is open.
  for (const time of ['2026-11-06 10:00', '2026-11-06 10:05']) {
    await s.to(time);
    await s.begin('finn', 'news-to-provider', pupilId);
    await s.settle('finn', 'news-to-provider', { update_summary: 'safeguarding' });
    expect((await s.news('concern'))['concern']?.slice(0, 2)).toEqual(['cara', 'dev too']);
  }
  expect((await s.prompts('concern')).map(({ status }) => status)).toEqual(['answered', 'open', 'open']);
});

test('DAR-7.16: the panel has its return every three weeks from the first day of the school year, and a senior leader hears the day it is late', async () => {
  s = await PolicyStage.start('dar', { at: '2027-01-26 07:00', providers: [KILN], placements: [] });
  await s.to('16:00');
  expect(await s.news('panel-report')).toEqual({});
  // 21 weeks after 2 September, when Waymark was not there yet, and with nobody at a provider any more.
  await s.to('2027-01-27 09:00');
  expect(await s.news('panel-report')).toEqual({ 'panel-report': ['ben'] });

  // Two school days: once more. On the third it is late.
  await s.to('2027-01-29 09:00');
  expect(await s.news('panel-report')).toEqual({ 'panel-report': ['ben again'] });
  await s.to('2027-02-01 07:55');
  expect(await s.news('panel-report')).toEqual({});
  await s.to('09:00');
  expect(await s.news('panel-report')).toEqual({ 'panel-report': ['gita too'] });
  const RETURN = { pupils_reported: '4', submitted_on: '2027-02-01' };
  const wordless = await s.send('ben', 'panel-report', RETURN);
  expect(wordless.text).toContain('Still missing: Outcomes in a line; no names.');
  await s.settle('ben', 'panel-report', { outcomes: 'Three on course, one back in school' });
  expect(await s.record('panel-report')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: { ...RETURN, cycle_on: '2027-01-27', outcomes: 'Three on course, one back in school' },
  });

  // The next would fall into the holiday in February, and is asked after it; the beat itself goes on as it was.
  await s.to('2027-03-10 09:00');
  const days = (await s.prompts('panel-report')).map(({ day, status }) => `${day} ${status}`);
  expect(days).toEqual(['2027-01-27 answered', '2027-02-22 open', '2027-03-10 open']);
});
