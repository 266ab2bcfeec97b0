import { type Random, shuffledIndices } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { takeTargetRows } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';

/**
 * A target in random order, which no column can tell.
 *
 * Where folds were drawn at random, values stay within the fold that holds their row out, so that folds keep their shares of
 * classes; in folds by group or time values go anywhere, since there a fold may be told by its columns.
 *
 * @param isWithin True: each value stays within its fold.
 */
export function shuffleTarget(
  target: Target,
  folds: readonly Split[],
  { isWithin, random }: { readonly isWithin: boolean; readonly random: Random },
): Target {
  const n = target.kind === 'regression' ? target.values.length : target.codes.length;
  const from = Int32Array.from({ length: n }, (_, i) => i);
  const parts = isWithin ? folds.map(({ test }) => test) : [from.slice()];
  for (const rows of parts) {
    const order = shuffledIndices(rows.length, random);
    rows.forEach((row, i) => {
      from[row] = rows[order[i] ?? i] ?? row;
    });
  }
  const shuffled = takeTargetRows(target, from);
  return shuffled.kind === 'regression'
    ? { ...target, kind: 'regression', values: shuffled.values }
    : { ...target, kind: 'classification', codes: shuffled.codes, nClasses: shuffled.nClasses };
}
