import { describe, expect, it } from 'vitest';
import { exp, log, seededRandom } from '../math/index.ts';
import { logGamma } from '../stats/index.ts';
import { chooseArm } from './choose-arm.ts';
import { epsilonGreedy } from './epsilon-greedy.ts';
import { thompsonBeta } from './thompson-beta.ts';
import { thompsonNormal } from './thompson-normal.ts';

const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

/** P(B > A) of two Beta beliefs with whole parameters: the finite sum that is published for A/B tests. */
function chanceOfB(a: { yes: number; no: number }, b: { yes: number; no: number }): number {
  const [aA, bA, aB, bB] = [a.yes + 1, a.no + 1, b.yes + 1, b.no + 1];
  let sum = 0;
  for (let i = 0; i < aB; i++)
    sum += exp(logBeta(aA + i, bA + bB) - log(bB + i) - logBeta(1 + i, bB) - logBeta(aA, bA));
  return sum;
}

describe('thompson-beta', () => {
  it.each([
    [
      { yes: 0, no: 0 },
      { yes: 0, no: 0 },
    ],
    [
      { yes: 3, no: 7 },
      { yes: 5, no: 5 },
    ],
    [
      { yes: 0, no: 40 },
      { yes: 2, no: 38 },
    ],
    [
      { yes: 500, no: 9500 },
      { yes: 1, no: 3 },
    ],
    [
      { yes: 1000, no: 9000 },
      { yes: 110, no: 890 },
    ],
  ])('is due with the probability of being best: %j and %j', (a, b) => {
    const [, due] = thompsonBeta.probabilities({ explore: 0, arms: [a, b] });
    expect(Math.abs(due - chanceOfB(a, b))).toBeLessThan(0.002);
  });

  it('has a regret that grows with the logarithm of the time, near the bound of Lai and Robbins', () => {
    const rates = [0.3, 0.5];
    const regretOf = (seed: number) => {
      const random = seededRandom(seed);
      const state = thompsonBeta.empty();
      const at: number[] = [];
      let [regret, due] = [0, thompsonBeta.probabilities(state)];
      for (let n = 1; n <= 1600; n++) {
        // The first hundred one by one, then ten between two looks at the state.
        if (n <= 100 || n % 10 === 0) due = thompsonBeta.probabilities(state);
        const { arm } = chooseArm(due, random);
        thompsonBeta.update(state, { arm, reward: Number(random.next() < rates[arm]) });
        regret += 0.5 - rates[arm];
        if (n === 100 || n === 400 || n === 1600) at.push(regret);
      }
      return at;
    };
    const runs = Array.from({ length: 6 }, (_, seed) => regretOf(seed));
    const [early, middle, late] = [0, 1, 2].map(
      (i) => runs.reduce((sum, run) => sum + run[i], 0) / runs.length,
    );
    // Linear growth would multiply by 4 each time.
    expect(middle).toBeLessThan(2.2 * early);
    expect(late - middle).toBeLessThan(1.5 * early);
    const divergence = 0.3 * log(0.3 / 0.5) + 0.7 * log(0.7 / 0.5);
    expect(late).toBeLessThan((3 * 0.2 * log(1600)) / divergence);
  });
});

describe('thompson-normal', () => {
  it('is due with the normal probability of being best: 0.9772 at two standard errors', () => {
    // Two arms of 100, variance 1: the difference has a standard error of sqrt(2 / 100).
    const arms = [
      { n: 100, mean: 0, squares: 99 },
      { n: 100, mean: 2 * Math.sqrt(2 / 100), squares: 99 },
    ];
    const [, due] = thompsonNormal.probabilities({ explore: 0, arms });
    expect(due).toBeCloseTo(0.97725, 3);
  });

  it('sends nearly all to the arm that brings most in the end, though most rewards are 0', () => {
    const random = seededRandom(3);
    const state = thompsonNormal.empty({ nArms: 3 });
    for (let n = 0; n < 1000; n++) {
      const { arm } = chooseArm(thompsonNormal.probabilities(state), random);
      const reward = random.next() < 0.1 ? (5 + 10 * arm) * (1 + 0.2 * random.normal()) : 0;
      thompsonNormal.update(state, { arm, reward });
    }
    const due = thompsonNormal.probabilities(state);
    expect(due[2]).toBeGreaterThan(0.9);
    expect(state.arms[2].n).toBeGreaterThan(state.arms[0].n + state.arms[1].n);
  });
});

describe('epsilon-greedy', () => {
  it('gives the best mean all but the even share, after each arm was tried', () => {
    const state = epsilonGreedy.empty({ nArms: 4, explore: 0.2 });
    for (const [arm, reward] of [1, 3, 2].entries()) epsilonGreedy.update(state, { arm, reward });
    const untried = epsilonGreedy.probabilities(state);
    expect(untried[3]).toBeCloseTo(0.85, 12);
    epsilonGreedy.update(state, { arm: 3, reward: -5 });
    const due = epsilonGreedy.probabilities(state);
    [0.05, 0.85, 0.05, 0.05].forEach((wanted, arm) => {
      expect(due[arm]).toBeCloseTo(wanted, 12);
    });
  });
});

describe('chooseArm', () => {
  it('draws as often as it says, and never what has no probability', () => {
    const random = seededRandom(9);
    const counts = [0, 0, 0];
    const told = [new Set<number>(), new Set<number>(), new Set<number>()];
    for (let i = 0; i < 20_000; i++) {
      const { arm, probability } = chooseArm([0.25, 0.75, 0], random);
      counts[arm]++;
      told[arm].add(probability);
    }
    expect(told).toEqual([new Set([0.25]), new Set([0.75]), new Set()]);
    // Four standard deviations of a binomial of 20 000 draws.
    expect(Math.abs(counts[0] - 5000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.25 * 0.75));
  });

  it('draws an arm where rounding leaves a rest', () => {
    const last = { next: () => 1 - 2 ** -53, below: () => 0, normal: () => 0 };
    expect(chooseArm([0.1, 0.2, 0.7 - 1e-9, 0], last)).toEqual({ arm: 2, probability: 0.7 - 1e-9 });
  });
});
