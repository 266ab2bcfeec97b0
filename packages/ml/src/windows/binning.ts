/** Where the values of a column of numbers or dates, or the lengths of its texts, are counted. */
export interface NumberBinning {
  readonly name: string;
  readonly kind: 'number' | 'date' | 'text' | 'id';
  /** Rising. Bin b holds what is above edge b - 1 and at most edge b, the last one what is above all. Length k - 1, at most 255. */
  readonly edges: Float64Array;
  /** What a value in a bin is taken for: the mean of what the reference had there, else the middle. Rising. Length k. */
  readonly centers: Float64Array;
}

/** The levels of a column that are counted. */
export interface LevelBinning {
  readonly name: string;
  readonly kind: 'boolean' | 'category';
  /** Those of the reference, the most frequent first, equally frequent ones by their text. At most 255. */
  readonly levels: readonly string[];
}

/**
 * Where one column is counted: chosen once, of a reference, so that windows can be added and compared.
 *
 * Numbers have about a hundred bins that hold as many rows of the reference each, or, of few different numbers, one for each
 * and one for each gap between them; and on both sides bins that reach ten times further each. Of texts and ids the lengths
 * are counted.
 */
export type Binning = NumberBinning | LevelBinning;

/** Whether levels are counted. */
export function isLevelBinning(binning: Binning): binning is LevelBinning {
  return binning.kind === 'boolean' || binning.kind === 'category';
}

/** Number of bins: of levels the known ones, and one for all others. */
export function countBins(binning: Binning): number {
  return isLevelBinning(binning) ? binning.levels.length + 1 : binning.edges.length + 1;
}
