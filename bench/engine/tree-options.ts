/** What every engine is told; the rest is its own default. */
export interface TreeOptions {
  readonly nRounds: number;
  readonly maxLeaves: number;
  readonly learningRate: number;
  /** Share of the columns for each tree; scikit-learn draws them for each node. */
  readonly columnShare: number;
  /** Has no counterpart in XGBoost, which counts Hessians: 1 for classes, this for numbers. */
  readonly minLeafRows: number;
  readonly l2: number;
  readonly maxBins: number;
}

export const TREE_OPTIONS: TreeOptions = {
  nRounds: 100,
  maxLeaves: 63,
  learningRate: 0.1,
  columnShare: 1,
  minLeafRows: 20,
  l2: 0,
  maxBins: 255,
};

/** Parameter sets of a search: the same twenty every time. */
export function trialOptions(nTrials: number): TreeOptions[] {
  return Array.from({ length: nTrials }, (_, t) => ({
    ...TREE_OPTIONS,
    maxLeaves: [7, 15, 31, 63][t % 4],
    learningRate: [0.05, 0.1, 0.2][t % 3],
    columnShare: [0.4, 0.55, 0.7, 0.85, 1][t % 5],
    nRounds: 50 + 10 * ((7 * t) % 16),
  }));
}
