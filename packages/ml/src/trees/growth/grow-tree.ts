import type { BinTable } from '../binning/bin-table.ts';
import type { Team } from '../threads/team.ts';
import type { DraftTree } from './draft-tree.ts';
import { type DrawnTable, drawnTable } from './drawn-table.ts';
import { growByGain } from './grow-by-gain.ts';
import { growSymmetric } from './grow-symmetric.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { GrowthParts, GrowthPlace, GrowthStart, TreeGrower } from './growth-parts.ts';
import { histogramPool } from './histogram-pool.ts';
import { histograms } from './histograms.ts';
import { levelSplits } from './level-splits.ts';
import { type Partition, partition } from './partition.ts';
import { rowSpaces } from './row-spaces.ts';
import { splitSearch } from './split-search.ts';

/** Prepares to grow trees; takes its buffers from the team's heap. */
export function treeGrower(
  team: Team,
  table: BinTable,
  place: GrowthPlace,
  options: GrowthOptions,
): TreeGrower {
  const parting = partition(team, table, place.items, place.capacity);
  const partsOver = (own: BinTable, ownParting: Partition): GrowthParts => {
    const spaces = rowSpaces(team, own, place.items, place.gradients);
    return {
      table: own,
      options,
      spaces,
      pool: histogramPool(team.heap, own.nSlots * 8),
      histograms: histograms(team, own, place.items, spaces),
      partition: ownParting,
      search: splitSearch(team, own, options),
    };
  };
  const growOver = ({ table: own, columns }: DrawnTable, start: GrowthStart): DraftTree => {
    const parts = partsOver(own, {
      part: (range, split) => parting.part(range, { ...split, column: columns[split.column] }),
    });
    const tree = growByGain(parts, { ...start, columns: new Uint8Array(columns.length).fill(1) });
    const splits = tree.splits.map((split) => ({ ...split, column: columns[split.column] }));
    return { ...tree, splits };
  };
  const common = options.order === 'symmetric' ? levelSplits(team, table, options) : undefined;
  let whole: GrowthParts | undefined;
  return {
    grow(start) {
      const mark = team.heap.mark();
      const drawn = common ? undefined : drawnTable(team, table, start.columns);
      if (drawn) {
        const tree = growOver(drawn, start);
        team.heap.release(mark);
        return tree;
      }
      whole ??= partsOver(table, parting);
      whole.pool.clear();
      whole.spaces.clear();
      if (common) return growSymmetric(whole, common, start);
      whole.search.setColumns(start.columns);
      return growByGain(whole, start);
    },
  };
}
