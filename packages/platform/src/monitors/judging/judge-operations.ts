import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { DriftVerdict } from '@kaizenml/ml/drift';
import { normalTail, quantileSorted } from '@kaizenml/ml/stats';
import { LATENCY_BINNING } from '../counting/latency-binning.ts';
import { unpackServed } from '../counting/pack-counts.ts';
import type { Finding } from '../finding.ts';
import type { MonitorStore, Subject, WindowRecord } from '../store.ts';
import { percent } from './say-move.ts';

/** How requests were served in a time, whatever version answered. */
interface Served {
  nRequests: number;
  nFailures: number;
  /** Requests per bin of `LATENCY_BINNING`. */
  readonly latencies: Float64Array;
}

/** What is judged. */
export interface ServedChoice {
  readonly subject: Subject;
  /** Windows that are judged together. */
  readonly windows: readonly WindowRecord[];
  readonly settings: Pick<MonitorSettings, 'window'>;
}

/** Windows before that a comparison needs, and requests in each. */
const [LEAST_WINDOWS, LEAST_REQUESTS] = [12, 30];
const LEAST_PAST_MS = 2 * 86_400_000;
const PAST_WINDOWS = 14;
/** Points more of failures that matter, as a share, and how many times as slow. */
const [LEAST_SHARE, LEAST_FACTOR] = [0.02, 2];
const SURE = 0.005;
/** Decades that a bin of latencies holds. */
const BIN_DECADES = 0.1;
/** From the median distance to the median to the deviation of a normal law. */
const MAD_TO_SD = 1.4826;

/**
 * Do more requests fail, or are the slowest of a hundred slower, than in the windows before?
 *
 * Both are compared with the median of those windows and with how far these differ from each other, so that an endpoint with busy
 * hours is not called slow in each of them.
 *
 * @returns Nothing while there are too few windows before.
 * @cost O(windows of the past)
 * @source Hampel (1974), Journal of the American Statistical Association 69, for median and median distance.
 */
export async function judgeOperations(
  monitors: Pick<MonitorStore, 'windows'>,
  { subject, windows, settings }: ServedChoice,
): Promise<readonly Finding[]> {
  const [first] = windows;
  if (first === undefined) return [];
  const { window } = settings;
  const spanMs = typeof window === 'string' ? PAST_WINDOWS * durationMs(window) : 0;
  const from = new Date(Math.max(0, Date.parse(first.start) - Math.max(LEAST_PAST_MS, spanMs)));
  const before = await monitors.windows(subject, { from: from.toISOString(), to: first.start });
  const past = [...byTime(before).values()].filter((one) => countOf(one) >= LEAST_REQUESTS);
  const now = noneServed();
  for (const one of byTime(windows).values()) addServed(now, one);
  if (past.length < LEAST_WINDOWS || countOf(now) < LEAST_REQUESTS) return [];
  return [judgeFailures(now, past), ...judgeLatency(now, past)];
}

function judgeFailures(now: Served, past: readonly Served[]): Finding {
  const share = shareOf(now);
  const { median, sd } = middleOf(past.map(shareOf));
  const all = noneServed();
  for (const one of past) addServed(all, one);
  const before = (all.nFailures + 0.5) / (countOf(all) + 1);
  const byChance = Math.max(before * (1 - before), share * (1 - share)) / countOf(now);
  const effect = share - median;
  const pValue = normalTail(effect / Math.sqrt(sd ** 2 + byChance));
  return found('failures', effect, {
    ...{ pValue, measure: 'share', isLarge: effect >= LEAST_SHARE },
    why: `${percent(share)} of the requests fail, before ${percent(median)}`,
  });
}

function judgeLatency(now: Served, past: readonly Served[]): Finding[] {
  const slow = slowestOf(now);
  const answered = past.map(slowestOf).filter((ms) => ms !== undefined);
  if (slow === undefined || answered.length < LEAST_WINDOWS) return [];
  const { median, sd } = middleOf(answered.map(Math.log10));
  const decades = Math.log10(slow) - median;
  const pValue = normalTail(decades / Math.hypot(sd, BIN_DECADES));
  const show = (ms: number) => `${Number(ms.toPrecision(2))} ms`;
  return [
    found('latency_p99', 10 ** decades - 1, {
      ...{ pValue, measure: 'median', isLarge: 10 ** decades >= LEAST_FACTOR },
      why: `one of a hundred requests takes ${show(slow)} or longer, before ${show(10 ** median)}`,
    }),
  ];
}

function found(
  column: string,
  effect: number,
  of: Pick<Finding, 'measure' | 'pValue' | 'why'> & { readonly isLarge: boolean },
): Finding {
  const { isLarge, measure, pValue, why } = of;
  const isSure = pValue !== null && pValue <= SURE;
  const verdict: DriftVerdict = isLarge ? (isSure ? 'drift' : 'may be chance') : 'calm';
  return {
    ...{ check: 'operations', column, measure, effect, pValue, verdict },
    why: verdict === 'drift' ? why : null,
  };
}

function byTime(windows: readonly WindowRecord[]): Map<string, Served> {
  const times = new Map<string, Served>();
  for (const { start, body } of windows) {
    const sum = times.get(start) ?? noneServed();
    times.set(start, sum);
    const { nRequests, nFailures, latency } = unpackServed(body);
    addServed(sum, { nRequests, nFailures, latencies: latency.counts });
  }
  return times;
}

function noneServed(): Served {
  const nBins = LATENCY_BINNING.edges.length + 1;
  return { nRequests: 0, nFailures: 0, latencies: new Float64Array(nBins) };
}

function addServed(sum: Served, other: Served): void {
  sum.nRequests += other.nRequests;
  sum.nFailures += other.nFailures;
  other.latencies.forEach((count, bin) => {
    sum.latencies[bin] = (sum.latencies[bin] ?? 0) + count;
  });
}

function countOf({ nRequests, nFailures }: Served): number {
  return nRequests + nFailures;
}

function shareOf(one: Served): number {
  return one.nFailures / countOf(one);
}

/** Upper end of the bin of the 99th of a hundred requests, milliseconds. */
function slowestOf({ latencies }: Served): number | undefined {
  const all = latencies.reduce((sum, count) => sum + count, 0);
  let above = 0;
  for (let bin = latencies.length - 1; bin >= 0; bin--) {
    above += latencies[bin] ?? 0;
    if (above > 0 && above >= all / 100)
      return LATENCY_BINNING.edges[bin] ?? LATENCY_BINNING.edges.at(-1);
  }
  return undefined;
}

function middleOf(values: readonly number[]): { readonly median: number; readonly sd: number } {
  const median = medianOf(values);
  return { median, sd: MAD_TO_SD * medianOf(values.map((value) => Math.abs(value - median))) };
}

function medianOf(values: readonly number[]): number {
  return quantileSorted(Float64Array.from(values).sort(), 0.5);
}
