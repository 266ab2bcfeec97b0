import { answeredClass } from '../../../math/index.ts';
import { type ClassificationOutcome, type Metric, signOf } from '../../../metrics/index.ts';
import type { Judge } from './judge.ts';

/** Metrics that read nothing but the class that is called. */
export const CALL_METRICS: ReadonlySet<string> = new Set([
  'accuracy',
  'balanced_accuracy',
  'f1',
  'f1_macro',
  'precision',
  'recall',
  'mcc',
]);

/**
 * A metric of called classes: rows are counted by true and called class, and the metric sees one weighted row per pair.
 *
 * @cost O(n * nClasses + nClasses^2) per member.
 */
export function callJudge(metric: Metric, { truth, nClasses }: ClassificationOutcome): Judge {
  const n = truth.length;
  const measure = metric.prepare(everyCall(nClasses));
  const sign = signOf(metric);
  const cells = new Float64Array(nClasses * nClasses);
  const scoreCells = () => {
    const score = sign * measure(cells);
    return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
  };
  if (nClasses === 2) {
    return {
      read(answers) {
        const read = new Float64Array(n);
        for (let i = 0; i < n; i++) read[i] = answers[2 * i + 1];
        return read;
      },
      at: (sum, size) => ({
        score(added) {
          const half = size / 2;
          cells.fill(0);
          for (let i = 0; i < n; i++) cells[2 * truth[i] + (sum[i] + added[i] >= half ? 1 : 0)]++;
          return scoreCells();
        },
      }),
    };
  }
  const row = new Float64Array(nClasses);
  return {
    read: (answers) => answers,
    at: (sum) => ({
      score(added) {
        cells.fill(0);
        for (let i = 0, at = 0; i < n; i++) {
          for (let c = 0; c < nClasses; c++, at++) row[c] = sum[at] + added[at];
          cells[truth[i] * nClasses + answeredClass(row, 0, nClasses)]++;
        }
        return scoreCells();
      },
    }),
  };
}

/** One row per pair of a true class and a called one. */
export function everyCall(nClasses: number): ClassificationOutcome {
  const nCells = nClasses * nClasses;
  const probabilities = new Float64Array(nCells * nClasses);
  for (let cell = 0; cell < nCells; cell++) probabilities[cell * nClasses + (cell % nClasses)] = 1;
  return {
    kind: 'classification',
    truth: Int32Array.from({ length: nCells }, (_, cell) => Math.floor(cell / nClasses)),
    probabilities,
    nClasses,
  };
}
