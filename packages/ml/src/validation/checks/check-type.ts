import type { Anomaly, ColumnType } from '@kaizenml/contracts';
import { DATE_FORMATS, parseDate, parseNumber } from '../../table/index.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { retype, TYPE_WORDS } from '../schema/change-type.ts';
import { domainOf } from '../schema/domain-of.ts';
import { checkBoolean } from './check-boolean.ts';
import { type ColumnSubject, rowsWith } from './column-subject.ts';
import { sayRows, sayValues } from './sentences.ts';

/** Fewer values of a text may all be numbers or dates by chance. */
const FEWEST_TO_JUDGE = 20;

/** Whether the values of a column are of its type. */
export function checkType(subject: ColumnSubject): Anomaly[] {
  if (subject.nPresent === 0) return [];
  switch (subject.spec.type) {
    case 'boolean':
      return checkBoolean(subject);
    case 'integer':
    case 'number':
      return checkNumbers(subject);
    case 'date':
      return checkDates(subject);
    case 'string':
      return checkText(subject);
  }
}

/** The type that holds all values of a column. */
function foundType({ column: { kind, number } }: ColumnSubject): ColumnType {
  if (kind === 'number') return number?.isInteger ? 'integer' : 'number';
  if (kind === 'date' || kind === 'boolean') return kind;
  return 'string';
}

function checkNumbers(subject: ColumnSubject): Anomaly[] {
  const { name, spec, column, nPresent, seen } = subject;
  const { kind, number, text } = column;
  if (kind === 'date') return [unexpectedType(subject)];
  if (number) {
    const isBroken = spec.type === 'integer' && !number.isInteger;
    return isBroken ? [unexpectedType(subject)] : [];
  }
  if (!text) return [noStatistics(subject)];
  const isInteger = spec.type === 'integer';
  const nBad = nPresent - (isInteger ? text.nInteger : text.nNumeric);
  if (nBad === 0) return [];
  const bad = rowsWith(seen, (value) => {
    const parsed = parseNumber(value);
    return isInteger ? !Number.isInteger(parsed) : Number.isNaN(parsed);
  });
  const to: ColumnType = text.nNumeric === nPresent ? 'number' : 'string';
  const anomaly = isInteger ? 'INT_TYPE_NOT_INT_STRING' : 'FLOAT_TYPE_STRING_NOT_FLOAT';
  const example = bad.values.length === 0 ? '' : `, such as ${sayValues(bad.values, 3)}`;
  return [
    makeAnomaly(anomaly, {
      column: name,
      long: `Column "${name}" must hold ${TYPE_WORDS[spec.type]}, got something else in ${sayRows(nBad, column.nRows)}${example}.`,
      count: nBad,
      nRows: column.nRows,
      details: { type: spec.type, nBad, values: bad.values.slice(0, 5).map(({ value }) => value) },
      patch: retype(name, spec, { anomaly, to }),
    }),
  ];
}

function checkDates(subject: ColumnSubject): Anomaly[] {
  const { name, spec, column, seen, isComplete } = subject;
  if (column.kind === 'date') return [];
  if (column.number) return [unexpectedType(subject)];
  const bad = rowsWith(seen, (value) =>
    DATE_FORMATS.every((format) => Number.isNaN(parseDate(value, format))),
  );
  if (isComplete && bad.count === 0) return [];
  const count = isComplete ? bad.count : null;
  const got =
    count === null ? 'something else' : `something else in ${sayRows(count, column.nRows)}`;
  const example = bad.values.length === 0 ? '' : `, such as ${sayValues(bad.values, 3)}`;
  return [
    makeAnomaly('DATE_TYPE_NOT_DATE_STRING', {
      column: name,
      long: `Column "${name}" must hold dates, got ${got}${example}.`,
      count,
      nRows: column.nRows,
      details: { values: bad.values.slice(0, 5).map(({ value }) => value) },
      patch: retype(name, spec, { anomaly: 'DATE_TYPE_NOT_DATE_STRING', to: 'string' }),
    }),
  ];
}

/** As far as rows do not tell it one by one: the kind of the whole column. */
export function checkKind(subject: ColumnSubject): Anomaly[] {
  const { spec, column, nPresent } = subject;
  if (nPresent === 0) return [];
  if (spec.type === 'string') return checkText(subject);
  const isOther =
    spec.type === 'date'
      ? column.kind === 'number'
      : spec.type !== 'boolean' && column.kind === 'date';
  return isOther ? [unexpectedType(subject)] : [];
}

/** Numbers where text is expected: codes that lost their letters or leading zeros. A domain tells it better. */
function checkText(subject: ColumnSubject): Anomaly[] {
  const { column, nPresent, schema, name, spec } = subject;
  if (!column.number || nPresent < FEWEST_TO_JUDGE) return [];
  return domainOf(schema, name, spec) === undefined ? [unexpectedType(subject)] : [];
}

function unexpectedType(subject: ColumnSubject): Anomaly {
  const { name, spec, column, seen } = subject;
  const found = foundType(subject);
  const example = seen.find(({ value }) => found !== 'number' || !Number.isInteger(Number(value)));
  return makeAnomaly('UNEXPECTED_DATA_TYPE', {
    column: name,
    long: `Column "${name}" must hold ${TYPE_WORDS[spec.type]}, got ${TYPE_WORDS[found]}${example === undefined ? '' : `, such as ${sayValues([example])}`}.`,
    details: { type: spec.type, found, kind: column.kind, example: example?.value },
    patch: retype(name, spec, { anomaly: 'UNEXPECTED_DATA_TYPE', to: found }),
  });
}

function noStatistics({ name, spec }: ColumnSubject): Anomaly {
  return makeAnomaly('STATS_NOT_AVAILABLE', {
    column: name,
    long: `Column "${name}" must have statistics of ${TYPE_WORDS[spec.type]}, got counts alone.`,
    details: { type: spec.type },
  });
}
