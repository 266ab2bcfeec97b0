import { describe, expect, it } from 'vitest';
import { getMetric, METRICS } from '../metrics/index.ts';
import { encodeText } from '../table/index.ts';
import { classShares, sayShares } from './class-shares.ts';
import { defendMetric } from './defend-metric.ts';

const answers = Array.from({ length: 200 }, (_, i) => (i % 20 === 0 ? 'yes' : 'no'));
const rare = classShares(encodeText('churned', 'category', [...answers, null]));
const even = classShares(encodeText('side', 'category', ['left', 'right']));

describe('classShares', () => {
  it('counts rows that have a class, the most frequent first', () => {
    expect(rare).toEqual([
      { name: 'no', nRows: 190, share: 0.95 },
      { name: 'yes', nRows: 10, share: 0.05 },
    ]);
    expect(sayShares('churned', rare)).toBe('"churned": "no" 95 % (190 rows), "yes" 5 % (10).');
  });

  it('lists few classes, and of many the first and the last', () => {
    const many = classShares(encodeText('topic', 'category', ['a', 'a', 'b', 'c', 'd', 'e', 'f']));
    expect(sayShares('topic', many)).toBe(
      '"topic": 6 classes, from "a" 28.6 % (2 rows) to "f" 14.3 % (1).',
    );
    expect(sayShares('topic', [])).toBe('"topic" has no class.');
  });
});

describe('defendMetric', () => {
  it('says what accuracy would hide where a class is rare', () => {
    const auc = getMetric('roc_auc');
    expect(defendMetric(auc, { shares: rare, isDefault: true })).toBe(
      'Models are compared by ROC AUC: it asks whether rows of the class get higher probabilities than others, however rare the class is and wherever probabilities are cut later, while accuracy would give 95 % to always saying "no".',
    );
    expect(defendMetric(auc, { shares: even, isDefault: true })).toMatch(/cut later\.$/);
  });

  it('defends the choice of the project, and warns where the target makes it misleading', () => {
    const ask = (name: string, shares = rare) =>
      defendMetric(getMetric(name), { shares, isDefault: false });
    expect(ask('accuracy')).toMatch(
      /^Models are compared by Accuracy, as the project asks: .*; but always saying "no" gets 95 % of it/,
    );
    expect(ask('accuracy', even)).not.toContain('but');
    expect(ask('f1')).toContain('changes with the threshold');
    expect(ask('mape', [])).toContain('near 0');
  });

  it.each(METRICS)('has one sentence for $name', (metric) => {
    for (const isDefault of [true, false]) {
      const said = defendMetric(metric, { shares: rare, isDefault });
      expect(said).toMatch(/^Models are compared by [^.]+(?:\d\.\d[^.]*)*\.$/);
    }
  });
});
