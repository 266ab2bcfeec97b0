import { type Random, shuffledIndices } from '../../../math/index.ts';
import type { ClassificationTarget } from '../../refusals.ts';
import type { Features } from '../design/index.ts';
import { evaluateScores, type LinearScores } from '../scores/index.ts';

const N_FOLDS = 5;

/**
 * Scores of rows by machines that have not learned from them: five folds, each class spread evenly, each
 * scored by a machine of the other four.
 *
 * A single row has no others to learn from: its score is that of the machine that learned it.
 *
 * @param learn Fits a machine in which a row of weight 0 does not count.
 * @returns n x nScores, row-major.
 */
export function crossScores(
  owner: string,
  x: Features,
  target: ClassificationTarget,
  weights: Float64Array | undefined,
  random: Random,
  learn: (weights: Float64Array) => LinearScores,
): Float64Array {
  const counts = weights ?? new Float64Array(x.nRows).fill(1);
  const { folds, nFolds } = dealFolds(target, counts, random);
  let scores: Float64Array = new Float64Array(0);
  for (let fold = 0; fold < nFolds; fold++) {
    const others =
      nFolds === 1 ? counts : counts.map((count, i) => (folds[i] === fold ? 0 : count));
    const machine = learn(others);
    const k = machine.intercepts.length;
    const found = evaluateScores(owner, { ...machine, nColumns: x.nColumns }, x, k);
    if (fold === 0) scores = found;
    else
      for (let i = 0; i < x.nRows; i++)
        if (folds[i] === fold) scores.set(found.subarray(i * k, (i + 1) * k), i * k);
  }
  return scores;
}

/** The fold of each row: rows that count are dealt round, class by class, in random order. */
function dealFolds(
  { codes, nClasses }: ClassificationTarget,
  counts: Float64Array,
  random: Random,
): { readonly folds: Int32Array; readonly nFolds: number } {
  const nCounted = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const nFolds = Math.min(N_FOLDS, nCounted);
  const folds = new Int32Array(codes.length);
  const byClass: number[][] = Array.from({ length: nClasses }, () => []);
  for (const i of shuffledIndices(codes.length, random))
    if (counts[i] > 0) byClass[codes[i]].push(i);
  byClass.flat().forEach((row, dealt) => {
    folds[row] = dealt % nFolds;
  });
  return { folds, nFolds };
}
