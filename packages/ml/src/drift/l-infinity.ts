import { sharesOf } from './shares.ts';

/** The largest move of one bin, and which bin it is. */
export interface LargestMove {
  /** |q - p| of that bin, 0 to 1. */
  readonly distance: number;
  /** Position of the bin; -1 when a sample is empty. */
  readonly bin: number;
}

/**
 * The bin whose share moved most between two samples, and by how much; the first one of equals.
 *
 * @param reference Counts per bin. Length k.
 * @param current Counts per bin, same bins in the same order. Length k.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD: L-infinity distance of categories.
 */
export function largestMove(reference: readonly number[], current: readonly number[]): LargestMove {
  const shares = sharesOf('lInfinity', reference, current);
  if (!shares) return { distance: 0, bin: -1 };
  return shares.p.reduce<LargestMove>(
    (largest, p, bin) => {
      const distance = Math.abs(shares.q[bin] - p);
      return distance > largest.distance ? { distance, bin } : largest;
    },
    { distance: 0, bin: 0 },
  );
}

/**
 * L-infinity distance between two binned samples: max over bins of |q - p|.
 *
 * @param reference Counts per bin. Length k.
 * @param current Counts per bin, same bins in the same order. Length k.
 * @returns 0 for equal shares and when a sample is empty, at most 1.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD.
 */
export function lInfinity(reference: readonly number[], current: readonly number[]): number {
  return largestMove(reference, current).distance;
}
