import { scaleLinear } from 'd3-scale';
import type { Tick } from './axis.ts';
import { formatNumber } from './format.ts';

/** A scale on which equal ratios are equal distances. */
export interface LogScale {
  (value: number): number;
  readonly ticks: readonly Tick[];
}

/**
 * A logarithmic scale from figures to pixels, with ticks at 1, 2 and 5 of each power of ten, or at the powers alone where
 * there are many.
 *
 * @param domain Both above 0.
 * @param nTicks Ticks at most.
 */
export function logScale(
  [low, high]: readonly [low: number, high: number],
  pixels: readonly [from: number, to: number],
  nTicks: number,
): LogScale {
  const scale = scaleLinear([Math.log10(low), Math.log10(high)], pixels);
  const at = (value: number) => scale(Math.log10(value));
  const from = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - from + 1 }, (_, i) => from + i);
  const inside = (steps: readonly number[], every = 1) =>
    powers
      .filter((power) => power % every === 0)
      .flatMap((power) => steps.map((step) => step * 10 ** power))
      .filter((value) => value >= low * 0.999 && value <= high * 1.001);
  const fine = inside([1, 2, 5]);
  const plain = inside([1]);
  const coarse = inside([1], Math.max(1, Math.ceil(plain.length / nTicks)));
  const values = fine.length <= nTicks ? fine : plain.length <= nTicks ? plain : coarse;
  return Object.assign(at, {
    ticks: values.map((value) => ({ at: at(value), label: formatNumber(value) })),
  });
}
