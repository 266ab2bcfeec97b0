import { finiteValues } from '../numeric-values.ts';
import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

/** What `scale` learns. */
export interface ScaleState {
  readonly mean: number;
  /** Population standard deviation; 0 for a constant column. */
  readonly sd: number;
}

/** Largest distance from the mean that is kept, in standard deviations: sums of such values stay finite. */
const FARTHEST = 1e12;

/**
 * Centers and scales a column to mean 0 and population standard deviation 1.
 *
 * z = (x - mean) / sd; a constant column becomes zeros. A value more than 1e12 standard deviations away
 * counts as being 1e12 away, and a missing value as being at the mean.
 *
 * @source Hastie, Tibshirani & Friedman (2009), "The Elements of Statistical Learning", section 3.4.
 */
export const scale: Transformer<Record<never, never>, ScaleState> = {
  name: 'scale',
  params: {},
  accepts: ['number'],
  source: 'Hastie, Tibshirani & Friedman (2009), "The Elements of Statistical Learning", 3.4.',
  fit: (column) => momentsOf(finiteValues(column)),
  outputs: (_, { name }) => [{ name, kind: 'number' }],
  isState: (value): value is ScaleState =>
    isRecord(value) && Number.isFinite(value.mean) && Number.isFinite(value.sd),
  compile({ mean, sd }) {
    if (sd === 0) {
      return ({ numbers }, _from, to) => {
        numbers[to] = 0;
      };
    }
    return ({ numbers }, from, to) => {
      const z = (numbers[from] - mean) / sd;
      numbers[to] = Number.isNaN(z) ? 0 : Math.min(FARTHEST, Math.max(-FARTHEST, z));
    };
  },
};

/**
 * Mean and population standard deviation in two passes over values shifted by the first and shrunk to [-1, 1].
 *
 * @source Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance".
 */
function momentsOf(x: Float64Array): ScaleState {
  const n = x.length;
  if (n === 0) return { mean: 0, sd: 0 };
  const shift = x[0];
  let unit = 0;
  for (const value of x) unit = Math.max(unit, Math.abs(value - shift));
  if (unit === 0 || !Number.isFinite(unit)) return { mean: shift, sd: 0 };
  let sum = 0;
  for (const value of x) sum += (value - shift) / unit;
  const center = sum / n;
  let squares = 0;
  for (const value of x) squares += ((value - shift) / unit - center) ** 2;
  const sd = unit * Math.sqrt(squares / n);
  return { mean: shift + unit * center, sd: sd < Number.MIN_VALUE * 2 ** 60 ? 0 : sd };
}
