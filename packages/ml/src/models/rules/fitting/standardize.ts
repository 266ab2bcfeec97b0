import type { Target } from '../../estimator.ts';

/** A target and how to undo what was done to it. */
export interface Standardized {
  /** Numbers with weighted mean 0 and deviation 1; classes as they were. */
  readonly y: Target;
  /** 0 for classes. */
  readonly center: number;
  /** 1 for classes and for constant numbers. */
  readonly scale: number;
}

/** Numbers in deviations from their mean, so that penalties mean the same for every unit. */
export function standardize(y: Target, weights: Float64Array): Standardized {
  if (y.kind === 'classification') return { y, center: 0, scale: 1 };
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (value: number) => number) =>
    y.values.reduce((sum, value, i) => sum + (weights[i] / total) * of(value), 0);
  const center = mean((value) => value);
  const deviation = Math.sqrt(mean((value) => (value - center) ** 2));
  const scale = deviation > 0 ? deviation : 1;
  const values = y.values.map((value) => (value - center) / scale);
  return { y: { kind: 'regression', values }, center, scale };
}
