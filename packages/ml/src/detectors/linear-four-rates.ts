import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import type { Detector, DetectorState, Level } from './detector.ts';
import { fadingQuantiles } from './fading-quantiles.ts';
import { assertSettings, refuse } from './refusals.ts';

const PARAMS = {
  keep: {
    kind: 'number',
    default: 0.9,
    range: [0, 0.999],
    doc: 'Share of a fading rate that is left after one more value (eta).',
  },
  warnLevel: {
    kind: 'number',
    default: 0.01,
    range: [1e-9, 0.5],
    doc: 'Chance on each side that a rate without change is called a warning at one look.',
  },
  driftLevel: {
    kind: 'number',
    default: 0.0001,
    range: [1e-9, 0.5],
    doc: 'Chance on each side that a rate without change is called a drift at one look. At most `warnLevel`.',
  },
  warmUp: {
    kind: 'number',
    default: 50,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Values of a rate before its first verdict.',
  },
} as const satisfies ParamSpecs;

/** The four rates of a yes-or-no model: found of the true yes and no, right of the yes and no that were answered. */
export const FOUR_RATES = ['tpr', 'tnr', 'ppv', 'npv'] as const;
export type FourRate = (typeof FOUR_RATES)[number];

/** What was true, and what the model answered. */
export interface Call {
  readonly truth: boolean | number;
  readonly answer: boolean | number;
}

interface Rate {
  /** Values that the rate is of. */
  n: number;
  nRight: number;
  fading: number;
}

/** Values below which a rate warns or drifts, and above which. */
type Bounds = readonly [driftLow: number, warnLow: number, warnHigh: number, driftHigh: number];

/** Four rates, each as it was over all values and as it is lately. */
export interface LinearFourRatesState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  rates: Record<FourRate, Rate>;
  /** Values since the warning began, the rates that said so last, and the rate of right answers before. */
  warned: { readonly n: number; readonly nRight: number; rates: FourRate[] } | null;
  nRight: number;
  /** Bounds by the two digits of the rarer share, plus 1 000 for each zero before them: computed once each. */
  readonly bounds: Record<number, Bounds>;
}

/** The start of a fading rate must weigh less than this before it is judged. */
const START_WEIGHT = 0.005;

/**
 * Linear four rates: one of the four rates of the confusion matrix is lately not what it was over all values.
 *
 * Sees what the error rate hides: with rare positives, their recall may halve while the error rate hardly moves. Each fading rate is compared with the quantiles of
 * one without change, whose share is the rate over all values. That share counts to two digits, rounded away from certainty, so that bounds are computed once;
 * a rate is judged when it has enough values of its own, where the paper counts those of all together.
 *
 * @cost O(1) per value, and about a millisecond the first time that a share is met: at most 90 per power of ten.
 */
