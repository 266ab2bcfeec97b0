import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { rateOf, type Trials } from './bernoulli-mixture.ts';
import type { ArmSummary, Guard, PerArm } from './guard.ts';
import { lastRefuted } from './last-refuted.ts';
import { rateSides } from './rate-evidence.ts';
import { assertCounted, assertSameSettings } from './refusals.ts';
import { enoughFor, resolveOptions, toEvidence, toVerdict } from './verdict.ts';
import { type BothSides, turnTo, WORSE, type Worse } from './worse.ts';

const PARAMS = {
  worse: WORSE,
  share: {
    kind: 'number',
    default: 0,
    range: [0, 0.999],
    doc: 'Exact share of the requests that a router sends to B by chance, each anew. 0 where it is not known, changes, or sticks to a key.',
  },
} as const satisfies ParamSpecs;

/** Requests and how many of them had it, per arm. */
export interface RateState {
  readonly worse: Worse;
  readonly share: number;
  readonly a: { n: number; sum: number };
  readonly b: { n: number; sum: number };
}

/**
 * Rates of what a request has or has not: errors, wrong calls, conversions. Values may lie between 0 and 1, such as a bounded loss.
 *
 * Exact from the first request, however rare the thing and however uneven the split. Where the split is by chance and known (`share`), three errors of
 * a canary of a tenth are enough to tell.
 *
 * @cost O(1) per request; a verdict takes about 5 000 logarithms.
 */
export const rate: Guard<typeof PARAMS, boolean | number, RateState> = {
  name: 'rate',
  title: 'Rate',
  doc: 'Whether something happens more often with B than with A: errors, wrong calls, lost conversions.',
  source:
    'Wasserman, Ramdas & Balakrishnan (2020), "Universal inference", PNAS 117, over the mixture of Robbins (1970).',
  unit: 'share',
  params: PARAMS,
  empty: (settings) => ({
    ...resolveParams('rate', PARAMS, settings),
    a: { n: 0, sum: 0 },
    b: { n: 0, sum: 0 },
  }),
  update(state, arm, value) {
    const counted = Number(value);
    assertCounted(counted >= 0 && counted <= 1, 'rate', {
      expectation: 'true, false or a number from 0 to 1',
      value,
    });
    state[arm].n++;
    state[arm].sum += counted;
  },
  merge(one, other) {
    const { worse, share } = one;
    assertSameSettings('rate', { worse, share }, { worse: other.worse, share: other.share });
    return { worse, share, a: added(one.a, other.a), b: added(one.b, other.b) };
  },
  judge(state, options) {
    const resolved = resolveOptions(options);
    const sides = rateSides(state, state.share);
    const { harm, noHarm } = turnTo(state.worse, sides, resolved);
    const evidence = { harm: toEvidence(harm), noHarm: toEvidence(noHarm) };
    return toVerdict({ ...compareRates(state, sides, resolved.level), ...evidence }, resolved);
  },
};

/** Two rates, their difference, and the interval that holds the true one at all times. */
export function compareRates({ a, b }: PerArm<Trials>, sides: BothSides, level: number) {
  const isComparable = a.n > 0 && b.n > 0;
  const difference = isComparable ? rateOf(b) - rateOf(a) : null;
  const [inside, enough] = [difference ?? 0, enoughFor(level)];
  return {
    a: shown(a),
    b: shown(b),
    difference,
    interval: {
      low: (isComparable ? lastRefuted(sides.atMost, { inside, outside: -1, enough }) : null) ?? -1,
      high: (isComparable ? lastRefuted(sides.atLeast, { inside, outside: 1, enough }) : null) ?? 1,
    },
  };
}

function shown(trials: Trials): ArmSummary {
  return { n: trials.n, value: trials.n === 0 ? null : rateOf(trials) };
}

function added(one: Trials, other: Trials): { n: number; sum: number } {
  return { n: one.n + other.n, sum: one.sum + other.sum };
}
