import { type NumberSample, walkTogether } from '../samples/index.ts';

const N_CELLS = 64;

/** Stretches of the axis that hold about as many rows of both samples each. */
export interface PooledCells {
  /** Share of rows below, of each cell; between 0 and 1. */
  readonly shares: Float64Array;
  /** Length of each cell, scaled so that length * share * (1 - share) adds up to what the samples have. */
  readonly lengths: Float64Array;
}

/**
 * Cuts the range of two samples into at most 64 cells: enough to reckon the chance of distances that add up over the axis.
 *
 * @cost O(values)
 */
export function pooledCells(reference: NumberSample, current: NumberSample): PooledCells {
  const n = reference.n + current.n;
  const shares: number[] = [];
  const lengths: number[] = [];
  let [below, length, mass, spread] = [0, 0, 0, 0];
  let last = Number.NaN;
  const close = (): void => {
    const share = mass / length;
    if (length > 0 && share > 0 && share < 1) {
      shares.push(share);
      lengths.push(spread / (share * (1 - share)));
    }
    [length, mass, spread] = [0, 0, 0];
  };
  walkTogether(reference, current, (value, a, b) => {
    if (below > 0) {
      const share = below / n;
      const gap = value - last;
      length += gap;
      mass += gap * share;
      spread += gap * share * (1 - share);
    }
    const cell = Math.floor((below / n) * N_CELLS);
    below += a + b;
    last = value;
    if (Math.floor((below / n) * N_CELLS) > cell) close();
  });
  close();
  return { shares: Float64Array.from(shares), lengths: Float64Array.from(lengths) };
}
