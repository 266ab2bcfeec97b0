import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import type { Detector, DetectorState } from './detector.ts';
import { asShare } from './refusals.ts';

const PARAMS = {
  rate: {
    kind: 'number',
    default: 0.1,
    range: [1e-6, 0.999],
    doc: 'Mean that is put up with, such as the error rate of the test rows and a little more.',
  },
  falseAlarmEvery: {
    kind: 'number',
    default: 10_000,
    range: [10, 1e12],
    doc: 'Least mean number of values to a false drift while the mean is at most the rate.',
  },
} as const satisfies ParamSpecs;

/** One bet on a greater mean. */
interface Bet {
  /** Share of what is held that is put on a value above the rate, per unit of distance. */
  readonly stake: number;
  /** What bets begun at each value so far hold, together. */
  all: number;
  /** What the best of them holds, and the values since it began. */
  best: number;
  nSince: number;
  totalSince: number;
}

/** The bets, and the total of all values. */
export interface EDetectorState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  total: number;
  bets: readonly Bet[];
}

/** Ratios of odds that the bets are made for. */
const ODDS_RATIOS = [1.2, 1.5, 2, 3, 5, 10, 30];

/** A warning comes this many times as often as a drift. */
const WARNINGS_PER_DRIFT = 10;

/**
 * E-detector: bets on a mean above the rate, one begun with each value, hold more than they should.
 *
 * M <- (M + 1) (1 + stake (x - rate)), averaged over seven stakes; drift where it reaches `falseAlarmEvery`. As long as every value's mean is at most the rate, given those before, M less the
 * number of values is a supermartingale: there are at least so many values to a false drift on average, whatever their distribution. The only one here whose false alarms are bounded;
 * for that it must be told the rate. Since when: where the best bet began.
 *
 * @cost O(1) per value: seven bets.
 */
export const eDetector: Detector<typeof PARAMS, boolean | number, EDetectorState> = {
  name: 'e-detector',
  title: 'E-detector',
  doc: 'Whether the mean of values between 0 and 1 rose above a rate, with false alarms as rare as asked for.',
  source:
    'Shin, Ramdas & Rinaldo (2024), "E-detectors: a nonparametric framework for sequential change detection", New England Journal of Statistics in Data Science 2, arXiv 2203.03532.',
  counts: 'shares',
  params: PARAMS,
  empty(given) {
    const settings = resolveParams('e-detector', PARAMS, given);
    return { settings, ...nothing(settings.rate) };
  },
  update(state, value) {
    const x = asShare('e-detector', value);
    const { rate, falseAlarmEvery } = state.settings;
    if (state.level === 'drift') Object.assign(state, nothing(rate));
    state.n++;
    state.total += x;
    for (const bet of state.bets) count(bet, x, rate);
    const held = evidenceOf(state);
    state.level =
      held >= falseAlarmEvery
        ? 'drift'
        : held >= falseAlarmEvery / WARNINGS_PER_DRIFT
          ? 'warning'
          : 'none';
    return state.level;
  },
  estimate({ level, n, total, bets }) {
    if (level === 'none')
      return { level, n, mean: n === 0 ? null : total / n, before: null, nChanged: null };
    const { nSince, totalSince } = bets.reduce((one, other) =>
      other.best > one.best ? other : one,
    );
    const before = nSince === n ? null : (total - totalSince) / (n - nSince);
    return { level, n, mean: totalSince / nSince, before, nChanged: nSince };
  },
};

/** What the bets hold on average: about 1 per value while nothing changed, `falseAlarmEvery` at a drift. */
export function evidenceOf({ bets }: EDetectorState): number {
  let held = 0;
  for (const { all } of bets) held += all;
  return held / bets.length;
}

function count(bet: Bet, x: number, rate: number): void {
  const factor = 1 + bet.stake * (x - rate);
  bet.all = (bet.all + 1) * factor;
  if (bet.best <= 1) {
    bet.best = 1;
    bet.nSince = 0;
    bet.totalSince = 0;
  }
  bet.best *= factor;
  bet.nSince++;
  bet.totalSince += x;
}

function nothing(rate: number): Omit<EDetectorState, 'settings'> {
  const bets = ODDS_RATIOS.map((ratio) => {
    const mean = (ratio * rate) / (1 - rate + ratio * rate);
    const stake = (mean - rate) / (rate * (1 - rate));
    return { stake, all: 0, best: 1, nSince: 0, totalSince: 0 };
  });
  return { level: 'none', n: 0, total: 0, bets };
}
