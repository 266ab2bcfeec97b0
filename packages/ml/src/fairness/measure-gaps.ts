import type { Estimate } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { type ClassificationOutcome, resampler, rowWeights } from '../metrics/index.ts';
import { quantileSorted } from '../stats/index.ts';
import type { FairnessMetric } from './fairness-metrics.ts';
import { type GroupRates, groupRates, type RateOptions } from './group-rates.ts';

/** Answers to rows that belong to groups. */
export interface GroupedOutcome extends RateOptions {
  readonly outcome: ClassificationOutcome;
}

/** The largest difference between two groups. */
export interface GroupGap {
  readonly metric: FairnessMetric;
  /** 0 to 1, with its 95 % interval. */
  readonly estimate: Estimate;
  /** The groups that differ most, by code, and their rates. */
  readonly most: { readonly group: number; readonly rate: number };
  readonly least: { readonly group: number; readonly rate: number };
}

/**
 * How unequally groups are treated, by each of some metrics.
 *
 * The interval is that of bootstrap resamples of the rows. A largest difference is never negative, so chance alone makes it larger than
 * 0: its interval tells how much it varies, and seldom holds 0.
 *
 * @param options.nResamples Default 200.
 * @returns In the order of the metrics; without those that fewer than two groups define.
 * @cost O(nResamples * n)
 * @source Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
 */
export function measureGaps(
  { outcome, ...groups }: GroupedOutcome,
  metrics: readonly FairnessMetric[],
  { random, nResamples = 200 }: { readonly random: Random; readonly nResamples?: number },
): readonly GroupGap[] {
  const ratesOf = groupRates(outcome, groups);
  const found = metrics.flatMap((metric) => {
    const widest = widestGap(metric, ratesOf(rowWeights(outcome)));
    return widest === undefined ? [] : [{ metric, widest, draws: [] as number[] }];
  });
  const resample = resampler(outcome);
  for (let r = 0; r < nResamples && found.length > 0; r++) {
    const rates = ratesOf(resample(random));
    for (const { metric, draws } of found) {
      const drawn = widestGap(metric, rates);
      if (drawn !== undefined) draws.push(drawn.most.rate - drawn.least.rate);
    }
  }
  return found.map(({ metric, widest, draws }) => ({
    metric,
    ...widest,
    estimate: {
      value: widest.most.rate - widest.least.rate,
      ...intervalOf(draws, nResamples),
    },
  }));
}

type Widest = Pick<GroupGap, 'most' | 'least'>;

/** Of each rate the groups that differ most; of several rates the one that differs most. */
function widestGap(
  { rates: names }: FairnessMetric,
  rates: readonly GroupRates[],
): Widest | undefined {
  let widest: Widest | undefined;
  for (const name of names) {
    const known = rates.flatMap((own, group) =>
      Number.isNaN(own[name]) ? [] : [{ group, rate: own[name] }],
    );
    if (known.length < 2) continue;
    const most = known.reduce((best, one) => (one.rate > best.rate ? one : best));
    const least = known.reduce((best, one) => (one.rate < best.rate ? one : best));
    if (widest === undefined || most.rate - least.rate > widest.most.rate - widest.least.rate)
      widest = { most, least };
  }
  return widest;
}

function intervalOf(draws: readonly number[], nResamples: number): Omit<Estimate, 'value'> {
  const sorted = Float64Array.from(draws).sort();
  const isKnown = sorted.length >= nResamples / 2 && sorted[0] !== sorted[sorted.length - 1];
  return isKnown
    ? { low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) }
    : { low: null, high: null };
}
