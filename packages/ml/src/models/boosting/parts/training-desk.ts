import { openHeap, threadHeap } from '../../../kernels/index.ts';
import type { Matrix } from '../../../math/index.ts';
import { type BinTable, binTable } from '../../../trees/binning/bin-table.ts';
import { soloTeam, type Team } from '../../../trees/threads/team.ts';

/** A team with the bins of a matrix in its memory, ready for fits. */
export interface TrainingDesk {
  readonly team: Team;
  readonly table: BinTable;
}

interface Known {
  readonly maxBins: number;
  /** Of the values: who fills the same array anew gets new bins. */
  readonly checksum: number;
  readonly desk?: TrainingDesk;
}

/** Matrices that were fitted on before. One that comes again keeps its bins as long as it lives. */
const KNOWN = new WeakMap<Matrix, Known>();

/**
 * Works with the bins of a matrix. A search fits many candidates on the same matrix: from the second fit on the
 * bins are there already.
 *
 * @param team Threads that share the work; their bins are not kept. Default: the calling thread alone.
 * @param work What it takes from the heap is given back afterwards.
 */
export function atTrainingDesk<Result>(
  x: Matrix,
  { maxBins, team }: { readonly maxBins: number; readonly team: Team | undefined },
  work: (desk: TrainingDesk) => Result,
): Result {
  const kept = team ? undefined : keptDesk(x, maxBins);
  if (kept) return released(kept.team, () => work(kept));
  const own = team ?? soloTeam(threadHeap());
  return released(own, () => work({ team: own, table: binTable(own, x, { maxBins }) }));
}

function keptDesk(x: Matrix, maxBins: number): TrainingDesk | undefined {
  const known = KNOWN.get(x);
  const checksum = checksumOf(x.values);
  if (known?.maxBins !== maxBins || known.checksum !== checksum) {
    KNOWN.set(x, { maxBins, checksum });
    return undefined;
  }
  if (known.desk) return known.desk;
  const team = soloTeam(openHeap());
  const desk = { team, table: binTable(team, x, { maxBins }) };
  KNOWN.set(x, { maxBins, checksum, desk });
  return desk;
}

/** A hash of every bit; a tenth of the cost of cutting the values into bins. @source Fowler, Noll & Vo, FNV-1a, on words. */
function checksumOf(values: Float64Array): number {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i], 0x01000193);
  return hash;
}

function released<Result>({ heap }: Team, work: () => Result): Result {
  const mark = heap.mark();
  try {
    return work();
  } finally {
    heap.release(mark);
  }
}
