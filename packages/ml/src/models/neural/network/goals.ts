import { log } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import type { Goal, Objective } from './objective.ts';

/** A target as networks learn it, and the answer that they begin with. */
export interface Goals {
  readonly objective: Objective;
  readonly nScores: number;
  /** 0 for numbers. */
  readonly nClasses: number;
  /** Numbers are learned less `center`, in units of `scale`; 0 for a constant. */
  readonly center: number;
  readonly scale: number;
  /** Scores of the constant answer. */
  readonly start: Float64Array;
  /** Any target of this kind as one to learn; the weights of the learned rows have mean 1. */
  goalOf(y: Target, weights?: Float64Array): Goal;
}

/**
 * How a target is learned.
 *
 * @param weights Above 0, one per row. Absent: 1 each.
 */
export function goalsOf(y: Target, weights?: Float64Array): Goals {
  const unit = weights === undefined ? 1 : meanOf(weights);
  const weightsOf = (n: number, given?: Float64Array): Float64Array =>
    given?.map((weight) => weight / unit) ?? new Float64Array(n).fill(1);
  if (y.kind === 'classification') return { ...classGoals(y, weights, unit), goalOf };
  const { center, scale } = momentsOf(y.values, weightsOf(y.values.length, weights));
  const nothing = { nScores: 1, nClasses: 0, start: new Float64Array(1) };
  return { objective: 'squares', ...nothing, center, scale, goalOf };

  function goalOf(other: Target, given?: Float64Array): Goal {
    const targets =
      other.kind === 'regression'
        ? other.values.map((value) => (scale === 0 ? 0 : value / scale - center / scale))
        : Float64Array.from(other.codes);
    return { targets, weights: weightsOf(targets.length, given) };
  }
}

function classGoals(
  { codes, nClasses }: { readonly codes: Int32Array; readonly nClasses: number },
  weights: Float64Array | undefined,
  unit: number,
): Omit<Goals, 'goalOf'> {
  // Half a row more in each class keeps the logarithm of an absent one finite.
  const counts = new Float64Array(nClasses).fill(0.5);
  for (let i = 0; i < codes.length; i++) counts[codes[i]] += (weights?.[i] ?? 1) / unit;
  const logs = counts.map((count) => log(count / (codes.length + nClasses / 2)));
  const units = { nClasses, center: 0, scale: 1 };
  return nClasses === 2
    ? { objective: 'two classes', nScores: 1, start: Float64Array.of(logs[1] - logs[0]), ...units }
    : { objective: 'classes', nScores: nClasses, start: logs, ...units };
}

/** In units of the largest number, so that no sum is infinite. */
function meanOf(values: Float64Array): number {
  const largest = largestOf(values);
  return largest * (values.reduce((sum, value) => sum + value / largest, 0) / values.length);
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Mean and deviation, in units of the largest number so that no square is infinite. */
function momentsOf(values: Float64Array, weights: Float64Array): Pick<Goals, 'center' | 'scale'> {
  const n = values.length;
  const unit = largestOf(values);
  if (unit === 0) return { center: 0, scale: 0 };
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (weights[i] * (values[i] / unit)) / n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (weights[i] * (values[i] / unit - mean) ** 2) / n;
  const deviation = Math.sqrt(square);
  // Below, the deviation is the rounding of the mean: the target is constant.
  const isConstant = deviation <= 1e-13 * Math.abs(mean);
  return { center: mean * unit, scale: isConstant ? 0 : deviation * unit };
}
