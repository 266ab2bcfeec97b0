import type { InputField } from '@kaizenml/contracts';
import { finiteNumbers, nthSmallest } from '../math/index.ts';
import {
  type CodedColumn,
  type Column,
  columnLength,
  countMissing,
  isNumeric,
  isoDate,
  type NumericColumn,
  type Table,
} from '../table/index.ts';

/** Levels that a signature lists at most. */
const MOST_LEVELS = 1000;

/**
 * The input half of a signature, as the training table shows it.
 *
 * @param table Training rows with the columns that callers must send.
 * @cost O(rows * columns).
 */
export function inferInputs(table: Table): InputField[] {
  return table.columns.map((column) =>
    isNumeric(column) ? numericField(column) : codedField(column),
  );
}

function shared(column: Column): Pick<InputField, 'name' | 'kind' | 'shareMissing' | 'required'> {
  const nRows = columnLength(column);
  const nMissing = countMissing(column);
  return {
    name: column.name,
    kind: column.kind,
    shareMissing: nRows === 0 ? 0 : nMissing / nRows,
    required: nRows > 0 && nMissing === 0,
  };
}

function numericField(column: NumericColumn): InputField {
  const finite = finiteNumbers(column.values);
  if (finite.length === 0) return { ...shared(column), typical: null };
  let [low, high, isInteger] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (let i = 0; i < finite.length; i++) {
    low = Math.min(low, finite[i]);
    high = Math.max(high, finite[i]);
    isInteger &&= Number.isInteger(finite[i]);
  }
  const middle = nthSmallest(finite, finite.length >> 1);
  return {
    ...shared(column),
    ...(column.kind === 'number' ? { integer: isInteger } : {}),
    range: [low, high],
    typical: column.kind === 'date' ? isoDate(middle) : middle,
  };
}

function codedField(column: CodedColumn): InputField {
  const counts = new Float64Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  const levels = column.levels
    .map((level, code) => ({ level, count: counts[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
    .map(({ level }) => level);
  const listsLevels = column.kind === 'category' || column.kind === 'boolean';
  return {
    ...shared(column),
    ...(listsLevels ? { levels: levels.slice(0, MOST_LEVELS) } : {}),
    typical: levels[0] ?? null,
  };
}
