import { FormStage } from '../../support/form-stage';
import { placementRow } from '../../support/school-folder';

let stage: FormStage;
afterEach(() => stage.end());

const NOTICE = {
  id: 'notice',
  kind: 'notice',
  settings: { clearDays: 2, contents: ['the reasons', 'the address', 'the times'] },
  fields: [{ name: 'notice_sent_on', label: 'Sent on', type: 'date' }],
};
const startsOn = (start_date: string) => ({ placements: [placementRow(0, { start_date })] });

test('the card says by when, and what the notice must say', async () => {
  stage = await FormStage.start([NOTICE], startsOn('2026-12-08'));
  const { text } = await stage.show(await stage.begin('notice'));
  expect(text).toContain('Send it by Thu 3 Dec at the latest: 2 clear school days before Tue 8 Dec.');
  expect(text).toContain('The notice must say: the reasons, the address and the times.');
});

test('sent in time, it settles', async () => {
  stage = await FormStage.start([NOTICE], startsOn('2026-11-26'));
  const ask = await stage.begin('notice');
  expect((await stage.show(ask)).text).toContain('Send it today at the latest');
  await stage.send(ask, { notice_sent_on: '2026-11-23' });
  expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
});

test('sent too late, it does not settle until the start is moved', async () => {
  stage = await FormStage.start([NOTICE], startsOn('2026-11-25'));
  const ask = await stage.begin('notice');
  expect((await stage.show(ask)).text).toContain(
    'It should have gone by Fri 20 Nov: 2 clear school days before Wed 25 Nov. Sent today, it allows a start on Thu 26 Nov.',
  );
  const late = await stage.send(ask, { notice_sent_on: '2026-11-23' });
  expect(late.text).toContain(
    'Sent on Mon 23 Nov, it leaves 1 clear school day before the start on Wed 25 Nov: 2 are needed. The earliest start this notice allows is Thu 26 Nov.',
  );
  expect(await stage.record(ask)).toMatchObject({ status: 'open' });
  await stage.import(startsOn('2026-11-26'));
  expect((await stage.show(ask)).text).not.toContain('are needed');
  await stage.send(ask, { notice_sent_on: '2026-11-23' });
  expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
});

test('another field, and no count where the pack sets none', async () => {
  const fields = [{ name: 'letter_sent_on', label: 'Letter sent on', type: 'date' }];
  stage = await FormStage.start(
    [
      { ...NOTICE, settings: { clearDays: 3, sent: 'letter_sent_on' }, fields },
      { ...NOTICE, id: 'letter', settings: {}, fields },
    ],
    startsOn('2026-11-25'),
  );
  const counted = await stage.answer('notice', { letter_sent_on: '2026-11-23' });
  expect(counted.text).toContain('3 are needed');
  const free = await stage.answer('letter', { letter_sent_on: '2026-11-23' });
  expect(free.text).toContain('recorded');
});
