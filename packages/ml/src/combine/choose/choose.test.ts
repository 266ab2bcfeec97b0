import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { fromRows, seededRandom } from '../../math/index.ts';
import { getMetric } from '../../metrics/index.ts';
import { ESTIMATORS, getEstimator } from '../../models/index.ts';
import type { Contender } from './contender.ts';
import { interpretableModel } from './interpretable-model.ts';
import { paretoFront } from './pareto-front.ts';
import { partsToRead } from './parts-to-read.ts';
import { smallModel } from './small-model.ts';

const auc = getMetric('roc_auc');
const rmse = getMetric('rmse');

const contenders: readonly Contender[] = [
  { id: 'boosted', value: 0.93, microsPerRow: 20, sizeBytes: 900_000 },
  { id: 'forest', value: 0.925, microsPerRow: 40, sizeBytes: 9_000_000 },
  { id: 'curves', value: 0.926, microsPerRow: 2, sizeBytes: 40_000, nParts: 24 },
  { id: 'linear', value: 0.905, microsPerRow: 0.2, sizeBytes: 900, nParts: 100 },
  { id: 'tree', value: 0.89, microsPerRow: 0.3, sizeBytes: 700, nParts: 12 },
];

describe('smallModel', () => {
  it('is the smallest of those that are near and fast', () => {
    expect(smallModel(contenders, auc)).toEqual({
      id: 'curves',
      isWithinLimits: true,
      sentence: 'curves is within 1 % of the best, about 10 times as fast and 23 times as small.',
    });
    expect(smallModel(contenders, auc, { maxShareBehind: 0.1 })?.id).toBe('tree');
  });

  it('says when none is fast enough', () => {
    expect(smallModel(contenders, auc, { minSpeedup: 50 })).toEqual({
      id: 'curves',
      isWithinLimits: false,
      sentence:
        'No model within 1 % of the best is 50 times as fast; the smallest of them is curves, about 10 times as fast and 23 times as small.',
    });
    expect(smallModel(contenders.slice(0, 1), auc)?.sentence).toBe(
      'The best model, boosted, is also the smallest within 1 % of the best.',
    );
    expect(smallModel([], auc)).toBeUndefined();
  });

  it('knows metrics of which less is better, and values that are not defined', () => {
    const losses = contenders.map((each) => ({ ...each, value: 1 / each.value }));
    expect(smallModel(losses, rmse)?.id).toBe('curves');
    expect(smallModel([{ ...contenders[0], value: Number.NaN }], auc)).toBeUndefined();
  });
});

describe('interpretableModel', () => {
  it('is the best that is short enough to read, and tells the price', () => {
    expect(interpretableModel(contenders, auc)).toEqual({
      id: 'curves',
      isWithinLimits: true,
      sentence: 'curves has 24 parts to read and gives up 0.0040 of ROC AUC.',
    });
    expect(interpretableModel(contenders, auc, { maxParts: 5 })).toMatchObject({
      id: 'tree',
      isWithinLimits: false,
    });
    expect(interpretableModel(contenders.slice(0, 2), auc)).toBeUndefined();
  });
});

describe('paretoFront', () => {
  it('holds exactly those that no other one beats in all three', () => {
    expect(paretoFront(contenders, auc).map(({ id }) => id)).toEqual([
      'boosted',
      'curves',
      'linear',
      'tree',
    ]);
    const random = seededRandom(3);
    const many = Array.from({ length: 200 }, (_, i) => ({
      id: `m${i}`,
      value: random.below(20),
      microsPerRow: random.below(20),
      sizeBytes: random.below(20),
    }));
    const beats = (a: Contender, b: Contender) =>
      a.value <= b.value &&
      a.microsPerRow <= b.microsPerRow &&
      a.sizeBytes <= b.sizeBytes &&
      (a.value < b.value || a.microsPerRow < b.microsPerRow || a.sizeBytes < b.sizeBytes);
    const unbeaten = many.filter((one) => !many.some((other) => beats(other, one)));
    const key = ({ value, microsPerRow, sizeBytes }: Contender) =>
      `${value} ${microsPerRow} ${sizeBytes}`;
    const front = paretoFront(many, rmse).map(key);
    expect(new Set(front)).toEqual(new Set(unbeaten.map(key)));
    expect(front).toHaveLength(new Set(front).size);
  });
});

describe('partsToRead', () => {
  const random = seededRandom(5);
  const x = fromRows(
    Array.from({ length: 80 }, () => [random.normal(), random.normal(), random.normal()]),
  );
  const y = {
    kind: 'regression',
    values: Float64Array.from({ length: 80 }, (_, i) => (x.values[3 * i] > 0 ? 5 : 1)),
  } as const;
  const fit = (name: string, params = {}) => {
    const estimator = getEstimator(name);
    const resolved = resolveParams(estimator.name, estimator.params, params);
    return partsToRead(name, estimator.fit(x, y, resolved, { random: seededRandom(1) }));
  };

  it('counts leaves, weights, rules and curves, and nothing of what no one can read', () => {
    expect(fit('decision-tree', { maxDepth: 1 })).toBe(2);
    expect(fit('ridge')).toBe(3);
    expect(fit('rule-fit')).toBeGreaterThan(0);
    expect(fit('additive-boosting')).toBeGreaterThanOrEqual(1);
    expect(fit('random-forest')).toBeUndefined();
  });

  it('knows estimators that exist', () => {
    const readable = ESTIMATORS.filter(({ name }) =>
      ['least-squares', 'ridge', 'elastic-net', 'generalized-linear', 'logistic'].includes(name),
    );
    const weights = Float64Array.of(0, 2, -1);
    expect(readable.map(({ name }) => partsToRead(name, { weights }))).toEqual([2, 2, 2, 2, 2]);
  });
});
