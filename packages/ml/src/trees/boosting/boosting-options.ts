import type { GrowthOptions } from '../growth/growth-options.ts';

/** How an ensemble is boosted. */
export interface BoostingOptions extends GrowthOptions {
  /** Rounds at most; each grows one tree per output. */
  readonly nRounds: number;
  /** Shrinks every tree. */
  readonly learningRate: number;
  /** Share of the rows drawn for each tree, without replacement. */
  readonly rowShare: number;
  /** Which rows: by chance alone, or those of large gradients and a share of the others. */
  readonly rowChoice: 'uniform' | 'gradient';
  /** Share of the columns drawn for each tree. */
  readonly columnsPerTree: number;
  /** DART: share of the earlier trees left out while a round is grown; 0 is plain boosting. */
  readonly dropShare: number;
  /** Rounds without a better validation score before boosting ends; 0 never ends early. */
  readonly patience: number;
  /** Bins of a column of numbers at most. */
  readonly maxBins: number;
}
