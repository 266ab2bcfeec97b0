import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import type { Detector, DetectorState, Level } from './detector.ts';
import { HDDM_PARAMS } from './hddm-params.ts';
import { asShare, assertSettings } from './refusals.ts';

const PARAMS = {
  ...HDDM_PARAMS,
  weight: {
    kind: 'number',
    default: 0.05,
    range: [1e-6, 1],
    doc: 'Weight of the newest value in a mean (lambda).',
  },
  firstValue: {
    kind: 'choice',
    default: 'whole',
    choices: ['whole', 'faded'],
    doc: 'Weight of the first value in the bound: 1, as in the paper, or as if it had been the second, as in river.',
  },
} as const satisfies ParamSpecs;

/** A mean in which old values fade. */
interface FadingMean {
  n: number;
  mean: number;
  /** Sum of the squared weights. */
  squares: number;
}

/** The mean up to a cut where its bound was best, and that of the values since. */
interface Halves {
  /** Null before the first value. */
  bound: number | null;
  before: FadingMean;
  since: FadingMean;
}

/** Fading mean of all values, and the cuts where its upper bound was lowest and its lower bound highest. */
export interface HddmWState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  total: FadingMean;
  rise: Halves;
  fall: Halves;
}

/**
 * McDiarmid's bound on a fading mean: since the cut it is higher than it was up to there.
 *
 * Drift where the difference exceeds sqrt((v1 + v2) ln(1 / driftLevel) / 2), v being the sums of squared weights. Sees slow changes earlier than `hddm-a`,
 * and raises more false alarms. Its levels are those of one look.
 *
 * @cost O(1) per value.
 */
export const hddmW: Detector<typeof PARAMS, boolean | number, HddmWState> = {
  name: 'hddm-w',
  title: 'HDDM of weighted averages',
  doc: 'Whether the fading mean of values between 0 and 1 is higher than McDiarmid\u2019s bound allows.',
  source:
    'Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz & Caballero-Mota (2015), "Online and non-parametric drift detection methods based on Hoeffding\u2019s bounds", IEEE TKDE 27, 810-823.',
  counts: 'shares',
  params: PARAMS,
  empty(given) {
    const settings = resolveParams('hddm-w', PARAMS, given);
    const { driftLevel, warnLevel } = settings;
    const expectation = 'driftLevel at most warnLevel';
    assertSettings(driftLevel <= warnLevel, 'hddm-w', {
      expectation,
      settings: { driftLevel, warnLevel },
    });
    return { settings, ...nothing() };
  },
  update(state, value) {
    const x = asShare('hddm-w', value);
    if (state.level === 'drift') Object.assign(state, nothing());
    const { settings, total, rise, fall } = state;
    state.n++;
    add(total, x, settings);
    const reach = Math.sqrt((total.squares * log(1 / settings.driftLevel)) / 2);
    if (rise.bound === null || total.mean + reach < rise.bound)
      cutHere(rise, total, total.mean + reach);
    else add(rise.since, x, settings);
    if (fall.bound === null || total.mean - reach > fall.bound)
      cutHere(fall, total, total.mean - reach);
    else add(fall.since, x, settings);
    state.level = levelOf(state);
    return state.level;
  },
  estimate({ level, n, total, rise, fall, settings }) {
    if (level === 'none')
      return { level, n, mean: n === 0 ? null : total.mean, before: null, nChanged: null };
    const { before, since } = hasRisen(rise.before, rise.since, settings.warnLevel) ? rise : fall;
    return { level, n, mean: since.mean, before: before.mean, nChanged: since.n };
  },
};

function levelOf({ rise, fall, settings }: HddmWState): Level {
  const isBeyond = (level: number) =>
    hasRisen(rise.before, rise.since, level) ||
    (settings.direction === 'both' && hasRisen(fall.since, fall.before, level));
  return isBeyond(settings.driftLevel)
    ? 'drift'
    : isBeyond(settings.warnLevel)
      ? 'warning'
      : 'none';
}

function hasRisen(low: FadingMean, high: FadingMean, level: number): boolean {
  if (low.n === 0 || high.n === 0 || high.mean <= low.mean) return false;
  return high.mean - low.mean > Math.sqrt(((low.squares + high.squares) * log(1 / level)) / 2);
}

function add(fading: FadingMean, x: number, { weight, firstValue }: HddmWState['settings']): void {
  const isFirst = fading.n++ === 0;
  fading.mean = isFirst ? x : weight * x + (1 - weight) * fading.mean;
  fading.squares =
    isFirst && firstValue === 'whole'
      ? 1
      : weight * weight + (1 - weight) ** 2 * (isFirst ? 1 : fading.squares);
}

function cutHere(halves: Halves, total: FadingMean, bound: number): void {
  halves.bound = bound;
  halves.before = { ...total };
  halves.since = noMean();
}

function noMean(): FadingMean {
  return { n: 0, mean: 0, squares: 0 };
}

function nothing(): Omit<HddmWState, 'settings'> {
  const halves = () => ({ bound: null, before: noMean(), since: noMean() });
  return { level: 'none', n: 0, total: noMean(), rise: halves(), fall: halves() };
}
