import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import type { Detector, DetectorState } from './detector.ts';
import { meanAfter } from './mean-after.ts';
import { asError, assertSettings } from './refusals.ts';

const PARAMS = {
  warmUp: {
    kind: 'number',
    default: 30,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Errors before the first verdict.',
  },
  warnAt: {
    kind: 'number',
    default: 0.95,
    range: [0, 1],
    doc: 'Share of the greatest distance between errors below which it warns.',
  },
  driftAt: {
    kind: 'number',
    default: 0.9,
    range: [0, 1],
    doc: 'Share of the greatest distance between errors below which it is a drift. At most `warnAt`.',
  },
  deviation: {
    kind: 'choice',
    default: 'population',
    choices: ['population', 'sample'],
    doc: 'Deviation of the distances: their squares over the number of errors, as in the paper, or over one less, as in river.',
  },
} as const satisfies ParamSpecs;

/** Distances between errors so far, and the greatest. */
export interface EddmState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  nErrors: number;
  /** Number of the last value that was an error; 0 before. */
  lastError: number;
  /** Mean distance and sum of squares around it. */
  mean: number;
  squares: number;
  /** Greatest mean plus two deviations; null before the warm-up ends. */
  greatest: number | null;
  /** Where the warning began, and the errors before. */
  warned: { readonly n: number; readonly nErrors: number } | null;
}

/**
 * Early drift detection method: errors come closer together than they did at best.
 *
 * (d + 2 s) / max (d + 2 s) below a share, d being the mean distance between errors. Sees slow changes early, and often sees some where none is: on
 * errors of a constant rate it alarms again and again, since the mean of few distances wanders. Lower `driftAt` where that hurts.
 *
 * @cost O(1) per value.
 */
export const eddm: Detector<typeof PARAMS, boolean | number, EddmState> = {
  name: 'eddm',
  title: 'Early drift detection method',
  doc: 'Whether errors come closer together than they did.',
  source:
    'Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà & Morales-Bueno (2006), "Early drift detection method", IWKDDS.',
  counts: 'errors',
  params: PARAMS,
  empty(given) {
    const settings = resolveParams('eddm', PARAMS, given);
    const { driftAt, warnAt } = settings;
    const expectation = 'driftAt at most warnAt';
    assertSettings(driftAt <= warnAt, 'eddm', { expectation, settings: { driftAt, warnAt } });
    return { settings, ...nothing() };
  },
  update(state, value) {
    const x = asError('eddm', value);
    if (state.level === 'drift') Object.assign(state, nothing());
    state.n++;
    if (x === 1) state.level = countError(state);
    return state.level;
  },
  estimate({ level, n, nErrors, warned }) {
    if (warned === null)
      return { level, n, mean: n === 0 ? null : nErrors / n, before: null, nChanged: null };
    const nChanged = n - warned.n + 1;
    const [mean, before] = [(nErrors - warned.nErrors) / nChanged, warned.nErrors / (warned.n - 1)];
    return { level, n, mean, before, nChanged };
  },
};

function countError(state: EddmState): EddmState['level'] {
  const { warmUp, warnAt, driftAt, deviation } = state.settings;
  const distance = state.n - state.lastError;
  state.lastError = state.n;
  const nErrors = ++state.nErrors;
  const mean = meanAfter(state.mean, nErrors, distance);
  state.squares += (distance - state.mean) * (distance - mean);
  state.mean = mean;
  if (state.n <= warmUp) return state.level;
  const divisor = deviation === 'population' ? nErrors : Math.max(1, nErrors - 1);
  const reach = mean + 2 * Math.sqrt(state.squares / divisor);
  if (state.greatest === null || reach > state.greatest) {
    state.greatest = reach;
    return state.level;
  }
  if (nErrors <= warmUp) return state.level;
  const share = reach / state.greatest;
  if (share >= warnAt && share >= driftAt) {
    state.warned = null;
    return 'none';
  }
  state.warned ??= { n: state.n, nErrors: nErrors - 1 };
  return share < driftAt ? 'drift' : 'warning';
}

function nothing(): Omit<EddmState, 'settings'> {
  const counts = { n: 0, nErrors: 0, lastError: 0, mean: 0, squares: 0 };
  return { level: 'none', ...counts, greatest: null, warned: null };
}
