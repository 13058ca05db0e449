// Draws the app's two icons, a waymark post with its arrow, and writes them into appPackage. Run: node scripts/icons.mjs
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const TEAL = [0x1f, 0x5f, 0x63, 255];
const WHITE = [255, 255, 255, 255];
const CLEAR = [255, 255, 255, 0];

/** Samples a pixel this many times each way, so that edges are smooth. */
const FINE = 4;

/** The sign in a square of side 1: a board that points right, on a post. */
const BOARD = [
  [0.2, 0.23],
  [0.66, 0.23],
  [0.84, 0.385],
  [0.66, 0.54],
  [0.2, 0.54],
];
const POST = [
  [0.405, 0.54],
  [0.505, 0.54],
  [0.505, 0.84],
  [0.405, 0.84],
];
const CAP = [
  [0.405, 0.15],
  [0.505, 0.15],
  [0.505, 0.23],
  [0.405, 0.23],
];

const inside = (shape, x, y) =>
  shape.every(([ax, ay], i) => {
    const [bx, by] = shape[(i + 1) % shape.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });

const isSign = (x, y) => [BOARD, POST, CAP].some((shape) => inside(shape, x, y));

/** Whether a point lies in the square with rounded corners that Teams expects behind a colour icon. */
const isTile = (x, y, radius = 0.16) => {
  const dx = Math.max(radius - x, x - (1 - radius), 0);
  const dy = Math.max(radius - y, y - (1 - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
};

const colourIcon = (x, y) => (isSign(x, y) ? WHITE : isTile(x, y) ? TEAL : CLEAR);
const outlineIcon = (x, y) => (isSign(x, y) ? WHITE : CLEAR);

/** The mean of several samples of one pixel, transparent ones weighing nothing in its colour. */
function pixel(paint, size, column, row) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < FINE * FINE; i += 1) {
    const x = (column + ((i % FINE) + 0.5) / FINE) / size;
    const y = (row + (Math.floor(i / FINE) + 0.5) / FINE) / size;
    const [r, g, b, a] = paint(x, y);
    [r * a, g * a, b * a, a].forEach((value, channel) => (sum[channel] += value));
  }
  const alpha = sum[3];
  const colour = sum.slice(0, 3).map((value) => (alpha === 0 ? 255 : Math.round(value / alpha)));
  return [...colour, Math.round(alpha / (FINE * FINE))];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of 8-bit colour with transparency. */
function png(size, paint) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Array.from({ length: size }, (_, row) => [
    0,
    ...Array.from({ length: size }, (_unused, column) => pixel(paint, size, column, row)).flat(),
  ]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

writeFileSync('appPackage/color.png', png(192, colourIcon));
writeFileSync('appPackage/outline.png', png(32, outlineIcon));
