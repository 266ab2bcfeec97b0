import { resolveParams } from '@kaizenml/contracts';
import type { ArmSummary, Guard } from './guard.ts';
import { assertCounted, assertSameSettings } from './refusals.ts';
import { enoughFor, resolveOptions, toEvidence, toVerdict } from './verdict.ts';
import {
  countWeighed,
  mergeArms,
  noWeighed,
  type WeighedArm,
  weighedDifference,
} from './weighed-evidence.ts';
import { turnTo, WORSE, type Worse } from './worse.ts';

const PARAMS = { worse: WORSE } as const;

/** A value, and the probability with which its arm was due, above 0 to 1. */
export interface WeighedValue {
  readonly value: number;
  readonly propensity: number;
}

/** Weighed sums of the values, per arm. */
export interface WeighedMeanState {
  readonly worse: Worse;
  readonly a: WeighedArm;
  readonly b: WeighedArm;
}

/**
 * Means of numbers where the shares of the versions move, as a bandit moves them: each value counts for as many requests as its probability says.
 *
 * Says nothing before both arms have 50 values, and is exact in the limit of many.
 *
 * @cost O(1) per request; a verdict takes about 500 logarithms.
 */
export const weighedMean: Guard<typeof PARAMS, WeighedValue, WeighedMeanState> = {
  name: 'weighed-mean',
  title: 'Weighed mean',
  doc: 'Whether a number is worse on average with B than with A, while the shares of both move.',
  source:
    'Horvitz & Thompson (1952), JASA 47, 663-685; Ham, Bojinov, Lindon & Tingley (2022), "Design-based confidence sequences: a general approach to risk mitigation in online experimentation".',
  unit: 'value',
  params: PARAMS,
  empty: (settings) => ({
    ...resolveParams('weighed-mean', PARAMS, settings),
    a: noWeighed(),
    b: noWeighed(),
  }),
  update(state, arm, weighed) {
    const { value, propensity } = weighed;
    assertCounted(Number.isFinite(value) && propensity > 0 && propensity <= 1, 'weighed-mean', {
      expectation: 'a finite number with a probability above 0',
      value: JSON.stringify(weighed),
    });
    countWeighed(state[arm], value, propensity);
  },
  merge(one, other) {
    assertSameSettings('weighed-mean', { worse: one.worse }, { worse: other.worse });
    return { worse: one.worse, a: mergeArms(one.a, other.a), b: mergeArms(one.b, other.b) };
  },
  judge(state, options) {
    const resolved = resolveOptions(options);
    const known = weighedDifference(state);
    const sides = known ?? { atMost: () => 0, atLeast: () => 0 };
    const { harm, noHarm } = turnTo(state.worse, sides, resolved);
    const { a, b } = state;
    return toVerdict(
      {
        a: shown(a),
        b: shown(b),
        difference: a.n > 0 && b.n > 0 ? b.once.mean - a.once.mean : null,
        interval: known?.interval(enoughFor(resolved.level)) ?? { low: null, high: null },
        harm: toEvidence(harm),
        noHarm: toEvidence(noHarm),
      },
      resolved,
    );
  },
};

function shown({ n, once }: WeighedArm): ArmSummary {
  return { n, value: n === 0 ? null : once.mean };
}
