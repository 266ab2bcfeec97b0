/** How trees grow. Gains and penalties are in the units of the loss. */
export interface GrowthOptions {
  /** Which leaf is split next: the one that gains most, or all of a level first; or all of a level by one question. */
  readonly order: 'leaf-wise' | 'depth-wise' | 'symmetric';
  readonly maxLeaves: number;
  /** Questions between the root and a leaf at most. */
  readonly maxDepth: number;
  /** Rows in a leaf at least; told from sums of Hessians while a split is sought, so exact for unit Hessians only. */
  readonly minLeafRows: number;
  /** Sum of Hessians in a leaf at least. */
  readonly minLeafWeight: number;
  /** A split must save more than this: G^2 / (H + l2) of the children minus that of the parent. */
  readonly minGain: number;
  readonly l1: number;
  readonly l2: number;
  /** Share of the columns drawn for each node. */
  readonly columnsPerNode: number;
  /** One random cut per column and node instead of the best of all. */
  readonly drawsCuts: boolean;
  /** Per column of the matrix: 1 when answers may only rise with it, -1 fall, 0 either. */
  readonly monotone?: readonly number[];
  /** Sets of columns of the matrix that may stand together on a path. Absent: all. */
  readonly interactions?: readonly (readonly number[])[];
  readonly categories: CategoryOptions;
}

/** How levels of a category are grouped. The defaults are LightGBM's. */
export interface CategoryOptions {
  /** Added to a level's Hessian when levels are ordered: rare levels move to the middle. */
  readonly smoothing: number;
  /** Added to `l2` where several levels go left together. */
  readonly l2: number;
  /** Levels that go left at most. */
  readonly maxLevels: number;
  /** Rows of a level that is considered at all. */
  readonly minLevelRows: number;
  /** Up to so many levels, one level is split off at a time. */
  readonly maxOneLevel: number;
}
