import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { type Metric, rowWeights } from '../metrics/index.ts';
import { quantileSorted } from '../stats/index.ts';
import { expectedOutcome, type UnlabeledAnswers } from './expected-outcome.ts';

const N_DRAWS = 200;
/** Rows whose truths are drawn, at most; of more the spread is that of so many, made smaller. */
const MOST_DRAWN = 10_000;

/**
 * How good answers are, before anybody knows: what a metric of classes is to be, if the probabilities are calibrated, and
 * between which values it will come out in 90 of 100 such windows.
 *
 * It knows of rows that are harder than before, since the model is less sure of them. It does not know of a world in which the
 * same rows end otherwise: that only labels tell.
 *
 * @returns `value` NaN where the metric is not defined: no rows.
 * @cost O(200 n nClasses)
 * @source NannyML, "Confidence-based Performance Estimation"; Chen et al. (2021), "Mandoline"; the draws are those of a parametric bootstrap.
 */
export function estimateMetric(
  metric: Metric,
  answers: UnlabeledAnswers,
  random: Random,
): Estimate {
  const outcome = expectedOutcome(answers);
  const value = metric.prepare(outcome)(rowWeights(outcome));
  const { drawn, shrink } = someRows(answers);
  const measure = metric.prepare(expectedOutcome(drawn));
  const picked = new Float64Array(drawn.probabilities.length);
  const draw = () => measure(drawTruth(drawn, { random, into: picked }));
  const sorted = Float64Array.from({ length: N_DRAWS }, draw).filter(Number.isFinite).sort();
  if (sorted.length < N_DRAWS / 2 || sorted[0] === sorted[sorted.length - 1])
    return { value, low: null, high: null };
  const center = quantileSorted(sorted, 0.5);
  const end = (share: number) => value + shrink * (quantileSorted(sorted, share) - center);
  return { value, low: end(0.05), high: end(0.95) };
}

/** Weights of the rows of an expected outcome that pick one class for each row, by its probabilities. */
function drawTruth(
  { probabilities, nClasses, weights }: UnlabeledAnswers,
  { random, into: picked }: { readonly random: Random; readonly into: Float64Array },
): Float64Array {
  picked.fill(0);
  for (let row = 0; row * nClasses < probabilities.length; row++) {
    let left = random.next();
    let code = 0;
    while (code < nClasses - 1 && left >= probabilities[row * nClasses + code])
      left -= probabilities[row * nClasses + code++];
    picked[row * nClasses + code] = weights?.[row] ?? 1;
  }
  return picked;
}

/** Rows evenly spaced; and how much less all rows vary than these. */
function someRows(answers: UnlabeledAnswers): {
  readonly drawn: UnlabeledAnswers;
  readonly shrink: number;
} {
  const { probabilities, nClasses, called, weights } = answers;
  const n = probabilities.length / nClasses;
  if (n <= MOST_DRAWN) return { drawn: answers, shrink: 1 };
  const rows = Int32Array.from({ length: MOST_DRAWN }, (_, i) => Math.floor((i * n) / MOST_DRAWN));
  const taken = new Float64Array(MOST_DRAWN * nClasses);
  rows.forEach((row, i) => {
    taken.set(probabilities.subarray(row * nClasses, (row + 1) * nClasses), i * nClasses);
  });
  return {
    drawn: {
      ...{ probabilities: taken, nClasses },
      ...(called && { called: rows.map((row) => called[row]) }),
      ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]) }),
    },
    shrink: Math.sqrt(MOST_DRAWN / n),
  };
}
