import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import type { Detector, DetectorState } from './detector.ts';
import { meanAfter } from './mean-after.ts';
import { asNumber } from './refusals.ts';

const PARAMS = {
  warmUp: {
    kind: 'number',
    default: 30,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Values with which the first verdict comes.',
  },
  allowance: {
    kind: 'number',
    default: 0.005,
    range: [0, Number.MAX_VALUE],
    doc: 'Move of the mean that is put up with, in the unit of the values (delta).',
  },
  threshold: {
    kind: 'number',
    default: 50,
    range: [0, Number.MAX_VALUE],
    doc: 'Sum of distances beyond the allowance that is a drift, in the unit of the values (lambda).',
  },
  keep: {
    kind: 'number',
    default: 0.9999,
    range: [0, 1],
    doc: 'Share of a sum that is left after one more value (alpha).',
  },
  direction: {
    kind: 'choice',
    default: 'up',
    choices: ['up', 'down', 'both'],
    doc: 'Moves of the mean that count.',
  },
} as const satisfies ParamSpecs;

/** A sum of distances, where it was least (or greatest), and how many values with what total had come by then. */
interface Walk {
  sum: number;
  turn: number;
  nAtTurn: number;
  totalAtTurn: number;
}

/** Mean of the values, and the sums of their distances to it. */
export interface PageHinkleyState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  mean: number;
  rise: Walk;
  fall: Walk;
}

/**
 * Page–Hinkley test: distances of the values to their mean so far add up.
 *
 * m <- keep m + (x - mean - allowance); drift where m is more than the threshold above its least value. Since when: the value after the least
 * one, which is the likeliest place. It knows no warning. The threshold is in the unit of the values: 50 are 50 errors too many. With `both` it also
 * sees the mean fall, as river does unless told otherwise; the test as published, and here, looks for rises.
 *
 * @cost O(1) per value.
 */
export const pageHinkley: Detector<typeof PARAMS, boolean | number, PageHinkleyState> = {
  name: 'page-hinkley',
  title: 'Page–Hinkley test',
  doc: 'Whether the mean of a stream rose (or fell), by how far values run away from it.',
  source:
    'Page (1954), "Continuous inspection schemes", Biometrika 41, 100-115; Hinkley (1971), Biometrika 58, 509-523; Mouss et al. (2004) for the fading.',
  counts: 'numbers',
  params: PARAMS,
  empty: (settings) => ({
    settings: resolveParams('page-hinkley', PARAMS, settings),
    ...nothing(),
  }),
  update(state, value) {
    const x = asNumber('page-hinkley', value);
    if (state.level === 'drift') Object.assign(state, nothing());
    const { warmUp, allowance, threshold, keep, direction } = state.settings;
    const { rise, fall } = state;
    const n = ++state.n;
    state.mean = meanAfter(state.mean, n, x);
    const distance = x - state.mean;
    rise.sum = keep * rise.sum + distance - allowance;
    fall.sum = keep * fall.sum + distance + allowance;
    if (n === 1 || rise.sum < rise.turn) turnHere(rise, state);
    if (n === 1 || fall.sum > fall.turn) turnHere(fall, state);
    if (n < warmUp) return 'none';
    const isUp = direction !== 'down' && rise.sum - rise.turn > threshold;
    const isDown = direction !== 'up' && fall.turn - fall.sum > threshold;
    state.level = isUp || isDown ? 'drift' : 'none';
    return state.level;
  },
  estimate({ level, n, mean, rise, fall, settings }) {
    if (level === 'none')
      return { level, n, mean: n === 0 ? null : mean, before: null, nChanged: null };
    const isUp = settings.direction !== 'down' && rise.sum - rise.turn > settings.threshold;
    const { nAtTurn, totalAtTurn } = isUp ? rise : fall;
    const nChanged = n - nAtTurn;
    return {
      level,
      n,
      mean: (mean * n - totalAtTurn) / nChanged,
      before: totalAtTurn / nAtTurn,
      nChanged,
    };
  },
};

function turnHere(walk: Walk, { n, mean }: PageHinkleyState): void {
  walk.turn = walk.sum;
  walk.nAtTurn = n;
  walk.totalAtTurn = mean * n;
}

function nothing(): Omit<PageHinkleyState, 'settings'> {
  const walk = { sum: 0, turn: 0, nAtTurn: 0, totalAtTurn: 0 };
  return { level: 'none', n: 0, mean: 0, rise: { ...walk }, fall: { ...walk } };
}
