import type { BinTable } from '../binning/bin-table.ts';
import type { Team } from '../threads/team.ts';
import { growByGain } from './grow-by-gain.ts';
import { growSymmetric } from './grow-symmetric.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { GrowthParts, GrowthPlace, TreeGrower } from './growth-parts.ts';
import { histogramPool } from './histogram-pool.ts';
import { histograms } from './histograms.ts';
import { levelSplits } from './level-splits.ts';
import { partition } from './partition.ts';
import { rowSpaces } from './row-spaces.ts';
import { splitSearch } from './split-search.ts';

/** Prepares to grow trees; takes its buffers from the team's heap. */
export function treeGrower(
  team: Team,
  table: BinTable,
  place: GrowthPlace,
  options: GrowthOptions,
): TreeGrower {
  const spaces = rowSpaces(team, table, place.items, place.gradients);
  const pool = histogramPool(team.heap, table.nSlots * 8);
  const parts: GrowthParts = {
    table,
    options,
    spaces,
    pool,
    histograms: histograms(team, table, place.items, spaces),
    partition: partition(team, table, place.items, place.capacity),
    search: splitSearch(team, table, options),
  };
  const common = options.order === 'symmetric' ? levelSplits(team, table, options) : undefined;
  return {
    grow(start) {
      pool.clear();
      spaces.clear();
      if (common) return growSymmetric(parts, common, start);
      parts.search.setColumns(start.columns);
      return growByGain(parts, start);
    },
  };
}
