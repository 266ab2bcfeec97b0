import { resolveParams } from '@kaizenml/contracts';
import { addMoments, addValue, noValues, type RunningMoments } from '../stats/index.ts';
import type { ArmSummary, Guard } from './guard.ts';
import { meanDifference } from './mean-evidence.ts';
import { assertCounted, assertSameSettings } from './refusals.ts';
import { enoughFor, resolveOptions, toEvidence, toVerdict } from './verdict.ts';
import { turnTo, WORSE, type Worse } from './worse.ts';

const PARAMS = { worse: WORSE } as const;

/** Moments of the values, per arm. */
export interface MeanState {
  readonly worse: Worse;
  readonly a: RunningMoments;
  readonly b: RunningMoments;
}

/**
 * Means of numbers: money per request, the loss of labels that came late, absolute errors.
 *
 * Says nothing before both arms have 50 values, and is exact in the limit of many. Values between 0 and 1 are better off with `rate`.
 *
 * @cost O(1) per request; a verdict takes about 500 logarithms.
 */
export const mean: Guard<typeof PARAMS, number, MeanState> = {
  name: 'mean',
  title: 'Mean',
  doc: 'Whether a number is worse on average with B than with A: value per request, loss of late labels, absolute error.',
  source:
    'Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52.',
  unit: 'value',
  params: PARAMS,
  empty: (settings) => ({
    ...resolveParams('mean', PARAMS, settings),
    a: noValues(),
    b: noValues(),
  }),
  update(state, arm, value) {
    assertCounted(Number.isFinite(value), 'mean', { expectation: 'a finite number', value });
    addValue(state[arm], value);
  },
  merge(one, other) {
    assertSameSettings('mean', { worse: one.worse }, { worse: other.worse });
    return { worse: one.worse, a: addMoments(one.a, other.a), b: addMoments(one.b, other.b) };
  },
  judge(state, options) {
    const resolved = resolveOptions(options);
    const known = meanDifference(state);
    const sides = known ?? { atMost: () => 0, atLeast: () => 0 };
    const { harm, noHarm } = turnTo(state.worse, sides, resolved);
    return toVerdict(
      {
        a: shown(state.a),
        b: shown(state.b),
        difference: state.a.n > 0 && state.b.n > 0 ? state.b.mean - state.a.mean : null,
        interval: known?.interval(enoughFor(resolved.level)) ?? { low: null, high: null },
        harm: toEvidence(harm),
        noHarm: toEvidence(noHarm),
      },
      resolved,
    );
  },
};

function shown({ n, mean: value }: RunningMoments): ArmSummary {
  return { n, value: n === 0 ? null : value };
}
