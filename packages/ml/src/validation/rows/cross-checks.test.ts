import type { DataSchema } from '@kaizenml/contracts';
import { describe, expect, test } from 'vitest';
import { findings } from './testing/findings.ts';
import { addValue, emptyValueSet } from './value-set.ts';

describe('rows of several columns', () => {
  const columns: DataSchema['columns'] = {
    id: { type: 'integer' },
    fare: { type: 'number' },
    tips: { type: 'number' },
    city: { type: 'string' },
  };

  test('rules show what they saw', () => {
    const { anomalies: found } = findings(
      {
        kaizenSchema: 1,
        columns,
        rules: [{ name: 'tips', check: 'tips <= fare * 2 or city == "free"', severity: 'warning' }],
      },
      { fare: ['10', '10', '', '1'], tips: ['5', '30', '30', '9'], city: ['a', 'b', 'b', 'free'] },
    );
    expect(found.map(({ anomaly }) => anomaly)).toMatchObject([
      {
        name: 'CUSTOM_VALIDATION',
        severity: 'warning',
        column: null,
        rows: [{ row: 2, value: 'tips 30, fare 10, city b' }],
        long: 'Rule "tips" (tips <= fare * 2 or city == "free") must hold in every row, got 1 of 4 rows in which it does not.',
      },
    ]);
  });

  test('keys of several columns occur once', () => {
    const { anomalies: found } = findings(
      { kaizenSchema: 1, columns, key: ['id', 'city'] },
      { id: ['1', '1', '1.0', '2'], city: ['a', 'b', 'a', 'a'] },
    );
    expect(found[0]?.anomaly).toMatchObject({
      name: 'KEY_NOT_UNIQUE',
      count: 1,
      rows: [{ row: 3, value: '1, a' }],
    });
  });

  test('foreign keys are found whatever way the same number is written', () => {
    const known = emptyValueSet();
    for (const key of ['1', '7', 'x']) addValue(known, key);
    const { anomalies: found } = findings(
      {
        kaizenSchema: 1,
        columns,
        foreignKeys: [{ columns: ['id'], dataset: 'cities', references: ['key'] }],
      },
      { id: ['1.0', '7', '8', ''] },
      { references: [known] },
    );
    expect(found[0]?.anomaly).toMatchObject({
      name: 'FOREIGN_KEY_MISSING',
      column: 'id',
      count: 1,
      rows: [{ row: 3, value: '8' }],
    });
    expect(found[0]?.anomaly.long).toBe(
      'Column "id" must occur in "key" of "cities", got 1 of 3 keys that do not, such as "8".',
    );
  });
});
