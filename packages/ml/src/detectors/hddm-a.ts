import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import type { Detector, DetectorState, Level } from './detector.ts';
import { HDDM_PARAMS } from './hddm-params.ts';
import { meanAfter } from './mean-after.ts';
import { asShare, assertSettings } from './refusals.ts';

const PARAMS = HDDM_PARAMS satisfies ParamSpecs;

/** Values and their mean. */
interface Cut {
  n: number;
  mean: number;
}

/** Mean of all values, and of those before the cuts where it was lowest and highest. */
export interface HddmAState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  mean: number;
  low: Cut;
  high: Cut;
}

/**
 * Hoeffding's bound on the mean: of all values it is higher than it was up to the cut where its upper bound was lowest.
 *
 * Drift where mean - mean up to the cut >= sqrt((n - c) / (2 n c) ln(2 / driftLevel)), c being the values up to the cut. Holds for any values between 0 and 1, but
 * its levels are those of one look: the cut is chosen by the data, and one looks after every value. Good for sudden changes.
 *
 * @cost O(1) per value.
 */
export const hddmA: Detector<typeof PARAMS, boolean | number, HddmAState> = {
  name: 'hddm-a',
  title: 'HDDM of averages',
  doc: 'Whether the mean of values between 0 and 1 is higher than Hoeffding\u2019s bound allows.',
  source:
    'Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz & Caballero-Mota (2015), "Online and non-parametric drift detection methods based on Hoeffding\u2019s bounds", IEEE TKDE 27, 810-823.',
  counts: 'shares',
  params: PARAMS,
  empty(given) {
    const settings = resolveParams('hddm-a', PARAMS, given);
    const { driftLevel, warnLevel } = settings;
    const expectation = 'driftLevel at most warnLevel';
    assertSettings(driftLevel <= warnLevel, 'hddm-a', {
      expectation,
      settings: { driftLevel, warnLevel },
    });
    return { settings, ...nothing() };
  },
  update(state, value) {
    const x = asShare('hddm-a', value);
    if (state.level === 'drift') Object.assign(state, nothing());
    const { settings, low, high } = state;
    const n = ++state.n;
    state.mean = meanAfter(state.mean, n, x);
    const logLevel = log(1 / settings.driftLevel);
    const bound = hoeffding(n, logLevel);
    if (low.n === 0 || low.mean + hoeffding(low.n, logLevel) >= state.mean + bound)
      cutHere(low, state);
    if (high.n === 0 || high.mean - hoeffding(high.n, logLevel) <= state.mean - bound)
      cutHere(high, state);
    state.level = levelOf(state);
    return state.level;
  },
  estimate({ level, n, mean, low, high, settings }) {
    if (level === 'none')
      return { level, n, mean: n === 0 ? null : mean, before: null, nChanged: null };
    const isRise = hasMoved(mean - low.mean, { n, cut: low.n, level: settings.warnLevel });
    const cut = isRise ? low : high;
    const nChanged = n - cut.n;
    return { level, n, mean: (mean * n - cut.mean * cut.n) / nChanged, before: cut.mean, nChanged };
  },
};

function levelOf({ n, mean, low, high, settings }: HddmAState): Level {
  const isBeyond = (level: number) =>
    hasMoved(mean - low.mean, { n, cut: low.n, level }) ||
    (settings.direction === 'both' && hasMoved(high.mean - mean, { n, cut: high.n, level }));
  return isBeyond(settings.driftLevel)
    ? 'drift'
    : isBeyond(settings.warnLevel)
      ? 'warning'
      : 'none';
}

interface Look {
  readonly n: number;
  readonly cut: number;
  readonly level: number;
}

function hasMoved(move: number, { n, cut, level }: Look): boolean {
  if (cut === n || move <= 0) return false;
  const m = ((n - cut) / cut) * (1 / n);
  return move >= Math.sqrt((m / 2) * log(2 / level));
}

function hoeffding(n: number, logLevel: number): number {
  return Math.sqrt((1 / (2 * n)) * logLevel);
}

function cutHere(cut: Cut, { n, mean }: HddmAState): void {
  cut.n = n;
  cut.mean = mean;
}

function nothing(): Omit<HddmAState, 'settings'> {
  return { level: 'none', n: 0, mean: 0, low: { n: 0, mean: 0 }, high: { n: 0, mean: 0 } };
}
