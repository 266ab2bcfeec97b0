import type { DataSchema } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findings } from './testing/findings.ts';

describe('checks of rows', () => {
  test('ten rows are shown, all are counted and marked', () => {
    const { anomalies: found } = findings(
      { kaizenSchema: 1, columns: { x: { type: 'integer' } } },
      { x: Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? 'x' : '1')) },
    );
    expect(found[0]?.anomaly).toMatchObject({ count: 1000, share: 1 / 3 });
    expect(found[0]?.anomaly.rows).toHaveLength(10);
    expect([0, 1, 2996, 2997, 2999].map((row) => found[0]?.isOffending(row))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  test('a column that is not expected in an environment needs no values', () => {
    const schema: DataSchema = {
      kaizenSchema: 1,
      columns: {
        y: { type: 'number', presence: { minShare: 1 }, environments: { not: ['serving'] } },
      },
    };
    expect(findings(schema, { y: [''] }, { environment: 'serving' }).anomalies).toEqual([]);
    expect(findings(schema, { y: [''] }, { environment: 'training' }).anomalies).toHaveLength(1);
  });

  test('chunks of any length give the same answer', () => {
    const cell = fc.constantFrom(
      '1',
      '2',
      '-3',
      '1e9',
      'x',
      '',
      'NaN',
      'inf',
      'a|b',
      '2024-01-01',
      'true',
      null,
    );
    const schema: DataSchema = {
      kaizenSchema: 1,
      columns: {
        n: {
          type: 'number',
          range: { min: 0, max: 100 },
          disallowNaN: true,
          isUnique: true,
          presence: { minShare: 0.9 },
        },
        t: { type: 'string', values: ['1', 'x', 'a|b'], length: { max: 2 }, isUnique: true },
        d: { type: 'date', range: { max: '2023-01-01' } },
        b: { type: 'boolean' },
      },
      key: ['n', 't'],
      rules: [{ name: 'r', check: 'n > 1 implies t == "x"' }],
    };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 61 }),
        (rows, chunk) => {
          const cells = Object.fromEntries(
            ['n', 't', 'd', 'b'].map((name, j) => [name, rows.map((row) => row[j] ?? null)]),
          );
          const [whole, parts] = [findings(schema, cells), findings(schema, cells, { chunk })];
          expect(parts.anomalies.map(({ anomaly }) => anomaly)).toEqual(
            whole.anomalies.map(({ anomaly }) => anomaly),
          );
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });
});
