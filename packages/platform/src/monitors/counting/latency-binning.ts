import type { NumberBinning } from '@kaizenml/ml/windows';

const FIRST_MS = 0.01;
const PER_DECADE = 10;
const DECADES = 7;

const edges = Float64Array.from(
  { length: PER_DECADE * DECADES + 1 },
  (_, i) => FIRST_MS * 10 ** (i / PER_DECADE),
);

/** Where latencies are counted: a tenth of a decade each, from 10 µs to 100 s. */
export const LATENCY_BINNING: NumberBinning = {
  ...{ name: 'latency_ms', kind: 'number', edges },
  centers: Float64Array.from({ length: edges.length + 1 }, (_, bin) => {
    const [low, high] = [edges[bin - 1], edges[bin]];
    if (low === undefined) return FIRST_MS / 2;
    return high === undefined ? low : Math.sqrt(low * high);
  }),
};
