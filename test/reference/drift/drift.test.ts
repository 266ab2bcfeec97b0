import { jensenShannon, largestMove, lInfinity } from '@kaizenml/ml/drift';
import { type Column, cell, getColumn, isNumeric } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';
import expected from './expected.json' with { type: 'json' };

const DISTANCES = { 'jensen-shannon': jensenShannon, 'l-infinity': lInfinity };

describe.each(Object.entries(DISTANCES))('distance %s', (name, distance) => {
  it.each(expected.cases)('agrees with numpy and scipy 1.17 to 1e-12, case %#', (given) => {
    const values: Readonly<Record<string, number>> = given.values;
    expect(distance(given.reference, given.current)).toBeCloseTo(values[name], 12);
  });
});

describe('published figures', () => {
  const taxi = sharedData('chicago_taxi/tfx_company_counts_train_eval.csv');
  const absent = (path: string | undefined): string =>
    path === undefined ? ' (skipped: the file is not on this machine)' : '';

  it.skipIf(!taxi)(
    `finds the taxi company that moved most, 0.0122771 at Dispatch Taxi Affiliation${absent(taxi)}`,
    async () => {
      const table = await readTable(taxi ?? '');
      const train = numbers(getColumn(table, 'train_count'));
      const { distance, bin } = largestMove(train, numbers(getColumn(table, 'eval_count')));
      expect(distance.toFixed(7)).toBe('0.0122771');
      expect(cell(getColumn(table, 'company'), bin)).toBe('Dispatch Taxi Affiliation');
    },
  );
});

function numbers(column: Column): number[] {
  return isNumeric(column) ? [...column.values] : [];
}
