import { type Random, shuffledIndices } from '../math/index.ts';
import { type Outcome, outcomeLength } from './outcome.ts';

/** Rows that resamples are drawn from, at most. */
export const MOST_DRAWN_ROWS = 20_000;

/** A part of the rows of an outcome that intervals are drawn from. */
export interface DrawnPart {
  /** The same part of any outcome of these rows. */
  of(outcome: Outcome): Outcome;
  /** How much less the value of all rows varies than that of the part: sqrt(part / all). */
  readonly shrink: number;
}

/**
 * The rows that a bootstrap draws from: all of them, or of very many ones a part. What a draw from m of n rows differs from the
 * value of the m is sqrt(n / m) times what a draw from all differs from the value of all.
 *
 * Rows that belong to groups are taken all, however many they are.
 *
 * @param random Asked only where a part is drawn.
 * @source Bickel, Götze & van Zwet (1997), "Resampling fewer than n observations", Statistica Sinica 7.
 */
export function drawnPart(outcome: Outcome, random: Random): DrawnPart {
  const n = outcomeLength(outcome);
  const isGrouped = outcome.kind === 'regression' && outcome.groups !== undefined;
  if (n <= MOST_DRAWN_ROWS || isGrouped) return { of: (whole) => whole, shrink: 1 };
  const rows = shuffledIndices(n, random).slice(0, MOST_DRAWN_ROWS).sort();
  return {
    of: (whole) => outcomeRows(whole, rows),
    shrink: Math.sqrt(MOST_DRAWN_ROWS / n),
  };
}

/** Some rows of an outcome without groups. */
function outcomeRows(outcome: Outcome, rows: Int32Array): Outcome {
  const weights = outcome.weights && { weights: takeDoubles(outcome.weights, rows, 1) };
  if (outcome.kind === 'classification') {
    const { truth, probabilities, nClasses, called } = outcome;
    return {
      ...outcome,
      truth: rows.map((row) => truth[row]),
      probabilities: takeDoubles(probabilities, rows, nClasses),
      ...(called && { called: rows.map((row) => called[row]) }),
      ...weights,
    };
  }
  const { truth, predicted, quantiles } = outcome;
  return {
    ...outcome,
    truth: takeDoubles(truth, rows, 1),
    predicted: takeDoubles(predicted, rows, 1),
    ...(quantiles && {
      quantiles: {
        levels: quantiles.levels,
        values: takeDoubles(quantiles.values, rows, quantiles.levels.length),
      },
    }),
    ...weights,
  };
}

function takeDoubles(values: Float64Array, rows: Int32Array, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < width; j++) taken[i * width + j] = values[rows[i] * width + j];
  return taken;
}
