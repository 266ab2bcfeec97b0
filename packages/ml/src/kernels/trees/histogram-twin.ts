import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

type HistogramKernels = Pick<
  TreeKernels,
  | 'clearWords'
  | 'addWords'
  | 'subtractWords'
  | 'histogramRange'
  | 'histogramRows'
  | 'histogramSparse'
  | 'gatherRows'
>;

const WIDE_SLOTS = 256;
const NARROW_SLOTS = 16;

/**
 * The kernels of histograms in plain TypeScript.
 *
 * A packed sum is two whole numbers: units of Hessians in the low half, units of gradients in the high one. The
 * halves are added each on its own, since nothing is ever carried from one to the other: Hessians are not
 * negative, those of all rows together are below 2^32 units (`unitsFor` sees to it, rounding included), and
 * only sums over some rows are taken from sums over those rows and more.
 */
export function histogramTwin(memory: LinearMemory): HistogramKernels {
  const { bytes, ints } = linearViews(memory);

  /** Adds to each column's slot of the row's bin. */
  const rowAdder = (nWide: number, nNarrow: number, binsAt: number, sumsAt: number, at: number) => {
    const [bins, packed, slots] = [bytes(binsAt), ints(sumsAt), ints(at)];
    return (row: number, stride: number) => {
      const h = packed[2 * row];
      const g = packed[2 * row + 1];
      let start = 0;
      for (let c = 0; c < nWide + nNarrow; c++) {
        const slot = 2 * (start + bins[row * stride + c]);
        slots[slot] += h;
        slots[slot + 1] += g;
        start += c < nWide ? WIDE_SLOTS : NARROW_SLOTS;
      }
    };
  };

  return {
    clearWords(at, nWords) {
      ints(at).fill(0, 0, 2 * nWords);
    },
    addWords(intoAt, fromAt, nWords) {
      const [into, from] = [ints(intoAt), ints(fromAt)];
      for (let k = 0; k < 2 * nWords; k++) into[k] += from[k];
    },
    subtractWords(fromAt, whatAt, nWords) {
      const [from, what] = [ints(fromAt), ints(whatAt)];
      for (let k = 0; k < 2 * nWords; k++) from[k] -= what[k];
    },
    histogramRange(rowBins, stride, nWide, nNarrow, from, to, gradients, slots) {
      const addRow = rowAdder(nWide, nNarrow, rowBins, gradients, slots);
      for (let i = from; i < to; i++) addRow(i, stride);
    },
    histogramRows(rowBins, stride, nWide, nNarrow, itemsAt, n, _isFar, gradients, slots) {
      const addRow = rowAdder(nWide, nNarrow, rowBins, gradients, slots);
      const items = ints(itemsAt);
      for (let i = 0; i < n; i++) addRow(items[2 * i + 1], stride);
      return 0;
    },
    histogramSparse(startsAt, entriesAt, itemsAt, n, gradients, slotsAt) {
      const [starts, entries, items] = [ints(startsAt), ints(entriesAt), ints(itemsAt)];
      const [packed, slots] = [ints(gradients), ints(slotsAt)];
      for (let i = 0; i < n; i++) {
        const [row, place] = [items[2 * i], items[2 * i + 1]];
        for (const slot of entries.subarray(starts[row], starts[row + 1])) {
          slots[2 * slot] += packed[2 * place];
          slots[2 * slot + 1] += packed[2 * place + 1];
        }
      }
    },
    gatherRows(rowBins, stride, itemsAt, n, gradients, firstPlace, newBins, newGradients) {
      const [bins, packed, items] = [bytes(rowBins), ints(gradients), ints(itemsAt)];
      const [binsOut, packedOut] = [bytes(newBins), ints(newGradients)];
      for (let i = 0; i < n; i++) {
        const from = items[2 * i + 1];
        const place = firstPlace + i;
        binsOut.set(bins.subarray(from * stride, (from + 1) * stride), place * stride);
        packedOut[2 * place] = packed[2 * from];
        packedOut[2 * place + 1] = packed[2 * from + 1];
        items[2 * i + 1] = place;
      }
      return 0;
    },
  };
}
