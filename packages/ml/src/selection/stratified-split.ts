import { needAtLeast, type Split, type SplitOptions, splitByMark, testSize } from './split.ts';
import { rowsByClass } from './strata.ts';

/**
 * Rows drawn at random within each class, so that both parts have its share within one row.
 *
 * The test size is shared out by largest remainders. A class of one row stays in the training part,
 * unless there are too few others.
 *
 * @param classes Class code per row; below 0 (no class) counts as one class. Length n, 2 or more.
 * @throws TABLE_TOO_SMALL
 * @cost O(n + nClasses log nClasses)
 * @source Cochran (1977), "Sampling Techniques", chapter 5, proportional allocation.
 */
export function stratifiedSplit(classes: Int32Array, { testShare, random }: SplitOptions): Split {
  needAtLeast(2, classes.length, 'rows');
  const strata = rowsByClass(classes, random);
  const nTest = testSize(classes.length, testShare);
  const sizes = strata.map((rows) => rows.length);
  const isTest = new Uint8Array(classes.length);
  allot(sizes, nTest).forEach((count, s) => {
    for (let k = 0; k < count; k++) isTest[strata[s][k]] = 1;
  });
  return splitByMark(isTest);
}

function allot(sizes: readonly number[], nTest: number): number[] {
  const share = nTest / sizes.reduce((sum, size) => sum + size, 0);
  const counts = sizes.map((size) => Math.floor(size * share));
  const left = nTest - counts.reduce((sum, count) => sum + count, 0);
  const remainder = (s: number): number => sizes[s] * share - counts[s];
  const takers = sizes
    .map((_, s) => s)
    .sort(
      (a, b) =>
        Number(sizes[a] === 1) - Number(sizes[b] === 1) || remainder(b) - remainder(a) || a - b,
    );
  for (const s of takers.slice(0, left)) counts[s]++;
  return counts;
}
