import type { Target } from '@kaizenml/ml/models';
import type { Split } from '@kaizenml/ml/selection';

/** Held-out rows that tell candidates apart: of two that differ by a hundredth of an AUC the better one wins. */
const ENOUGH_ROWS = 8000;
/** Held-out rows outside the most frequent class that do. */
const ENOUGH_OTHERS = 1000;
const FEWEST = 2;

/**
 * The folds that candidates are tried on: of many rows the last few hold out enough, and the time of the others is better spent
 * on more candidates. Of rows in order of time the last ones are the most like those to come. Rankings keep all folds.
 *
 * @returns At least two where there are as many.
 */
export function enoughFolds(folds: readonly Split[], target: Target): readonly Split[] {
  if (target.kind === 'regression' && target.groups) return folds;
  const frequent = target.kind === 'classification' ? mostFrequent(target.codes) : undefined;
  let [nRows, nOthers] = [0, 0];
  for (let from = folds.length - 1; from > 0; from--) {
    const { test } = folds[from] ?? { test: [] };
    nRows += test.length;
    if (target.kind === 'classification')
      for (const row of test) nOthers += target.codes[row] === frequent ? 0 : 1;
    else nOthers = nRows;
    const isEnough = nRows >= ENOUGH_ROWS && nOthers >= ENOUGH_OTHERS;
    if (isEnough && folds.length - from >= FEWEST) return folds.slice(from);
  }
  return folds;
}

function mostFrequent(codes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [-1, 0])[0];
}
