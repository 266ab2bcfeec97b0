import { DENSE, type Heap, loadKernels } from '../../../kernels/index.ts';
import { columnSpread, type Matrix } from '../../../math/index.ts';
import type { Design } from './design.ts';

/** A block of rows goes through the kernels while it is in the cache. */
const BLOCK_BYTES = 2 ** 17;

/** Up to this, all rows are copied to the kernels' memory once; above, block by block in every pass, which takes three times as long. */
const MAX_HELD_BYTES = 2 ** 28;

/**
 * Rows that are written out, read block by block by the kernels. Copies into memory that threads may share
 * are slow, hence one copy at the start where there is room, and none where the rows were made there: see `withKernelRoom`.
 *
 * @param nScores Scores per row.
 * @param heap Gives the places; the design lives until they are released.
 */
export function denseDesign(x: Matrix, nScores: number, heap: Heap): Design {
  const { nRows: n, nColumns: p, values } = x;
  const k = nScores;
  const blockRows = Math.max(4, Math.min(n, Math.floor(BLOCK_BYTES / (8 * Math.max(1, p)))) & ~3);
  const liesAt = heap.addressOf(values);
  const isHeld = liesAt !== undefined || 8 * n * p <= MAX_HELD_BYTES;
  const nCopied = liesAt !== undefined ? 0 : (isHeld ? n : blockRows) * p;
  const kernels = loadKernels(DENSE, heap.memory);
  const take = (length: number) => heap.take(8 * length);
  const [copyAt, scoresAt] = [take(nCopied), take(blockRows * k)];
  const rowsAt = liesAt ?? copyAt;
  const [weightsAt, sumsAt] = [take(k * p), take(k * p)];
  const rows = heap.doubles(copyAt, nCopied);
  const scores = heap.doubles(scoresAt, blockRows * k);
  const held = heap.doubles(weightsAt, k * p);
  const sums = heap.doubles(sumsAt, k * p);
  if (isHeld && liesAt === undefined) rows.set(values);
  return {
    nRows: n,
    nColumns: p,
    spread: (weights) => columnSpread(x, weights),
    pass(weights, intercepts, toSlopes, gathered) {
      held.set(weights);
      sums.fill(0);
      for (let from = 0; from < n; from += blockRows) {
        const count = Math.min(blockRows, n - from);
        if (!isHeld) rows.set(values.subarray(from * p, (from + count) * p));
        const blockAt = isHeld ? rowsAt + 8 * from * p : rowsAt;
        kernels.scoreRows(blockAt, count, p, weightsAt, k, scoresAt);
        for (let c = 0; c < k; c++)
          for (let at = c; at < count * k; at += k) scores[at] += intercepts[c];
        toSlopes(scores, from, count);
        kernels.addRows(blockAt, count, p, scoresAt, k, sumsAt);
      }
      gathered.set(sums);
    },
  };
}
