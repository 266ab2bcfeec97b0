import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import type { ArmSummary, Guard } from './guard.ts';
import { binsOf, factorOf, latencyBin, middleMs, N_LATENCY_BINS } from './latency-bins.ts';
import { quantileBin, quantileShift } from './quantile-evidence.ts';
import { assertCounted, assertSameSettings } from './refusals.ts';
import { enoughFor, resolveOptions, toEvidence, toVerdict } from './verdict.ts';
import type { BothSides } from './worse.ts';

const PARAMS = {
  quantile: {
    kind: 'number',
    default: 0.95,
    range: [0.01, 0.999],
    doc: 'Which quantile is compared: 0.5 is the median.',
  },
} as const satisfies ParamSpecs;

/** Counts per bin of a logarithmic grid, per arm. */
export interface LatencyState {
  readonly quantile: number;
  readonly a: number[];
  readonly b: number[];
}

/**
 * A quantile of the latency, in milliseconds, B against A. Margin and tolerance are shares: 0.2 is a fifth slower.
 *
 * Exact from the first request, whatever the distributions. Bins are 4.4 % wide, and a difference within a bin is never called one.
 *
 * @cost O(1) per request; a verdict takes about 6 000 logarithms.
 */
export const latency: Guard<typeof PARAMS, number, LatencyState> = {
  name: 'latency',
  title: 'Latency',
  doc: 'Whether B is slower than A: the latency that all but the slowest few requests stay below.',
  source:
    'Howard & Ramdas (2022), "Sequential estimation of quantiles with applications to A/B testing and best-arm identification", Bernoulli 28.',
  unit: 'relative',
  params: PARAMS,
  empty: (settings) => ({
    ...resolveParams('latency', PARAMS, settings),
    a: new Array<number>(N_LATENCY_BINS).fill(0),
    b: new Array<number>(N_LATENCY_BINS).fill(0),
  }),
  update(state, arm, latencyMs) {
    assertCounted(latencyMs >= 0 && latencyMs < Number.POSITIVE_INFINITY, 'latency', {
      expectation: 'a number of milliseconds, 0 or more',
      value: latencyMs,
    });
    state[arm][latencyBin(latencyMs)]++;
  },
  merge(one, other) {
    const { quantile } = one;
    assertSameSettings('latency', { quantile }, { quantile: other.quantile });
    const sums = (x: readonly number[], y: readonly number[]) => x.map((n, bin) => n + y[bin]);
    return { quantile, a: sums(one.a, other.a), b: sums(one.b, other.b) };
  },
  judge(state, options) {
    const resolved = resolveOptions(options);
    const sides = quantileShift(state, state.quantile);
    const [a, b] = [shown(state.a, state.quantile), shown(state.b, state.quantile)];
    return toVerdict(
      {
        a,
        b,
        difference: a.value === null || b.value === null ? null : b.value / a.value - 1,
        interval: refutedShifts(sides, enoughFor(resolved.level)),
        harm: toEvidence(sides.atMost(binsOf(1 + resolved.tolerance))),
        noHarm: toEvidence(sides.atLeast(binsOf(1 + resolved.margin))),
      },
      resolved,
    );
  },
};

/** The greatest shift refuted as "at most", the least refuted as "at least", by halving; null where none is. */
function refutedShifts({ atMost, atLeast }: BothSides, enough: number) {
  const last = (isRefuted: (nBins: number) => boolean): number | null => {
    if (!isRefuted(-N_LATENCY_BINS)) return null;
    let [refuted, kept] = [-N_LATENCY_BINS, N_LATENCY_BINS + 1];
    while (kept - refuted > 1) {
      const middle = Math.floor((refuted + kept) / 2);
      if (isRefuted(middle)) refuted = middle;
      else kept = middle;
    }
    return refuted;
  };
  const low = last((nBins) => atMost(nBins) >= enough);
  const high = last((nBins) => atLeast(-nBins) >= enough);
  return {
    low: low === null ? null : factorOf(low) - 1,
    high: high === null ? null : factorOf(-high) - 1,
  };
}

function shown(counts: readonly number[], quantile: number): ArmSummary {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return { n, value: n === 0 ? null : middleMs(quantileBin(counts, quantile)) };
}
