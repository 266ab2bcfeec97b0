import { type ParamSpecs, type ParamValues, resolveParams } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import { type AdwinWindow, addToWindow, dropOldest, emptyWindow } from './adwin-window.ts';
import type { Detector, DetectorState } from './detector.ts';
import { asNumber } from './refusals.ts';

const PARAMS = {
  level: {
    kind: 'number',
    default: 0.002,
    range: [1e-12, 1],
    doc: 'Chance of a false cut at one look at a whole window (delta).',
  },
  every: {
    kind: 'number',
    default: 32,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Values between two looks (clock).',
  },
  maxBuckets: {
    kind: 'number',
    default: 5,
    range: [2, 1000],
    integer: true,
    doc: 'Buckets of one size. More are a finer look, and cost more.',
  },
  minPart: {
    kind: 'number',
    default: 5,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Least values on each side of a cut.',
  },
  warmUp: {
    kind: 'number',
    default: 10,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'Values that must be exceeded before the first look.',
  },
  onDrift: {
    kind: 'choice',
    default: 'shrink',
    choices: ['shrink', 'restart'],
    doc: 'After a cut: keep the values after it, as in the paper, or begin anew, as river does.',
  },
  cuts: {
    kind: 'choice',
    default: 'every',
    choices: ['every', 'skip-newest'],
    doc: 'Buckets that a look goes through: every one, as in the paper, or all but the newest of each size, as scikit-multiflow does.',
  },
} as const satisfies ParamSpecs;

/** The window, and what the last cut took away. */
export interface AdwinState extends DetectorState {
  readonly settings: ParamValues<typeof PARAMS>;
  /** Shorter than `n` where it was cut. */
  readonly window: AdwinWindow;
  /** What the latest drift cut off. */
  cut: { n: number; total: number };
}

/**
 * Adaptive windowing: the longest window of latest values in which no two parts differ.
 *
 * At a look, the oldest bucket goes as long as some cut into n0 and n1 values has |mean0 - mean1| above sqrt(2 m v d) + 2 m d / 3, with
 * m = 1 / (n0 - minPart + 1) + 1 / (n1 - minPart + 1), v the variance of the window and d = ln(2 ln(n) / level). What is left is the regime: its length says since when, its mean what
 * is true now. While old values still go, several looks in a row may say drift; `estimate` of the last is the best.
 *
 * @cost O(1) per value, and O(log n) every so many. Memory O(log n).
 */
export const adwin: Detector<typeof PARAMS, boolean | number, AdwinState> = {
  name: 'adwin',
  title: 'Adaptive windowing',
  doc: 'Whether the mean of a stream moved, up or down, and since when; keeps as many values as look alike.',
  source:
    'Bifet & Gavaldà (2007), "Learning from time-changing data with adaptive windowing", SDM, 443-448 (ADWIN2).',
  counts: 'numbers',
  params: PARAMS,
  empty: (settings) => ({
    settings: resolveParams('adwin', PARAMS, settings),
    level: 'none',
    n: 0,
    window: emptyWindow(),
    cut: { n: 0, total: 0 },
  }),
  update(state, value) {
    const x = asNumber('adwin', value);
    const { settings } = state;
    if (state.level === 'drift' && settings.onDrift === 'restart') {
      state.n = 0;
      Object.assign(state.window, emptyWindow());
    }
    addToWindow(state.window, x, settings.maxBuckets);
    state.n++;
    const isDrift =
      state.n % settings.every === 0 && state.window.n > settings.warmUp && shrink(state);
    state.level = isDrift ? 'drift' : 'none';
    return state.level;
  },
  estimate({ level, n, window, cut }) {
    const mean = window.n === 0 ? null : window.total / window.n;
    if (level === 'none') return { level, n, mean, before: null, nChanged: null };
    return { level, n, mean, before: cut.total / cut.n, nChanged: window.n };
  },
};

/** Drops the oldest buckets as long as some cut tells two parts apart; whether any went. */
function shrink(state: AdwinState): boolean {
  let hasCut = false;
  while (isCuttable(state)) {
    if (!hasCut) state.cut = { n: 0, total: 0 };
    hasCut = true;
    const { n, total } = dropOldest(state.window);
    state.cut.n += n;
    state.cut.total += total;
  }
  return hasCut;
}

function isCuttable({ window, settings }: AdwinState): boolean {
  const { minPart, level, cuts } = settings;
  const { n, total, squares, rows } = window;
  const d = log((2 * log(n)) / level);
  const variance = squares / n;
  let [n0, total0] = [0, 0];
  let [n1, total1] = [n, total];
  for (let i = rows.length - 1; i >= 0; i--) {
    const size = 2 ** i;
    const { totals } = rows[i];
    const nLooked = totals.length - (cuts === 'every' ? 0 : 1);
    for (let k = 0; k < nLooked; k++) {
      n0 += size;
      n1 -= size;
      total0 += totals[k];
      total1 -= totals[k];
      if (n1 < minPart || n1 === 0) return false;
      if (n0 < minPart) continue;
      const m = 1 / (n0 - minPart + 1) + 1 / (n1 - minPart + 1);
      const bound = Math.sqrt(Math.max(0, 2 * m * variance * d)) + (2 / 3) * d * m;
      if (Math.abs(total0 / n0 - total1 / n1) > bound) return true;
    }
  }
  return false;
}
