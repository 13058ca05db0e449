/** The letters a UPN may use. I, O and S are left out, since they look like digits. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A check letter, eleven digits, and a digit (a letter in a temporary number). */
const SHAPE = new RegExp(`^[${LETTERS}]\\d{11}[\\d${LETTERS}]$`);

const valueOf = (character: string): number => {
  const letter = LETTERS.indexOf(character);
  return letter < 0 ? Number(character) : letter;
};

/** The check letter for the twelve characters that follow it: weights 2 to 13, modulo 23 (DfE UPN guide). */
export function upnCheckLetter(rest: string): string {
  const sum = Array.from(rest, valueOf).reduce((total, value, i) => total + value * (i + 2), 0);
  return LETTERS.charAt(sum % LETTERS.length);
}

/** Why a UPN looks wrong; null when it looks right. A reason to look again, never to leave a pupil out. */
export function upnDoubt(upn: string): string | null {
  if (!SHAPE.test(upn))
    return 'this UPN is not a letter and twelve digits (a temporary one ends in a letter)';
  return upnCheckLetter(upn.slice(1)) === upn.charAt(0)
    ? null
    : 'the first letter of this UPN does not fit the rest';
}
