import { type NumberSample, walkTogether } from '../samples/index.ts';

/** How far the empirical distributions of two samples are apart. */
export interface Gaps {
  /** Largest difference, 0 to 1. */
  readonly largest: number;
  /** Root of the mean squared difference over the rows of both, 0 to 1. */
  readonly typical: number;
}

/** @cost O(values) */
export function gapsOf(reference: NumberSample, current: NumberSample): Gaps {
  const { n } = reference;
  const m = current.n;
  let [below, beside, largest, squares] = [0, 0, 0, 0];
  walkTogether(reference, current, (_, a, b) => {
    below += a;
    beside += b;
    const gap = Math.abs(below / n - beside / m);
    if (gap > largest) largest = gap;
    squares += (a + b) * gap * gap;
  });
  return { largest: Math.min(1, largest), typical: Math.sqrt(squares / (n + m)) };
}
