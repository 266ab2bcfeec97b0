import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

type BinningKernels = Pick<
  TreeKernels,
  'binNumbers' | 'binLevels' | 'binRows' | 'interleave' | 'sortDoubles'
>;

/** Bytes that describe a column to `binRows`. */
export const COLUMN_BYTES = 36;

/** The kernels of binning in plain TypeScript. */
export function binningTwin(memory: LinearMemory): BinningKernels {
  const { bytes, ints, doubles } = linearViews(memory);
  const own: Pick<TreeKernels, 'binNumbers' | 'binLevels'> = {
    binNumbers(valuesAt, stride, n, cutsAt, missingBin, binsAt) {
      const [values, cuts, bins] = [doubles(valuesAt), doubles(cutsAt), bytes(binsAt)];
      for (let i = 0; i < n; i++) {
        const value = values[i * stride];
        bins[i] = Number.isNaN(value) ? missingBin : nBelow(cuts, value);
      }
    },
    binLevels(valuesAt, stride, n, tableAt, nLevels, missingBin, restBin, binsAt) {
      const [values, table, bins] = [doubles(valuesAt), bytes(tableAt), bytes(binsAt)];
      for (let i = 0; i < n; i++) {
        const value = values[i * stride];
        if (!(value >= 0)) bins[i] = missingBin;
        else bins[i] = value < nLevels ? table[Math.floor(value)] : restBin;
      }
    },
  };
  return {
    ...own,
    binRows(values, p, n, columns, nColumns, tracks, trackStride) {
      for (let c = 0; c < nColumns; c++) {
        const [kind, table, origin, track, missing, nLevels, rest, firstBin, absentBin] = ints(
          columns + COLUMN_BYTES * c,
        );
        const at = tracks + track * trackStride;
        const first = values + 8 * origin;
        if (kind === 0) own.binNumbers(first, p, n, table, missing, at);
        else if (kind === 1) own.binLevels(first, p, n, table, nLevels, missing, rest, at);
        else {
          const [shared, cuts, numbers] = [bytes(at), doubles(table), doubles(first)];
          for (let i = 0; i < n; i++) {
            const value = numbers[i * p];
            const bin = Number.isNaN(value) ? missing : nBelow(cuts, value);
            if (bin === absentBin || shared[i] !== 0) continue;
            shared[i] = firstBin + bin - (bin > absentBin ? 1 : 0);
          }
        }
      }
    },
    interleave(columnBinsAt, columnStride, nColumns, from, to, rowBinsAt, stride) {
      const [columnBins, rowBins] = [bytes(columnBinsAt), bytes(rowBinsAt)];
      for (let c = 0; c < nColumns; c++)
        for (let i = from; i < to; i++) rowBins[i * stride + c] = columnBins[c * columnStride + i];
    },
    sortDoubles(valuesAt, n) {
      // The language sorts -0 before 0, as the bits do.
      doubles(valuesAt).subarray(0, n).sort();
    },
  };
}

/** How many of 255 increasing cuts lie below a value. */
function nBelow(cuts: Float64Array, value: number): number {
  let below = 0;
  for (let step = 128; step > 0; step >>= 1) if (cuts[below + step - 1] < value) below += step;
  return below;
}
