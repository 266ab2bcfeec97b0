import type { Random } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { type Played, playBandit } from '../../testing/played-bandit.ts';

const bernoulli =
  (rates: readonly number[]) =>
  (version: number, random: Random): number =>
    Number(random.next() < (rates[version - 1] ?? 0));

const regretOf = ({ chosen }: Played, rates: readonly number[]) =>
  chosen.reduce((sum, { version }) => sum + Math.max(...rates) - (rates[version - 1] ?? 0), 0);

const shareOf = ({ chosen }: Played, version: number) =>
  chosen.filter((each) => each.version === version).length / chosen.length;

describe('Thompson sampling of shares that a controller moves', () => {
  const rates = [0.1, 0.15, 0.35];
  const nRequests = 4000;
  /** Agrawal & Goyal (2013), AISTATS, theorem 2: of the order of sqrt(arms T ln T); even dealing costs 600. */
  const bound = Math.sqrt(3 * nRequests * Math.log(nRequests));

  it.each([0, 500])('keeps its regret below the bound, with rewards %i requests late', (delay) => {
    const plays = Array.from({ length: 10 }, (_, seed) =>
      playBandit({
        ...{ seed, nVersions: 3, nRequests, delay, rewardOf: bernoulli(rates) },
        bandit: { promotes: false },
      }),
    );
    for (const played of plays) expect(regretOf(played, rates)).toBeLessThan(bound);
    const shares = plays.map((played) => shareOf(played, 3));
    expect(shares.reduce((sum, share) => sum + share, 0) / 10).toBeGreaterThan(0.75);
  });

  it('follows money, of which most requests bring none', () => {
    const played = playBandit({
      ...{ seed: 3, nVersions: 2, nRequests: 8000 },
      bandit: { promotes: false },
      rewardOf: (version, random) => (random.next() < 0.2 ? 10 * version : 0),
    });
    expect(shareOf(played, 2)).toBeGreaterThan(0.75);
  });

  it('lets an estimate by the logged propensities find every rate, without bias, while shares move', () => {
    const nPlays = 60;
    const found = Array.from({ length: nPlays }, (_, seed) => {
      const { chosen } = playBandit({
        ...{ seed, nVersions: 3, nRequests: 1500, rewardOf: bernoulli(rates) },
        bandit: { promotes: false, floor: 0.05 },
      });
      return rates.map(
        (_, i) =>
          chosen.reduce(
            (sum, { version, value, propensity }) =>
              sum + (version === i + 1 ? value / propensity : 0),
            0,
          ) / chosen.length,
      );
    });
    rates.forEach((rate, i) => {
      const values = found.map((each) => each[i] ?? 0);
      const mean = values.reduce((sum, v) => sum + v, 0) / nPlays;
      const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / nPlays);
      expect(Math.abs(mean - rate)).toBeLessThan((4 * sd) / Math.sqrt(nPlays));
    });
  });
});

describe('the end of a bandit', () => {
  it('is false for equal versions in 5 of 100 trials at most, looked at 50 times each', () => {
    let nEnded = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { decision } = playBandit({
        ...{ seed, nVersions: 3, nRequests: 5000, rewardOf: bernoulli([0.2, 0.2, 0.2]) },
      });
      nEnded += Number(decision.action === 'promote' || decision.action === 'end');
    }
    expect(nEnded).toBeLessThanOrEqual(5);
  });

  it('is the promotion of the best in 20 of 20 trials, and never of another one', () => {
    const ends = Array.from({ length: 20 }, (_, seed) =>
      playBandit({
        ...{ seed, nVersions: 3, nRequests: 12_000, rewardOf: bernoulli([0.1, 0.12, 0.25]) },
      }),
    );
    expect(ends.map(({ decision }) => [decision.action, decision.to])).toEqual(
      ends.map(() => ['promote', 3]),
    );
  });

  it('keeps a champion that is the best', () => {
    const { decision } = playBandit({
      ...{ seed: 1, nVersions: 2, nRequests: 12_000, rewardOf: bernoulli([0.4, 0.2]) },
    });
    expect(decision.action).toBe('end');
    expect(decision.reason).toMatch(/It stays the champion\.$/);
  });
});

describe('LinUCB of what a request says', () => {
  it('finds a linear rule by which the best version depends on a number', () => {
    const { chosen } = playBandit({
      ...{ seed: 2, nVersions: 2, nRequests: 4000 },
      bandit: {
        context: [{ column: 'age', kind: 'number', center: 50, scale: 20 }],
        promotes: false,
      },
      rowOf: (random) => ({ age: 20 + 60 * random.next() }),
      rewardOf: (version, random, { age }) => {
        const slope = version === 2 ? 0.02 : -0.02;
        return slope * (Number(age) - 50) + 0.5 * random.normal();
      },
    });
    const late = chosen.slice(1500);
    const right = late.filter(({ version, rows }) => Number(rows[0]?.age) > 50 === (version === 2));
    // 2 % are the floor of the other one, and few are wrong beside the border.
    expect(right.length / late.length).toBeGreaterThan(0.92);
  });
});
