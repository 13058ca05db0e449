import { oneAtATime } from '../../src/demo/queue';

test('tasks run one after another in the order given, and a failure stops only itself', async () => {
  const inTurn = oneAtATime();
  const seen: string[] = [];
  const task = (name: string, wait: () => Promise<void>) => async () => {
    seen.push(`${name} starts`);
    await wait();
    seen.push(`${name} ends`);
    return name;
  };
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = inTurn(task('first', () => held));
  const second = inTurn(task('second', () => Promise.reject(new Error('no'))));
  const third = inTurn(task('third', () => Promise.resolve()));
  expect(seen).toEqual([]);
  release();
  await expect(first).resolves.toBe('first');
  await expect(second).rejects.toThrow('no');
  await expect(third).resolves.toBe('third');
  expect(seen).toEqual(['first starts', 'first ends', 'second starts', 'third starts', 'third ends']);
});
