import type { Target } from '../models/index.ts';

/** A target as numbers: itself, or for each class (of two: for the second one) whether a row is of it. */
export function classIndicators(y: Target): readonly Float64Array[] {
  if (y.kind === 'regression') return [y.values];
  const asked = y.nClasses === 2 ? [1] : Array.from({ length: y.nClasses }, (_, k) => k);
  return asked.map((k) => Float64Array.from(y.codes, (code) => (code === k ? 1 : 0)));
}
