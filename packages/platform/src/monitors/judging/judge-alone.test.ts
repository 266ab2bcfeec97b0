import { seededRandom } from '@kaizenml/ml/math';
import { type Column, encodeText } from '@kaizenml/ml/table';
import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { judgeAlone } from './judge-alone.ts';
import type { WatchedColumn } from './judge-windows.ts';

const SETTINGS = { rate: 0.05, leastEffect: 0.1 };

interface Drawn {
  readonly seed: number;
  readonly mean?: number;
  readonly missing?: number;
}

function normals(n: number, { seed, mean = 0, missing = 0 }: Drawn): Column {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: n }, () =>
    random.next() < missing ? Number.NaN : mean + random.normal(),
  );
  return { name: 'x', kind: 'number', values };
}

const levels = (counts: Record<string, number>) =>
  encodeText(
    'plan',
    'category',
    Object.entries(counts).flatMap(([level, n]) => Array<string>(n).fill(level)),
  );

/** Beside a reference: what a check would make of rows. */
function besides(reference: Column) {
  const binning = chooseBinning(reference);
  const before = { binning, window: countColumn(binning, reference) };
  return (column: Column, weights?: Float64Array): WatchedColumn => ({
    ...{ role: 'input', binning, reference: before },
    window: countColumn(binning, column, weights),
  });
}

const drifts = (columns: readonly WatchedColumn[]) =>
  judgeAlone(columns, SETTINGS).filter(({ verdict }) => verdict === 'drift');

describe('judgeAlone', () => {
  const beside = besides(normals(2000, { seed: 1 }));

  it.each([30, 100, 300])(
    'cries wolf over %i rows of the same population in fewer than one check in 200',
    (n) => {
      const alarms = Array.from({ length: 400 }, (_, i) =>
        drifts([beside(normals(n, { seed: 100 + i }))]),
      ).filter((found) => found.length > 0);
      expect(alarms.length).toBeLessThanOrEqual(2);
    },
  );

  it.each([
    [30, 1, 0.85],
    [60, 1, 0.97],
    [100, 0.5, 0.7],
    [300, 0.5, 0.97],
  ])('sees in %i rows a mean that moved by %d standard deviations', (n, mean, share) => {
    const alarms = Array.from({ length: 100 }, (_, i) =>
      drifts([beside(normals(n, { seed: 100 + i, mean }))]),
    ).filter((found) => found.length > 0);
    expect(alarms.length).toBeGreaterThan(100 * share);
  });

  it('takes weighted rows for no more than their effective number', () => {
    const alarms = Array.from({ length: 300 }, (_, i) => {
      const random = seededRandom(i);
      const weights = Float64Array.from({ length: 300 }, () => (random.next() < 0.1 ? 20 : 1));
      return drifts([beside(normals(300, { seed: 500 + i }), weights)]);
    }).filter((found) => found.length > 0);
    expect(alarms.length).toBeLessThan(5);
  });

  it('says what moved, which level became more, and what is damaged', () => {
    const [moved] = drifts([beside(normals(500, { seed: 3, mean: 1.5 }))]);
    expect(moved).toMatchObject({ check: 'inputs', column: 'x', measure: 'ks' });
    expect(moved?.why).toMatch(/^mean -?0\.\d+ → 1\.\d+$/);
    const ofPlans = besides(levels({ basic: 600, family: 280, premium: 120 }));
    const [more] = drifts([ofPlans(levels({ basic: 590, premium: 410 }))]);
    expect(more?.why).toBe('more of "premium": 12 % → 41 %');
    const gone = drifts([beside(normals(400, { seed: 4, missing: 0.35 }))]);
    expect(gone).toMatchObject([{ check: 'quality', measure: 'missing' }]);
    expect(gone[0]?.why).toMatch(/no value in 3\d(\.\d)? % of the rows/);
  });

  it('puts what drifted first', () => {
    const calm = besides(levels({ a: 500, b: 500 }));
    const verdicts = judgeAlone(
      [calm(levels({ a: 250, b: 250 })), beside(normals(300, { seed: 5, mean: 1 }))],
      SETTINGS,
    ).map(({ column, verdict }) => [column, verdict]);
    expect(verdicts).toEqual([
      ['x', 'drift'],
      ['plan', 'calm'],
    ]);
  });
});
