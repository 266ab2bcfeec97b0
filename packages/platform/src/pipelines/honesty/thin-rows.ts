import { type Random, shuffledIndices } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import type { Split } from '@kaizenml/ml/selection';

/** How many rows are kept. */
export interface Thinning {
  readonly most: number;
  /** Rows of each class that stay, if there are as many; where classes are too many for that, none is sure. */
  readonly leastPerClass: number;
  readonly random: Random;
}

/**
 * Rows drawn at random: of each class its share of `most`, but not fewer than `leastPerClass`.
 *
 * @returns Ascending; all rows where they are at most `most`.
 */
export function thinRows(target: Target, { most, leastPerClass, random }: Thinning): Int32Array {
  const n = target.kind === 'regression' ? target.values.length : target.codes.length;
  const order = shuffledIndices(n, random);
  if (n <= most) return order.sort();
  if (target.kind === 'regression' || target.nClasses * leastPerClass > most)
    return order.slice(0, most).sort();
  const { codes, nClasses } = target;
  const counts = new Int32Array(nClasses);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const left = counts.map((count) => Math.max(leastPerClass, Math.round((most * count) / n)));
  return order
    .filter((row) => {
      const code = codes[row] ?? 0;
      left[code] = (left[code] ?? 0) - 1;
      return (left[code] ?? -1) >= 0;
    })
    .sort();
}

/** Folds among the rows that are kept: row numbers count within them. Folds that lose a side are left out. */
export function thinFolds(folds: readonly Split[], kept: Int32Array): Split[] {
  const place = new Map(Array.from(kept, (row, i) => [row, i]));
  const within = (rows: Int32Array) =>
    rows.map((row) => place.get(row) ?? -1).filter((i) => i >= 0);
  return folds
    .map(({ train, test }) => ({ train: within(train), test: within(test) }))
    .filter(({ train, test }) => train.length > 1 && test.length > 0);
}
