import type { Anomaly, AnomalyName } from '@kaizenml/contracts';
import { truthOf } from '../../table/index.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { changeType } from '../schema/change-type.ts';
import { type ColumnSubject, rowsWith } from './column-subject.ts';
import { sayNumber, sayRows, sayValues } from './sentences.ts';

/** Whether every value is true or false: 0 and 1, the words of the schema, or the usual ones. */
export function checkBoolean(subject: ColumnSubject): Anomaly[] {
  const { spec, column } = subject;
  if (spec.booleanWords === undefined && column.kind === 'number') return checkZeroOne(subject);
  const words = spec.booleanWords;
  const isWord = (value: string): boolean =>
    words === undefined
      ? truthOf(value) !== undefined || value === '0' || value === '1'
      : value === words.true || value === words.false;
  const bad = rowsWith(subject.seen, (value) => !isWord(value));
  const wanted = words === undefined ? 'true or false' : sayValues([words.true, words.false]);
  if (bad.count === 0) return tooManyWords(subject, wanted);
  return [
    found(subject, 'BOOL_TYPE_UNEXPECTED_STRING', {
      wanted,
      got: sayValues(bad.values),
      count: subject.isComplete ? bad.count : null,
    }),
  ];
}

function tooManyWords(subject: ColumnSubject, wanted: string): Anomaly[] {
  const { count, relativeError } = subject.column.distinct;
  const isSure = !subject.isComplete && count * (1 - 3 * relativeError) > 4;
  const got = `about ${count} different values`;
  return isSure
    ? [found(subject, 'BOOL_TYPE_UNEXPECTED_STRING', { wanted, got, count: null })]
    : [];
}

function checkZeroOne(subject: ColumnSubject): Anomaly[] {
  const { number } = subject.column;
  if (!number || number.min === null || number.max === null) return [];
  const { min, max, isInteger, nNaN, nInfinite } = number;
  const rowsOf = (passes: (x: number) => boolean): number | null =>
    subject.isComplete ? rowsWith(subject.seen, (value) => passes(Number(value))).count : null;
  if (!isInteger || nNaN + nInfinite > 0) {
    const got = isInteger
      ? 'NaN or infinity'
      : `numbers from ${sayNumber(min)} to ${sayNumber(max)}`;
    const count = rowsOf((x) => x !== 0 && x !== 1);
    return [found(subject, 'BOOL_TYPE_UNEXPECTED_FLOAT', { wanted: '0 or 1', got, count })];
  }
  const anomalies: Anomaly[] = [];
  if (max > 1) {
    const count = rowsOf((x) => x > 1);
    anomalies.push(
      found(subject, 'BOOL_TYPE_BIG_INT', { wanted: '1 at most', got: sayNumber(max), count }),
    );
  }
  if (min < 0) {
    const count = rowsOf((x) => x < 0);
    anomalies.push(
      found(subject, 'BOOL_TYPE_SMALL_INT', { wanted: '0 at least', got: sayNumber(min), count }),
    );
  }
  return anomalies;
}

function found(
  { name, spec, column }: ColumnSubject,
  anomaly: AnomalyName,
  {
    wanted,
    got,
    count,
  }: { readonly wanted: string; readonly got: string; readonly count: number | null },
): Anomaly {
  const { nRows, number } = column;
  const to = number === undefined ? 'string' : number.isInteger ? 'integer' : 'number';
  const place = count === null ? '' : ` in ${sayRows(count, nRows)}`;
  return makeAnomaly(anomaly, {
    column: name,
    long: `Boolean column "${name}" must be ${wanted}, got ${got}${place}.`,
    count,
    nRows,
    details: { wanted, got, count, nRows },
    patch: makePatch({
      anomaly,
      column: name,
      says: `"${name}" is not a boolean but of type ${to}.`,
      changes: changeType(name, spec, to),
      about: to,
    }),
  });
}
