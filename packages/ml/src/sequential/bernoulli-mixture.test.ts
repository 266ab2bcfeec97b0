import { describe, expect, it } from 'vitest';
import { log } from '../math/index.ts';
import { logBeta, logLikelihood, logMixture } from './bernoulli-mixture.ts';

describe('logBeta', () => {
  it('has its closed forms: B(1/2, 1/2) is pi, B(2, 3) is 1/12, B(1, n) is 1/n', () => {
    expect(logBeta(0.5, 0.5)).toBeCloseTo(log(Math.PI), 13);
    expect(logBeta(2, 3)).toBeCloseTo(-log(12), 13);
    expect(logBeta(1, 250)).toBeCloseTo(-log(250), 11);
  });
});

describe('logMixture', () => {
  it('is the product of the predictions (yes + 1/2) / (n + 1) of Krichevsky and Trofimov', () => {
    let [product, yes] = [0, 0];
    for (let n = 0; n < 300; n++) {
      const had = n % 7 === 3;
      product += log(((had ? yes : n - yes) + 0.5) / (n + 1));
      yes += Number(had);
    }
    expect(logMixture({ n: 300, sum: yes })).toBeCloseTo(product, 10);
  });

  it('agrees with the published value of the package confseq: -0.6941012', () => {
    // Its mixture of range 0.2 and 0.8, tuned for variance 100, at sum 10 and variance 100: 135 of 625 against 0.2.
    const precision = 12.60056 - 0.2 * 0.8;
    const prior = { yes: precision / 0.8, no: precision / 0.2 };
    const trials = { n: 625, sum: 135 };
    expect(logMixture(trials, prior) - logLikelihood(trials, 0.2)).toBeCloseTo(-0.6941012, 6);
  });
});
