import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import { logistic } from '../../linear/logistic.ts';
import { ridge } from '../../linear/ridge.ts';
import { chooseTerms } from './choose-terms.ts';
import { type Design, descend, emptyFit } from './descend.ts';
import { scoreLoss } from './score-loss.ts';

const N = 150;
const P = 3;
const L2 = 2;
const random = seededRandom(9);
const columns = Array.from({ length: P }, (_, j) =>
  Float64Array.from({ length: N }, () => random.normal() + j),
);
const x = {
  nRows: N,
  nColumns: P,
  values: Float64Array.from({ length: N * P }, (_, at) => columns[at % P][Math.floor(at / P)]),
};
const signal = Float64Array.from(columns[0], (v, i) => v - 2 * columns[1][i] + random.normal());

function weigh(y: Target) {
  const design: Design = { columns, weights: new Float64Array(N).fill(1), loss: scoreLoss(y) };
  const fit = emptyFit(design);
  descend(design, fit, { l2: L2 / N, terms: [0, 1, 2], maxExpansions: 60, maxSweeps: 300 });
  return fit;
}

function expectNear(found: Float64Array, wanted: Float64Array): void {
  found.forEach((value, at) => {
    expect(value).toBeCloseTo(wanted[at], 3);
  });
}

describe('coordinate descent', () => {
  it('comes to ridge regression for squared error', () => {
    const y: Target = { kind: 'regression', values: signal };
    const wanted = ridge.fit(x, y, resolveParams('ridge', ridge.params, { l2: L2 }), { random });
    expectNear(weigh(y).weights, wanted.weights);
  });

  it.each([
    ['two', [2]],
    ['three', [0, 4]],
  ])('comes to logistic regression for %s classes', (_, cuts) => {
    const codes = Int32Array.from(signal, (v) => cuts.filter((cut) => v + 3 > cut).length);
    const y: Target = { kind: 'classification', codes, nClasses: cuts.length + 1 };
    const options = resolveParams('logistic', logistic.params, { l2: L2, tolerance: 1e-9 });
    expectNear(weigh(y).weights, logistic.fit(x, y, options, { random }).weights);
  });
});

describe('the choice of terms', () => {
  it('takes the terms that matter, the most telling first, and leaves out noise', () => {
    const y: Target = {
      kind: 'regression',
      values: columns[0].map((v, i) => v + 5 * columns[2][i]),
    };
    const isHeldOut = Uint8Array.from({ length: N }, (_, i) => (i % 5 === 0 ? 1 : 0));
    const rowWeights = new Float64Array(N).fill(1);
    const weights = rowWeights.map((weight, i) => (isHeldOut[i] === 1 ? 0 : weight));
    const design: Design = { columns, weights, loss: scoreLoss(y) };
    expect(chooseTerms(design, { maxTerms: 3, l2: 0, isHeldOut, rowWeights })).toEqual([2, 0]);
    expect(chooseTerms(design, { maxTerms: 1, l2: 0, isHeldOut, rowWeights })).toEqual([2]);
  });
});
