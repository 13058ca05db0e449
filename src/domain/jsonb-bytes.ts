/** Flags of the first four bytes of an object or an array (utils/jsonb.h); the rest of them counts its members. */
const OBJECT = 0x20000000;
const ARRAY = 0x40000000;
const SCALAR = 0x10000000;
const COUNT = 0x0fffffff;

/** Of each member's four bytes: its kind, and whether the rest says where it ends, or how long it is. */
const KIND = 0x70000000;
const SAYS_END = 0x80000000;
const [STRING, NUMBER, CONTAINER] = [0, 0x10000000, 0x50000000];
const EMPTY: readonly number[] = [0x20000000, 0x30000000, 0x40000000];

/** One member in so many says where it ends, the others how long they are (JB_OFFSET_STRIDE). */
const STRIDE = 32;

/** Deeper than any event's data. */
const DEEPEST = 20;

/** Do the lengths inside a value of jsonb fit together, so that the database may be let read it? */
export const isJsonbSound = (value: Buffer): boolean => isSound(value, 0, value.length, 0);

function isSound(value: Buffer, start: number, end: number, depth: number): boolean {
  const shape = depth > DEEPEST ? null : shapeAt(value, start, end);
  if (!shape) return false;
  let at = shape.data;
  for (let i = 0; i < shape.members; i += 1) {
    const entry = value.readUInt32LE(start + 4 + i * 4);
    if (!isEntrySound(entry, i, shape.keys)) return false;
    const next = (i % STRIDE === 0 ? shape.data : at) + (entry & COUNT);
    if (!(at <= next && next <= end && isMemberSound(value, entry & KIND, at, next, depth))) return false;
    at = next;
  }
  return at === end;
}

/** A member says of itself what one at its place does, and a key is a text. */
const isEntrySound = (entry: number, i: number, keys: number): boolean =>
  ((entry & SAYS_END) !== 0) === (i % STRIDE === 0) && (i >= keys || (entry & KIND) === STRING);

/** How many members there are, the first so many of them keys, and where what they say begins. */
function shapeAt(value: Buffer, start: number, end: number) {
  if (start + 4 > end) return null;
  const head = value.readUInt32LE(start);
  const flags = head - (head & COUNT);
  if (![OBJECT, ARRAY, ARRAY + SCALAR].includes(flags)) return null;
  const keys = flags === OBJECT ? head & COUNT : 0;
  const members = keys > 0 ? keys * 2 : flags === OBJECT ? 0 : head & COUNT;
  const data = start + 4 + members * 4;
  return data > end ? null : { keys, members, data };
}

function isMemberSound(value: Buffer, kind: number, from: number, to: number, depth: number): boolean {
  if (kind === STRING) return true;
  if (EMPTY.includes(kind)) return from === to;
  const aligned = Math.ceil(from / 4) * 4;
  if (kind === CONTAINER) return isSound(value, aligned, to, depth + 1);
  return kind === NUMBER && isNumberSound(value, aligned, to);
}

/** A number says its own length, in four bytes. */
const isNumberSound = (value: Buffer, from: number, to: number): boolean =>
  from + 6 <= to && (value.readUInt32LE(from) & 3) === 0 && value.readUInt32LE(from) >>> 2 === to - from;
