import { log } from '../../../math/index.ts';
import type { ClassificationTarget } from '../../refusals.ts';

/** Total weight of each class: how many rows it has where rows have no weights. */
export function classMass(
  { codes, nClasses }: ClassificationTarget,
  weights?: Float64Array,
): Float64Array {
  const mass = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++) mass[codes[i]] += weights ? weights[i] : 1;
  return mass;
}

/** Logarithm of the share of each class, or of 1 / (number of classes with rows); -Infinity without rows. */
export function logPriors(mass: Float64Array, prior: 'learned' | 'uniform'): Float64Array {
  const seen = mass.map((each) => (prior === 'learned' || each === 0 ? each : 1));
  const total = seen.reduce((a, b) => a + b, 0);
  return seen.map((each) => log(each / total));
}
