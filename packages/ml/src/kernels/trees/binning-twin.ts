import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

type BinningKernels = Pick<
  TreeKernels,
  'binNumbers' | 'binLevels' | 'interleave' | 'shareTrack' | 'sortDoubles'
>;

/** The kernels of binning in plain TypeScript. */
export function binningTwin(memory: LinearMemory): BinningKernels {
  const { bytes, doubles } = linearViews(memory);
  return {
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
    interleave(columnBinsAt, columnStride, nColumns, from, to, rowBinsAt, stride) {
      const [columnBins, rowBins] = [bytes(columnBinsAt), bytes(rowBinsAt)];
      for (let c = 0; c < nColumns; c++)
        for (let i = from; i < to; i++) rowBins[i * stride + c] = columnBins[c * columnStride + i];
    },
    shareTrack(ownAt, n, absentBin, firstBin, trackAt) {
      const [own, track] = [bytes(ownAt), bytes(trackAt)];
      for (let i = 0; i < n; i++) {
        if (own[i] === absentBin || track[i] !== 0) continue;
        track[i] = firstBin + own[i] - (own[i] > absentBin ? 1 : 0);
      }
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
