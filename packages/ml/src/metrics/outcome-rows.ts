import type { Outcome } from './outcome.ts';

/**
 * Some rows of an outcome, in the order in which they are asked for, with all that is known of them.
 *
 * @param rows Places, 0 to n - 1. Length m.
 */
export function outcomeRows(outcome: Outcome, rows: Int32Array): Outcome {
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
  const { truth, predicted, quantiles, groups } = outcome;
  return {
    ...outcome,
    truth: takeDoubles(truth, rows, 1),
    predicted: takeDoubles(predicted, rows, 1),
    ...(groups && { groups: rows.map((row) => groups[row]) }),
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
