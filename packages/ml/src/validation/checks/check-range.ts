import type { Anomaly, AnomalyName } from '@kaizenml/contracts';
import { isoDate, parseNumber } from '../../table/index.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { dateBound } from '../schema/date-bound.ts';
import { type ColumnSubject, rowsWith } from './column-subject.ts';
import { sayRows } from './sentences.ts';

type End = 'min' | 'max';

const NAMES: Readonly<Record<string, Readonly<Record<End, AnomalyName>>>> = {
  integer: { min: 'INT_TYPE_SMALL_INT', max: 'INT_TYPE_BIG_INT' },
  number: { min: 'FLOAT_TYPE_SMALL_FLOAT', max: 'FLOAT_TYPE_BIG_FLOAT' },
  date: { min: 'DATE_TYPE_SMALL_DATE', max: 'DATE_TYPE_BIG_DATE' },
};

/** Whether numbers and dates lie within their range, and NaN and infinity where they are allowed. */
export function checkRange(subject: ColumnSubject): Anomaly[] {
  const { type } = subject.spec;
  if (type === 'string' || type === 'boolean') return [];
  return [
    ...checkEnd(subject, 'min'),
    ...checkEnd(subject, 'max'),
    ...checkNaN(subject),
    ...checkInfinity(subject),
  ];
}

function checkEnd(subject: ColumnSubject, end: End): Anomaly[] {
  const { name, spec, column } = subject;
  const bound = spec.range?.[end];
  const found = extreme(subject, end);
  if (bound === undefined || found === null) return [];
  const isDate = spec.type === 'date';
  const limit = isDate ? dateBound(bound, end) : Number(bound);
  const passes = (x: number): boolean => (end === 'min' ? x < limit : x > limit);
  if (!passes(found)) return [];
  const to = isDate ? isoDate(found) : found;
  const count = countOutside(subject, passes);
  const anomaly = NAMES[spec.type][end];
  const place = count === null ? '' : ` and ${sayRows(count, column.nRows)} beyond`;
  const [limitWord, extremeWord] = isDate
    ? end === 'min'
      ? ['no earlier than', 'earliest']
      : ['no later than', 'latest']
    : end === 'min'
      ? ['at least', 'smallest']
      : ['at most', 'largest'];
  return [
    makeAnomaly(anomaly, {
      column: name,
      long: `Column "${name}" must be ${limitWord} ${bound}, got ${to} as its ${extremeWord} value${place}.`,
      count,
      nRows: column.nRows,
      details: { [end]: bound, found: to, count, nRows: column.nRows },
      patch: makePatch({
        anomaly,
        column: name,
        says: `"${name}" may go ${end === 'min' ? 'down' : 'up'} to ${to}.`,
        changes: [{ path: ['columns', name, 'range', end], from: bound, to }],
      }),
    }),
  ];
}

/** The smallest or largest finite value; null where statistics do not tell. */
function extreme({ spec, column, seen, isComplete }: ColumnSubject, end: End): number | null {
  const isDate = spec.type === 'date';
  if (column.number) return isDate === (column.kind === 'date') ? column.number[end] : null;
  if (isDate || !isComplete) return null;
  const numbers = seen.map(({ value }) => parseNumber(value)).filter((x) => !Number.isNaN(x));
  if (numbers.length === 0) return null;
  return numbers.reduce((a, b) => (end === 'min' ? Math.min(a, b) : Math.max(a, b)));
}

function countOutside(
  { isComplete, seen, column }: ColumnSubject,
  passes: (x: number) => boolean,
): number | null {
  if (!isComplete || column.kind === 'date') return null;
  return rowsWith(seen, (value) => passes(parseNumber(value))).count;
}

function checkNaN({ name, spec, column }: ColumnSubject): Anomaly[] {
  const count = column.number?.nNaN ?? 0;
  const isRefused = spec.disallowNaN ?? spec.type === 'integer';
  if (count === 0 || !isRefused) return [];
  return [
    makeAnomaly('FLOAT_TYPE_HAS_NAN', {
      column: name,
      long: `Column "${name}" must be free of NaN, got it in ${sayRows(count, column.nRows)}.`,
      count,
      nRows: column.nRows,
      details: { count, nRows: column.nRows },
      patch: allow(name, 'FLOAT_TYPE_HAS_NAN', {
        key: 'disallowNaN',
        from: spec.disallowNaN,
        what: 'NaN',
      }),
    }),
  ];
}

/** Infinity lies outside of every range. */
function checkInfinity({ name, spec, column }: ColumnSubject): Anomaly[] {
  const count = column.number?.nInfinite ?? 0;
  const isRefused = spec.disallowInfinity ?? (spec.type === 'integer' || spec.range !== undefined);
  if (count === 0 || !isRefused) return [];
  return [
    makeAnomaly('FLOAT_TYPE_HAS_INF', {
      column: name,
      long: `Column "${name}" must be finite, got infinity in ${sayRows(count, column.nRows)}.`,
      count,
      nRows: column.nRows,
      details: { count, nRows: column.nRows },
      patch: allow(name, 'FLOAT_TYPE_HAS_INF', {
        key: 'disallowInfinity',
        from: spec.disallowInfinity,
        what: 'infinite',
      }),
    }),
  ];
}

function allow(
  name: string,
  anomaly: AnomalyName,
  { key, from, what }: { readonly key: string; readonly from: unknown; readonly what: string },
): ReturnType<typeof makePatch> {
  return makePatch({
    anomaly,
    column: name,
    says: `"${name}" may be ${what}.`,
    changes: [{ path: ['columns', name, key], from, to: false }],
  });
}
