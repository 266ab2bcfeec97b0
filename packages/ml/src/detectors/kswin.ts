import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import type { Detector, DetectorState } from './detector.ts';
import { drawSome } from './draw-some.ts';
import { ksLimit } from './ks-limit.ts';
import { asNumber, assertSettings } from './refusals.ts';

const PARAMS = {
  level: {
    kind: 'number',
    default: 0.005,
    range: [1e-12, 1],
    doc: 'Greatest p-value that is a drift, at one look (alpha).',
  },
  windowSize: {
    kind: 'number',
    default: 100,
    range: [2, 10_000],
    integer: true,
    doc: 'Latest values that are kept.',
  },
  recentSize: {
    kind: 'number',
    default: 30,
    range: [1, 5_000],
    integer: true,
    doc: 'The newest of them, which are compared with as many of the rest. At most half the window.',
  },
  seed: {
    kind: 'number',
    default: 0,
    range: [0, 0xffffffff],
    integer: true,
    doc: 'Seed of the draws from the rest.',
  },
  onDrift: {
    kind: 'choice',
    default: 'shrink',
    choices: ['shrink', 'restart'],
    doc: 'After a drift: keep the newest values, as in the paper, or begin anew, as river does.',
  },
} as const satisfies ParamSpecs;

/** The latest values. */
export interface KswinState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  /** Steps of 1 / recentSize between two distributions that are a drift. */
  readonly limit: number;
  /** Where the source of chance stands. */
  chance: number;
  /** Oldest first. */
  window: number[];
}

/** Distances up to this are never a drift, whatever the p-value. */
const LEAST_DISTANCE = 0.1;

/**
 * Kolmogorov–Smirnov windowing: the newest values are distributed unlike values drawn from those before.
 *
 * The only one here that sees a change of shape with the same mean. It looks after every value, with draws of its own each time: at its customary level it alarms
 * every few hundred values without any change. Draws come from the seed and go on through restarts.
 *
 * @cost O(windowSize + recentSize log recentSize) per value, whatever the length of the stream.
 */
export const kswin: Detector<typeof PARAMS, boolean | number, KswinState> = {
  name: 'kswin',
  title: 'Kolmogorov–Smirnov windowing',
  doc: 'Whether the newest values are distributed otherwise than those before.',
  source:
    'Raab, Heusinger & Schleif (2020), "Reactive soft prototype computing for concept drift streams", Neurocomputing 416, 340-351.',
  counts: 'numbers',
  params: PARAMS,
  empty(given) {
    const settings = resolveParams('kswin', PARAMS, given);
    const { windowSize, recentSize, level, seed } = settings;
    assertSettings(2 * recentSize <= windowSize, 'kswin', {
      expectation: 'a windowSize of at least twice the recentSize',
      settings: { windowSize, recentSize },
    });
    const beyond = Math.floor(LEAST_DISTANCE * recentSize + 1e-9) + 1;
    const limit = Math.max(ksLimit(recentSize, level), beyond);
    return { settings, limit, chance: seed, level: 'none', n: 0, window: [] };
  },
  update(state, value) {
    const x = asNumber('kswin', value);
    const { windowSize, recentSize, onDrift } = state.settings;
    if (state.level === 'drift') startAnew(state, onDrift === 'shrink' ? recentSize : 0);
    const { window } = state;
    state.n++;
    window.push(x);
    if (window.length > windowSize) window.shift();
    if (window.length < windowSize) return 'none';
    const nOlder = windowSize - recentSize;
    const drawn = drawSome(state, recentSize, window.slice(0, nOlder)).sort();
    const recent = new Float64Array(recentSize);
    for (let i = 0; i < recentSize; i++) recent[i] = window[nOlder + i];
    state.level = stepsApart(drawn, recent.sort()) >= state.limit ? 'drift' : 'none';
    return state.level;
  },
  estimate({ level, n, window, settings }) {
    const nOlder = Math.max(0, window.length - settings.recentSize);
    const mean = meanOf(window.slice(nOlder));
    if (level === 'none') return { level, n, mean: meanOf(window), before: null, nChanged: null };
    return {
      level,
      n,
      mean,
      before: meanOf(window.slice(0, nOlder)),
      nChanged: settings.recentSize,
    };
  },
};

/** Greatest difference of the counts at or below any value, of two sorted samples of the same size. */
function stepsApart(one: Float64Array, other: Float64Array): number {
  const n = one.length;
  let [i, j, most] = [0, 0, 0];
  while (i < n && j < n) {
    const x = Math.min(one[i], other[j]);
    while (i < n && one[i] <= x) i++;
    while (j < n && other[j] <= x) j++;
    most = Math.max(most, Math.abs(i - j));
  }
  return most;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, x) => sum + x, 0) / values.length;
}

function startAnew(state: KswinState, nKept: number): void {
  state.level = 'none';
  state.n = nKept;
  state.window.splice(0, state.window.length - nKept);
}
