import { EXAMPLES } from '../cards/examples';
import { closePictures, NARROW, picture, WIDE } from '../support/picture/picture';

afterAll(closePictures);

const blank = { type: 'AdaptiveCard', version: '1.5', body: [] };
const asked = EXAMPLES['attendance-3']?.content ?? blank;

/** Width and height of a PNG in pixels, two for each CSS pixel. */
const measure = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

test.each(['light', 'dark'] as const)('a picture of a card in the %s theme shows the card', async (theme) => {
  const nothing = await picture(blank, { theme, width: WIDE });
  const drawn = await picture(asked, { theme, width: WIDE });
  const [width, height] = measure(drawn);
  expect(width).toBe((WIDE + 24) * 2);
  expect(height).toBeGreaterThan(measure(nothing)[1] + 400);
  expect(drawn.length).toBeGreaterThan(nothing.length * 5);
});

test('a card in a narrow pane keeps inside it', async () => {
  const [width] = measure(await picture(asked, { theme: 'light', width: NARROW }));
  expect(width).toBe((NARROW + 24) * 2);
});

test('notes that were folded away can be unfolded', async () => {
  const folded = await picture(asked, { theme: 'light', width: WIDE });
  const unfolded = await picture(asked, { theme: 'light', width: WIDE, unfold: ['Add notes'] });
  expect(measure(unfolded)[1]).toBeGreaterThan(measure(folded)[1] + 200);
});

test('a card that the renderer cannot read is no picture', async () => {
  const broken = { ...blank, body: [{ type: 'TextBlock', text: 'a', size: 'huge' }] };
  await expect(picture(broken, { theme: 'light', width: WIDE })).rejects.toThrow('finds fault');
});
