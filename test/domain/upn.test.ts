import * as fc from 'fast-check';
import { upnCheckLetter, upnDoubt } from '../../src/domain/upn';

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const letter = fc.constantFrom(...LETTERS.split(''));

test.each(['B801200005001', 'H801200001001', 'R201100018042'])('%s looks right', (upn) => {
  expect(upnDoubt(upn)).toBeNull();
});

test('a first letter that does not fit is a reason to look again', () => {
  expect(upnDoubt('A801200005001')).toContain('the first letter');
  expect(upnDoubt('Q207000016049')).toContain('the first letter'); // the slip in a published worked example
});

test.each(['', 'B80120000500', 'b801200005001', 'I801200005001', 'B8012000050012'])(
  '"%s" has another form',
  (upn) => {
    expect(upnDoubt(upn)).toContain('is not a letter and twelve digits');
  },
);

test('a temporary number ends in a letter and has a check letter too', () => {
  fc.assert(
    fc.property(digits(11), letter, (start, end) => {
      expect(upnDoubt(upnCheckLetter(start + end) + start + end)).toBeNull();
    }),
  );
});

test('one digit mistyped is always noticed', () => {
  fc.assert(
    fc.property(digits(12), fc.nat(11), fc.integer({ min: 1, max: 9 }), (rest, at, by) => {
      const wrong = String((Number(rest[at]) + by) % 10);
      const upn = upnCheckLetter(rest) + rest.slice(0, at) + wrong + rest.slice(at + 1);
      expect(upnDoubt(upn)).not.toBeNull();
    }),
  );
});

test('a wrong check letter is always noticed', () => {
  fc.assert(
    fc.property(digits(12), letter, (rest, wrong) => {
      fc.pre(wrong !== upnCheckLetter(rest));
      expect(upnDoubt(wrong + rest)).not.toBeNull();
    }),
  );
});
