import { type Coded, codeForReason, codeWithMeaning, proposeCode } from '../../src/domain/register';

const placement: Coded = {
  mark: 'here',
  session: 'am',
  arrangedBy: 'school',
  dualRegistered: false,
  providerType: 'unregistered',
};
const propose = (facts: Partial<Coded>) => proposeCode({ ...placement, ...facts });

describe('the register code proposed (Working together to improve school attendance)', () => {
  test.each([
    ['B when the school arranged it', {}, 'B'],
    ['K when the local authority arranged it', { arrangedBy: 'local-authority' }, 'K'],
    [
      'D when the pupil is on both rolls, whoever arranged it',
      { dualRegistered: true, arrangedBy: 'local-authority' },
      'D',
    ],
    ['present at school, morning, when the provision is on site', { providerType: 'on-site' }, '/'],
    [
      'present at school, afternoon, when the provision is on site',
      { providerType: 'on-site', session: 'pm' },
      '\\',
    ],
    ['N when not there, until a reason is established', { mark: 'not-there' }, 'N'],
    ['N, not D, when a dual registered pupil is not there', { mark: 'not-there', dualRegistered: true }, 'N'],
  ] as const)('%s', (_rule, facts, code) => {
    expect(propose(facts).code).toBe(code);
  });

  test.each([
    ['late at the provider', { mark: 'late' }],
    ['not known', { mark: 'not-known' }],
    ['online', { providerType: 'online' }],
  ] as const)('a person decides when it is %s', (_case, facts) => {
    const { code, why } = propose(facts);
    expect(code).toBeNull();
    expect(why.length).toBeGreaterThan(10);
  });

  test('an established reason proposes its code, an unclear one leaves it to a person', () => {
    expect(codeForReason('ill').code).toBe('I');
    expect(codeForReason('none-given').code).toBe('O');
    expect(codeForReason('other').code).toBeNull();
  });

  test('codes are shown with their meaning', () => {
    expect(codeWithMeaning('B')).toBe('B, educated off site');
  });
});