export const linearFourRates: Detector<typeof PARAMS, Call, LinearFourRatesState> = {
  name: 'linear-four-rates',
  title: 'Linear four rates',
  doc: 'Whether recall or precision of either class changed, even where the error rate did not.',
  source:
    'Wang & Abraham (2015), "Concept drift detection for streaming data", IJCNN, arXiv 1504.01044.',
  counts: 'calls',
  params: PARAMS,
  empty(given) {
    const settings = resolveParams('linear-four-rates', PARAMS, given);
    const { driftLevel, warnLevel } = settings;
    const expectation = 'driftLevel at most warnLevel';
    assertSettings(driftLevel <= warnLevel, 'linear-four-rates', {
      expectation,
      settings: { driftLevel, warnLevel },
    });
    return { settings, bounds: {}, ...nothing() };
  },
  update(state, call) {
    const [truth, answer] = [asBit(call?.truth, call), asBit(call?.answer, call)];
    if (state.level === 'drift') Object.assign(state, nothing());
    const { rates, settings } = state;
    const isRight = truth === answer;
    const touched: FourRate[] = [truth ? 'tpr' : 'tnr', answer ? 'ppv' : 'npv'];
    for (const name of touched) {
      const rate = rates[name];
      rate.n++;
      rate.nRight += Number(isRight);
      rate.fading = settings.keep * rate.fading + (1 - settings.keep) * Number(isRight);
    }
    const said = FOUR_RATES.map((name) => ({ name, level: judge(state, rates[name]) }));
    const loud = said.filter(({ level }) => level !== 'none');
    state.level = loud.some(({ level }) => level === 'drift')
      ? 'drift'
      : loud.length > 0
        ? 'warning'
        : 'none';
    if (loud.length === 0) state.warned = null;
    else {
      state.warned ??= { n: state.n, nRight: state.nRight, rates: [] };
      state.warned.rates = loud.map(({ name }) => name);
    }
    state.n++;
    state.nRight += Number(isRight);
    return state.level;
  },
  estimate({ level, n, nRight, warned }) {
    if (warned === null)
      return { level, n, mean: n === 0 ? null : 1 - nRight / n, before: null, nChanged: null };
    const nChanged = n - warned.n;
    const mean = 1 - (nRight - warned.nRight) / nChanged;
    return {
      level,
      n,
      mean,
      before: warned.n === 0 ? null : 1 - warned.nRight / warned.n,
      nChanged,
    };
  },
};

/** The rates that said so in the latest warning or drift. */
export function changedRates({ warned }: LinearFourRatesState): readonly FourRate[] {
  return warned?.rates ?? [];
}

function judge(state: LinearFourRatesState, { n, nRight, fading }: Rate): Level {
  const { keep, warmUp } = state.settings;
  if (n < warmUp || keep ** n > START_WEIGHT) return 'none';
  const share = (nRight + 1) / (n + 2);
  // Within a standard deviation nothing is refuted at these levels.
  const deviation = Math.sqrt((share * (1 - share) * (1 - keep)) / (1 + keep));
  if (Math.abs(fading - share) < deviation / 2) return 'none';
  const [driftLow, warnLow, warnHigh, driftHigh] = boundsOf(state, share);
  if (fading < driftLow || fading > driftHigh) return 'drift';
  return fading < warnLow || fading > warnHigh ? 'warning' : 'none';
}

/** Computed for the rarer of right and wrong, and turned around for the other. */
function boundsOf({ settings, bounds }: LinearFourRatesState, share: number): Bounds {
  const rare = Math.min(share, 1 - share);
  const nZeros = Math.ceil(-log(rare) / Math.LN10);
  const rounded = Math.min(0.5, Math.ceil(rare * 10 ** (nZeros + 1)) / 10 ** (nZeros + 1));
  const key = Math.round(rounded * 10 ** (nZeros + 1)) + 1000 * nZeros;
  const { keep, driftLevel, warnLevel } = settings;
  bounds[key] ??= fadingQuantiles(rounded, keep, [
    driftLevel,
    warnLevel,
    1 - warnLevel,
    1 - driftLevel,
  ]) as unknown as Bounds;
  const [driftLow, warnLow, warnHigh, driftHigh] = bounds[key];
  return share <= 0.5
    ? [driftLow, warnLow, warnHigh, driftHigh]
    : [1 - driftHigh, 1 - warnHigh, 1 - warnLow, 1 - driftLow];
}

function asBit(value: unknown, call: unknown): number {
  if (value === 0 || value === 1) return value;
  if (typeof value === 'boolean') return Number(value);
  return refuse('linear-four-rates', '{ truth, answer } of true, false, 0 or 1', call);
}

function nothing(): Omit<LinearFourRatesState, 'settings' | 'bounds'> {
  const rate = () => ({ n: 0, nRight: 0, fading: 0.5 });
  const rates = { tpr: rate(), tnr: rate(), ppv: rate(), npv: rate() };
  return { level: 'none', n: 0, nRight: 0, rates, warned: null };
}
