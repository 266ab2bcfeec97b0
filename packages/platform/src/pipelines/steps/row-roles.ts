import { AppError, type Finding } from '@kaizenml/contracts';
import { percent } from '@kaizenml/ml/guardrails';
import { ESTIMATORS } from '@kaizenml/ml/models';
import {
  type Column,
  cell,
  encodeText,
  getColumn,
  isMissing,
  isNumeric,
  type Table,
  takeColumnRows,
} from '@kaizenml/ml/table';

/** Rows of equal weight below which figures mean little. */
const FEW_ROWS = 100;

/** Weights beyond these have sums, or squares, that no number can tell. */
const LARGEST_WEIGHT = 1e100;
const LEAST_WEIGHT = 1e-100;

/** A code per value of a column: rows of equal values are a group. */
export function groupCodes(key: Column): Int32Array {
  if (!isNumeric(key)) return key.codes;
  const labels = Array.from(key.values, (_, i) => String(cell(key, i)));
  return encodeText(key.name, 'category', labels).codes;
}

/**
 * Rows so ordered that those of a group stand side by side, groups in the order of their first row.
 *
 * @throws PROJECT_INVALID for a row without a group, and where every row is a group of its own.
 */
export function rowsByGroup(table: Table, name: string, rows: Int32Array): Int32Array {
  const column = takeColumnRows(getColumn(table, name), rows);
  const empty = rows.findIndex((_, i) => isMissing(column, i));
  if (empty >= 0) throw unusable('group', name, 'have a value in every row', 'none', rows[empty]);
  const codes = groupCodes(column);
  if (new Set(codes).size === codes.length)
    throw unusable('group', name, 'have rows to rank in some group', 'only groups of one row');
  const place = new Map<number, number>();
  for (const code of codes) if (!place.has(code)) place.set(code, place.size);
  const placeOf = (i: number) => place.get(codes[i] ?? -1) ?? -1;
  return Int32Array.from(rows.keys())
    .sort((a, b) => placeOf(a) - placeOf(b) || a - b)
    .map((i) => rows[i] ?? -1);
}

/**
 * Refuses a column that rows cannot be kept apart by.
 *
 * @param rows Those that are split.
 * @throws PROJECT_INVALID for a row without a value, and for times that are neither dates nor numbers.
 */
export function assertSplitKey(column: Column, rows: Int32Array, kind: 'group' | 'time'): void {
  const { name } = column;
  const empty = rows.find((row) => isMissing(column, row));
  if (empty === undefined && (kind === 'group' || isNumeric(asTimes(column)))) return;
  throw new AppError('PROJECT_INVALID', {
    message:
      empty !== undefined
        ? `Column "${name}" must have a value in every row of a ${kind} split, got none in row ${empty + 1}.`
        : `Column "${name}" must hold dates or numbers for a time split, got ${column.kind} values.`,
    hint: 'Choose another column, or drop those rows.',
    details: { path: kind, column: name, kind },
  });
}

/** A column of times: whole numbers that count the rows are read as ids, but tell an order. */
export function asTimes(column: Column): Column {
  if (isNumeric(column) || column.kind !== 'id') return column;
  const { name, codes, levels } = column;
  const parsed = levels.map(Number);
  if (!parsed.every(Number.isFinite)) return column;
  const values = Float64Array.from(codes, (code) => parsed[code] ?? Number.NaN);
  return { name, kind: 'number', values };
}

/** The weights of rows, as `checkWeights` has found them usable. */
export function weightsOf(table: Table, name: string, rows: Int32Array): Float64Array {
  const column = getColumn(table, name);
  return Float64Array.from(rows, (row) => Number(cell(column, row)));
}

/**
 * How rows count, and which estimators that leaves out.
 *
 * @source Kish (1965), "Survey Sampling", section 11.7 (effective sample size).
 *
 * @throws PROJECT_INVALID unless every row has a weight from 0 to 1e100, some of at least 1e-100.
 */
export function checkWeights(table: Table, name: string, rows: Int32Array): Finding[] {
  const column = getColumn(table, name);
  if (column.kind !== 'number')
    throw unusable('weights', name, 'hold numbers', `${column.kind} values`);
  const bad = rows.find((row) => {
    const weight = column.values[row] ?? Number.NaN;
    return !(weight >= 0 && weight <= LARGEST_WEIGHT);
  });
  if (bad !== undefined) {
    const given = isMissing(column, bad) ? 'none' : String(cell(column, bad));
    const expected = `have a number from 0 to ${LARGEST_WEIGHT} in every row`;
    throw unusable('weights', name, expected, given, bad);
  }
  const weights = weightsOf(table, name, rows);
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (largest < LEAST_WEIGHT) {
    const given = largest === 0 ? 'only zeros' : `${largest} at most`;
    throw unusable('weights', name, `have a number of at least ${LEAST_WEIGHT} in some row`, given);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const effective = sum ** 2 / weights.reduce((total, weight) => total + weight ** 2, 0);
  const without = ESTIMATORS.filter(({ traits }) => !traits.weights).map(({ title }) => title);
  return [
    {
      code: 'ROWS_WEIGHTED',
      severity: effective < FEW_ROWS ? 'warning' : 'info',
      message: `Rows count by "${name}" in fits and in metrics: as much as ${Math.round(effective)} rows of equal weight say (${percent(effective / rows.length)} of ${rows.length}).`,
      hint: `Models that cannot weigh rows are not tried: ${without.join(', ')}.`,
      column: name,
      details: { column: name, nRows: rows.length, effectiveRows: effective, notTried: without },
    },
  ];
}

/**
 * Refuses weights that leave nothing to learn from in a part.
 *
 * @param weights By row.
 * @param folds Rows of each.
 * @throws PROJECT_INVALID
 */
export function assertWeightedFolds(
  name: string,
  weights: Float64Array,
  folds: readonly Int32Array[],
): void {
  const empty = folds.findIndex((rows) => rows.every((row) => weights[row] === 0));
  if (empty < 0) return;
  throw new AppError('PROJECT_INVALID', {
    message: `Column "${name}", which \`weights\` names, must have a number above 0 among the rows that each fold learns from, got only zeros in fold ${empty + 1}.`,
    hint: 'Give more rows a weight above 0, or drop those that have none.',
    details: { path: 'weights', column: name, fold: empty + 1 },
  });
}

function unusable(
  path: string,
  column: string,
  expectation: string,
  received: string,
  row?: number,
): AppError {
  const place = row === undefined ? '' : ` in row ${row + 1}`;
  return new AppError('PROJECT_INVALID', {
    message: `Column "${column}", which \`${path}\` names, must ${expectation}, got ${received}${place}.`,
    hint: `Choose another column${row === undefined ? '' : ', or drop those rows'}.`,
    details: { path, column, ...(row !== undefined && { row: row + 1 }) },
  });
}
