import { MOST_EXACT_BLOCKS } from './exact-shapley.ts';

/** Rows that the explanation of one answer evaluates at most, unless the fewest are more. */
export const MOST_EVALUATED_ROWS = 20_000;
/** Background rows that are kept, where there are as many, however many columns there are. */
const FEWEST_BACKGROUND_ROWS = 8;

/** How thoroughly one answer is explained. */
export interface ShapleyWork {
  readonly nBackgroundRows: number;
  /** Pairs of permutations per background row; of no effect where columns are enumerated. */
  readonly nPairs: number;
}

/**
 * What of the wanted work fits into 20 000 evaluated rows: fewer background rows first, then fewer pairs.
 *
 * With k blocks, m background rows and q pairs, sampling evaluates 2 q m (k + 1) rows and enumeration (up to
 * 8 blocks) 2^k m. At least 8 background rows (or all, when they are fewer) and 1 pair are left, which
 * is more than 20 000 rows beyond 1249 blocks.
 */
export function boundedWork(
  nBlocks: number,
  { nBackgroundRows, nPairs }: ShapleyWork,
): ShapleyWork {
  const isExact = nBlocks <= MOST_EXACT_BLOCKS;
  const perPair = isExact ? 2 ** nBlocks : 2 * (nBlocks + 1);
  const perRow = isExact ? perPair : perPair * nPairs;
  const m = Math.min(
    nBackgroundRows,
    Math.max(FEWEST_BACKGROUND_ROWS, Math.floor(MOST_EVALUATED_ROWS / perRow)),
  );
  const affordable = Math.max(1, Math.floor(MOST_EVALUATED_ROWS / (perPair * m)));
  return { nBackgroundRows: m, nPairs: isExact ? nPairs : Math.min(nPairs, affordable) };
}
