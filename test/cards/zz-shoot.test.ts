import { writeFile } from 'node:fs/promises';
import { closePictures, picture } from '../support/picture/picture';
import { EXAMPLES } from './examples';

afterAll(closePictures);
test('shoot', async () => {
  await writeFile('/tmp/pg/cards.json', JSON.stringify(EXAMPLES));
  const only = process.env['ONLY']?.split(',');
  for (const [name, card] of Object.entries(EXAMPLES)) {
    if (only && !only.includes(name)) continue;
    await writeFile(
      `/tmp/pics/${name}-unfold.png`,
      await picture(card.content, {
        theme: 'dark',
        width: 320,
        unfold: JSON.stringify(card.content).includes('Add notes') ? ['Add notes'] : [],
      }),
    );
    for (const theme of ['light', 'dark'] as const)
      for (const width of [560, 320])
        await writeFile(
          `/tmp/pics/${name}-${theme}-${width}.png`,
          await picture(card.content, { theme, width }),
        );
  }
}, 120000);
