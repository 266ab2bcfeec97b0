import { expect, it } from 'vitest';
import { averagePath } from './average-path.ts';

/** Mean depth of a leaf, when the first of the n - 1 questions is any of them with equal chance. */
function meanDepth(n: number, known: Map<number, number>): number {
  if (n < 2) return 0;
  const held = known.get(n);
  if (held !== undefined) return held;
  let sum = 0;
  for (let k = 1; k < n; k++)
    sum += (k * meanDepth(k, known) + (n - k) * meanDepth(n - k, known)) / n;
  const depth = 1 + sum / (n - 1);
  known.set(n, depth);
  return depth;
}

it('is the mean depth of a leaf over all random search trees', () => {
  const known = new Map<number, number>();
  for (let n = 0; n <= 300; n++) expect(averagePath(n)).toBeCloseTo(meanDepth(n, known), 11);
  expect(averagePath(1)).toBe(0);
  expect(averagePath(2)).toBe(1);
});
