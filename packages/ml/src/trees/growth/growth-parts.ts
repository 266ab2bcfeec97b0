import type { Random } from '../../math/index.ts';
import type { BinTable } from '../binning/bin-table.ts';
import type { DraftTree } from './draft-tree.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { HistogramPool } from './histogram-pool.ts';
import type { Histograms } from './histograms.ts';
import type { Partition } from './partition.ts';
import type { RowSpaces } from './row-spaces.ts';
import type { SplitSearch, Units } from './split-search.ts';

/** Where a fit keeps what trees are grown from. */
export interface GrowthPlace {
  /** Address of the list of rows, room for `capacity` items of 8 bytes: the row, and its place in its space. */
  readonly items: number;
  readonly capacity: number;
  /** Address of the packed gradients, one per row of the table. */
  readonly gradients: number;
}

/** What changes from tree to tree. */
export interface GrowthStart {
  /** Rows in the list; they are reordered. When it is all of the table, they must be in order. */
  readonly nRows: number;
  readonly units: Units;
  /** Columns of the table that the tree may ask, 1 each. */
  readonly columns: Uint8Array;
  readonly random: Random;
}

/** Grows one tree after the other on the same table. */
export interface TreeGrower {
  grow(start: GrowthStart): DraftTree;
}

/** What every tree of a fit is grown with. */
export interface GrowthParts {
  readonly table: BinTable;
  readonly options: GrowthOptions;
  readonly spaces: RowSpaces;
  readonly histograms: Histograms;
  readonly partition: Partition;
  readonly search: SplitSearch;
  readonly pool: HistogramPool;
}
