import type { AnomalyName, SchemaPatch } from '@kaizenml/contracts';
import { expect, test } from 'vitest';
import { makeAnomaly } from '../make-anomaly.ts';
import { mergeAnomalies } from './merge-anomalies.ts';

const patch: SchemaPatch = { id: '0badcafe', says: 'Allow it.', changes: [] };
const ofStatistics = (name: AnomalyName, column: string | null) =>
  makeAnomaly(name, { column, long: 'statistics', patch });
const ofRows = (name: AnomalyName, column: string | null) => ({
  anomaly: makeAnomaly(name, {
    column,
    long: 'rows',
    count: 2,
    nRows: 8,
    rows: [{ row: 3, value: 'x' }],
  }),
  isOffending: (row: number) => row === 2,
});
const merge = (
  statistics: readonly ReturnType<typeof ofStatistics>[],
  rows: readonly ReturnType<typeof ofRows>[],
) => mergeAnomalies(statistics, rows, new Set(['a', 'b']));

test('what both tell is told once: by rows, with the patch of statistics', () => {
  const merged = merge(
    [ofStatistics('FLOAT_TYPE_BIG_FLOAT', 'a')],
    [ofRows('FLOAT_TYPE_BIG_FLOAT', 'a')],
  );
  expect(merged).toHaveLength(1);
  expect(merged[0]?.anomaly).toMatchObject({ long: 'rows', count: 2, share: 0.25, patch });
  expect([1, 2].map((row) => merged[0]?.isOffending?.(row))).toEqual([false, true]);
});

test('a column of another type is told by the values that are not of its type', () => {
  const merged = merge(
    [ofStatistics('UNEXPECTED_DATA_TYPE', 'a')],
    [ofRows('FLOAT_TYPE_STRING_NOT_FLOAT', 'a')],
  );
  expect(merged.map(({ anomaly }) => anomaly.name)).toEqual(['FLOAT_TYPE_STRING_NOT_FLOAT']);
});

test('what one tells alone stays, also of another column', () => {
  const merged = merge(
    [ofStatistics('SCHEMA_NEW_COLUMN', 'z'), ofStatistics('FLOAT_TYPE_HAS_NAN', 'a')],
    [ofRows('FLOAT_TYPE_HAS_NAN', 'b'), ofRows('CUSTOM_VALIDATION', null)],
  );
  expect(merged.map(({ anomaly: { name, column } }) => [name, column])).toEqual([
    ['SCHEMA_NEW_COLUMN', 'z'],
    ['FLOAT_TYPE_HAS_NAN', 'a'],
    ['FLOAT_TYPE_HAS_NAN', 'b'],
    ['CUSTOM_VALIDATION', null],
  ]);
});

test('rows decide on domains and ranges of the columns that they saw', () => {
  const merged = merge(
    [
      ofStatistics('ENUM_TYPE_UNEXPECTED_STRING_VALUES', 'a'),
      ofStatistics('INT_TYPE_BIG_INT', 'z'),
    ],
    [],
  );
  expect(merged.map(({ anomaly }) => anomaly.column)).toEqual(['z']);
});
