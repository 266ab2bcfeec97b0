import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('never lets more go on than it says, in their order, also past works that fail', async () => {
  const inTurn = createTurns(2);
  const begun: number[] = [];
  let [nRunning, nMost] = [0, 0];
  const all = Array.from({ length: 9 }, (_, i) =>
    inTurn(async () => {
      begun.push(i);
      nMost = Math.max(nMost, ++nRunning);
      await Promise.resolve();
      nRunning--;
      if (i % 3 === 0) throw new Error('failed');
      return i;
    }),
  );
  const ended = await Promise.allSettled(all);
  expect(ended.map(({ status }) => status === 'rejected')).toEqual(
    Array.from({ length: 9 }, (_, i) => i % 3 === 0),
  );
  expect([nMost, nRunning]).toEqual([2, 0]);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
