import { threadHeap } from '../../../kernels/index.ts';
import type { Matrix } from '../../../math/index.ts';
import { type BinTable, binTable } from '../../../trees/binning/bin-table.ts';
import { describeColumns } from '../../../trees/binning/describe-columns.ts';
import { placeColumns, type Tracks } from '../../../trees/binning/place-columns.ts';
import { soloTeam, type Team } from '../../../trees/threads/team.ts';
import {
  areBinsKept,
  type KeptBins,
  keepBins,
  keptBins,
  placeBins,
  takeBins,
} from './kept-bins.ts';

/** A team with the bins of a matrix in its memory, ready for fits. */
export interface TrainingDesk {
  readonly team: Team;
  readonly table: BinTable;
}

/** What a desk is wanted for. */
export interface DeskOptions {
  readonly maxBins: number;
  /** Threads that share the work. Default: the calling thread alone. */
  readonly team: Team | undefined;
  /** Called with the team and the bins' layout before memory is taken: throws where it would not do. */
  readonly assertRoom: (team: Team, tracks: Tracks) => void;
}

interface Seen {
  readonly maxBins: number;
  /** Of the values: who fills the same array anew gets new bins. */
  readonly checksum: number;
  readonly bins?: KeptBins;
}

/** Matrices that were fitted on before. One that comes again keeps its bins as long as it lives. */
const SEEN = new WeakMap<Matrix, Seen>();

/**
 * Works with the bins of a matrix. A search fits many candidates on the same matrix: from the second fit on the bins
 * are there already, from the first where `keepBins` brought them.
 *
 * @param work What it takes from the heap is given back afterwards.
 */
export function atTrainingDesk<Result>(
  x: Matrix,
  options: DeskOptions,
  work: (desk: TrainingDesk) => Result,
): Result {
  const team = options.team ?? soloTeam(threadHeap());
  const mark = team.heap.mark();
  try {
    return work({ team, table: binsOf(team, x, options) });
  } finally {
    team.heap.release(mark);
  }
}

function binsOf(team: Team, x: Matrix, options: DeskOptions): BinTable {
  const { maxBins } = options;
  if (areBinsKept(x)) {
    const keep = (bins: KeptBins) => keepBins(x, bins);
    return placedOrCut(team, x, options, keptBins(x), keep);
  }
  // A team is for one fit on many rows: looking at all of them for a second one would cost more than it saves.
  if (options.team) return cutBins(team, x, options);
  const seen = SEEN.get(x);
  const checksum = checksumOf(x.values);
  if (seen?.maxBins !== maxBins || seen.checksum !== checksum) {
    SEEN.set(x, { maxBins, checksum });
    return cutBins(team, x, options);
  }
  const keep = (bins: KeptBins) => SEEN.set(x, { maxBins, checksum, bins });
  return placedOrCut(team, x, options, seen.bins, keep);
}

function placedOrCut(
  team: Team,
  x: Matrix,
  options: DeskOptions,
  kept: KeptBins | undefined,
  keep: (bins: KeptBins) => void,
): BinTable {
  if (kept?.maxBins === options.maxBins) {
    options.assertRoom(team, kept.table);
    return placeBins(team, kept);
  }
  const table = cutBins(team, x, options);
  keep(takeBins(team, table, options.maxBins));
  return table;
}

function cutBins(team: Team, x: Matrix, { maxBins, assertRoom }: DeskOptions): BinTable {
  const like = placeColumns(describeColumns(team.heap, team.kernels, x, maxBins));
  assertRoom(team, like);
  return binTable(team, x, { maxBins, like });
}

/** A hash of every bit; a tenth of the cost of cutting the values into bins. @source Fowler, Noll & Vo, FNV-1a, on words. */
function checksumOf(values: Float64Array): number {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i], 0x01000193);
  return hash;
}
