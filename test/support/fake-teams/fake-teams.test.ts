import type { JsonObject } from '../../../src/domain/json';
import { noting, startBot } from '../../bot/start-bot';
import { buttonsOf, FakeTeams, inputsOf, textOf } from './index';

const card: JsonObject = {
  type: 'AdaptiveCard',
  body: [
    { type: 'TextBlock', text: 'Who is \\*here\\*?' },
    { type: 'FactSet', facts: [{ title: 'Provider', value: 'Oak Farm' }] },
    {
      type: 'ColumnSet',
      columns: [
        { items: [{ type: 'RichTextBlock', inlines: ['Zofia', { type: 'TextRun', text: 'late' }] }] },
      ],
    },
    { type: 'TextBlock', text: 'folded away', isVisible: false },
    {
      type: 'Input.ChoiceSet',
      id: 'mark',
      label: 'Zofia T.',
      isRequired: true,
      choices: [
        { title: 'Here', value: 'here' },
        { title: 'Late', value: 'late' },
      ],
    },
    {
      type: 'Container',
      isVisible: false,
      items: [{ type: 'Input.Text', id: 'note', label: 'Note', value: 'bus' }],
    },
    { type: 'Input.Toggle', id: 'sure', title: 'I am sure' },
    {
      type: 'ActionSet',
      actions: [{ type: 'Action.Execute', title: 'Send', verb: 'send', data: { ask: 'a1' } }],
    },
  ],
  actions: [
    {
      type: 'Action.Execute',
      title: 'I’m on it',
      verb: 'hold',
      associatedInputs: 'none',
      data: { ask: 'a1' },
    },
  ],
};

test('a card reads in order, as it is seen', () => {
  expect(textOf(card).split('\n')).toEqual([
    'Who is *here*?',
    'Provider: Oak Farm',
    'Zofia',
    'late',
    'Zofia T.',
    'I am sure',
  ]);
  expect(buttonsOf(card).map(({ title, verb }) => [title, verb])).toEqual([
    ['Send', 'send'],
    ['I’m on it', 'hold'],
  ]);
  expect(inputsOf(card).map(({ id, value, visible }) => [id, value, visible])).toEqual([
    ['mark', undefined, true],
    ['note', 'bus', false],
    ['sure', 'false', true],
  ]);
});

test('a press sends what a client would send, and is refused where a client would refuse it', async () => {
  const teams = await FakeTeams.start();
  const services = noting();
  const running = await startBot(services);
  teams.bot = running.url;
  const officer = teams.person({ name: 'Sam Tester' });
  await expect(officer.press(card, 'Send')).rejects.toThrow('The client wants "Zofia T." first.');
  await expect(officer.press(card, 'Send', { mark: 'gone' })).rejects.toThrow('does not offer gone');
  await expect(officer.press(card, 'Send', { nothing: 'x' })).rejects.toThrow('no field "nothing"');
  await expect(officer.press(card, 'Print')).rejects.toThrow(
    'No button "Print". There are: Send, I’m on it.',
  );
  await officer.press(card, 'send', { mark: 'late' });
  await officer.press(card, 'I’m on it');
  expect(services.asked.filter(({ what }) => what === 'press').map(({ verb, data }) => [verb, data])).toEqual(
    [
      ['send', { mark: 'late', note: 'bus', sure: 'false' }],
      ['hold', {}],
    ],
  );
  await Promise.all([running.stop(), teams.stop()]);
});
