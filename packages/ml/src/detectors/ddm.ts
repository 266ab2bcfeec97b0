import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import type { Detector, DetectorState } from './detector.ts';
import { meanAfter } from './mean-after.ts';
import { asError } from './refusals.ts';

const PARAMS = {
  warmUp: {
    kind: 'number',
    default: 30,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Values before the first verdict.',
  },
  warnAt: {
    kind: 'number',
    default: 2,
    range: [0, 100],
    doc: 'Standard deviations above the best error rate that warn.',
  },
  driftAt: {
    kind: 'number',
    default: 3,
    range: [0, 100],
    doc: 'Standard deviations above the best error rate that are a drift.',
  },
} as const satisfies ParamSpecs;

/** Error rate so far, and the least one. */
export interface DdmState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  rate: number;
  /** Rate and its standard deviation where their sum was least; null before the warm-up ends. */
  least: { readonly rate: number; readonly deviation: number } | null;
  /** Where the warning began, and the errors before it. */
  warned: { readonly n: number; readonly rate: number } | null;
}

/**
 * Drift detection method: the error rate of a model that learns falls or stays; here it rose from its least value.
 *
 * p + s > p_min + k s_min, with s = sqrt(p (1 - p) / n). Good for sudden changes; slow for slow ones, and the slower the longer it was quiet.
 * A model without any error has s_min = 0: its first error is a drift. The paper writes "at least", by which a model without errors would be
 * one, too; this asks for more, as MOA and river do.
 *
 * @cost O(1) per value.
 */
export const ddm: Detector<typeof PARAMS, boolean | number, DdmState> = {
  name: 'ddm',
  title: 'Drift detection method',
  doc: 'Whether the error rate rose from the lowest that it had.',
  source:
    'Gama, Medas, Castillo & Rodrigues (2004), "Learning with drift detection", SBIA, 286-295.',
  counts: 'errors',
  params: PARAMS,
  empty: (settings) => ({ settings: resolveParams('ddm', PARAMS, settings), ...nothing() }),
  update(state, value) {
    const x = asError('ddm', value);
    if (state.level === 'drift') Object.assign(state, nothing());
    const { warmUp, warnAt, driftAt } = state.settings;
    const n = ++state.n;
    const p = meanAfter(state.rate, n, x);
    state.rate = p;
    if (n <= warmUp) return 'none';
    const s = Math.sqrt(Math.max(0, p * (1 - p)) / n);
    if (state.least === null || p + s <= state.least.rate + state.least.deviation)
      state.least = { rate: p, deviation: s };
    const { rate, deviation } = state.least;
    const isDrift = p + s > rate + driftAt * deviation;
    const isWarned = p + s > rate + warnAt * deviation;
    state.level = isDrift ? 'drift' : isWarned ? 'warning' : 'none';
    if (state.level === 'none') state.warned = null;
    else state.warned ??= { n, rate: (p * n - x) / Math.max(1, n - 1) };
    return state.level;
  },
  estimate({ level, n, rate, warned }) {
    if (warned === null)
      return { level, n, mean: n === 0 ? null : rate, before: null, nChanged: null };
    const nChanged = n - warned.n + 1;
    const mean = (rate * n - warned.rate * (warned.n - 1)) / nChanged;
    return { level, n, mean: Math.min(1, Math.max(0, mean)), before: warned.rate, nChanged };
  },
};

function nothing(): Omit<DdmState, 'settings'> {
  return { level: 'none', n: 0, rate: 0, least: null, warned: null };
}
