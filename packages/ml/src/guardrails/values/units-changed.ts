import type { Finding } from '@kaizenml/contracts';
import { sortedPresent } from '../../stats/index.ts';
import { findColumn, type Table } from '../../table/index.ts';
import { spacedRows, valuesAt } from '../spaced-rows.ts';
import { matchUnits } from './match-units.ts';

/** Rows that are looked at; of longer tables, evenly spaced ones. */
const MOST_ROWS = 20_000;
/** Distance of old and new data from which a column is looked at. */
const APART = 0.4;

/**
 * Finds columns of numbers that have another unit in new data than in a reference: apart as they are, one
 * distribution after a conversion of `UNIT_CONVERSIONS`.
 *
 * @param names How the two are called in messages. Default `old` and `new`.
 * @returns At most one finding per column that both tables have.
 * @cost O(n log n) per column, of 20 000 evenly spaced rows at most
 * @source Smirnov (1948), Ann. Math. Stat. 19, on the distance.
 */
export function checkUnitsBetween(
  reference: Table,
  current: Table,
  [old, fresh]: readonly [string, string] = ['old', 'new'],
): Finding[] {
  return reference.columns.flatMap((before) => {
    const after = findColumn(current, before.name);
    if (before.kind !== 'number' || after?.kind !== 'number') return [];
    const match = matchUnits(sortedSample(before.values), sortedSample(after.values), APART);
    if (!match) return [];
    const { name: column } = before;
    const { words, scale, shift } = match.conversion;
    return [
      {
        code: 'UNITS_CHANGED' as const,
        severity: 'error' as const,
        message: `Column "${column}" has another unit in the ${fresh} data: it looks like ${words}, with the larger numbers in the ${match.finer === 'second' ? fresh : old} data.`,
        hint: 'Ask its source, then convert one of the two before a model reads them.',
        column,
        details: {
          column,
          conversion: words,
          scale,
          shift,
          finer: match.finer,
          before: match.before,
          after: match.after,
        },
      },
    ];
  });
}

function sortedSample(values: Float64Array): Float64Array {
  return sortedPresent(valuesAt(values, spacedRows(values.length, MOST_ROWS)));
}
