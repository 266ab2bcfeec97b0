import { linUcb } from '@kaizenml/ml/bandits';
import { describe, expect, it } from 'vitest';
import { dealVersion, isCompared } from './deal.ts';
import type { BanditStanding, ContextColumn } from './standing.ts';

const N = 10_000;
const AT = '2026-01-01T00:00:00.000Z';
const PLAN: ContextColumn = { column: 'plan', kind: 'category', levels: ['basic', 'premium'] };

function banditOf(shares: readonly number[], model: BanditStanding['model'] = null) {
  const standing: BanditStanding = {
    ...{ learnedAt: AT, out: [], model },
    shares: shares.map((share, i) => ({ version: i + 1, share })),
  };
  const settings = { challengers: [2], floor: 0.02, maxShare: 1, promotes: false, context: [] };
  return { id: '01JD', settings: { bandit: settings }, standing };
}

/** Four standard deviations of a binomial count. */
const far = (n: number, p: number) => 4 * Math.sqrt(n * p * (1 - p));

describe('dealVersion', () => {
  it.each([[[0.5, 0.5]], [[0.02, 0.98]], [[0.6, 0.25, 0.13, 0.02]], [Array(8).fill(1 / 8)]])(
    'deals by %j within binomial bounds, and says the probability',
    (shares) => {
      const counts = shares.map(() => 0);
      let isSaid = true;
      for (let i = 0; i < N; i++) {
        const dealt = dealVersion(banditOf(shares), { key: `request-${i}`, rows: [] });
        counts[dealt.version - 1] = (counts[dealt.version - 1] ?? 0) + 1;
        isSaid &&= dealt.propensity === shares[dealt.version - 1];
      }
      expect(isSaid).toBe(true);
      shares.forEach((share, i) => {
        expect(Math.abs((counts[i] ?? 0) - N * share)).toBeLessThan(far(N, share));
      });
    },
  );

  it('lets an estimate by inverse propensities find what each version alone would bring', () => {
    const shares = [0.7, 0.25, 0.05];
    const means = [1, 2, 3];
    const sums = [0, 0, 0];
    for (let i = 0; i < N; i++) {
      const { version, propensity } = dealVersion(banditOf(shares), { key: `r${i}`, rows: [] });
      sums[version - 1] = (sums[version - 1] ?? 0) + (means[version - 1] ?? 0) / propensity;
    }
    shares.forEach((share, i) => {
      const mean = means[i] ?? 0;
      const sd = mean * Math.sqrt((1 - share) / (N * share));
      expect(Math.abs((sums[i] ?? 0) / N - mean)).toBeLessThan(4 * sd);
    });
  });

  it('keeps a key where it was unless its version lost share to another that won some', () => {
    const [before, after] = [banditOf([0.5, 0.3, 0.2]), banditOf([0.4, 0.3, 0.3])];
    let nMoved = 0;
    for (let i = 0; i < 5000; i++) {
      const key = `customer-${i}`;
      const [was, is] = [before, after].map((bandit) => dealVersion(bandit, { key, rows: [] }));
      if (was?.version === is?.version) continue;
      nMoved++;
      expect([was?.version, is?.version]).not.toEqual([2, 1]);
      expect(was?.version).not.toBe(3);
      expect(is?.version).not.toBe(1);
    }
    // From 1 to 3 a tenth must move; a few go by way of 2, which lost to 3 and won from 1.
    expect(nMoved / 5000).toBeGreaterThan(0.08);
    expect(nMoved / 5000).toBeLessThan(0.2);
  });

  it('asks what the request says where the bandit reads it, with the floor for the rest', () => {
    const model = linUcb.empty({ nFeatures: 3, explore: 0, width: 0.1 });
    for (let i = 0; i < 200; i++) {
      const context = i % 2 === 0 ? [1, 1, 0] : [1, 0, 1];
      for (const arm of [0, 1])
        linUcb.update(model, { arm, context, reward: Number(arm === i % 2) });
    }
    const bandit = banditOf([0.5, 0.5], model);
    const settings = { bandit: { ...bandit.settings.bandit, context: [PLAN] } };
    const dealt = (plan: string) =>
      dealVersion({ ...bandit, settings }, { key: 'k', rows: [{ plan }] }).propensities;
    expect(dealt('basic')).toEqual([0.98, 0.02]);
    expect(dealt('premium')).toEqual([0.02, 0.98]);
  });
});

describe('isCompared', () => {
  it('leaves as many of each version', () => {
    const shares = [0.9, 0.1];
    const counts = [0, 0];
    for (let i = 0; i < N; i++) {
      const requestId = `request-${i}`;
      const { version } = dealVersion(banditOf(shares), { key: requestId, rows: [] });
      const at = version - 1;
      const [own = 1, other = 1] = [shares[at], shares[1 - at]];
      if (isCompared({ id: '01JD', requestId }, { own, other })) counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - N / 10)).toBeLessThan(far(N, 0.1));
  });
});
