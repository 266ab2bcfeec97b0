import type { Anomaly, DistinctCount } from '@kaizenml/contracts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import type { ColumnSubject } from './column-subject.ts';
import { sayRows } from './sentences.ts';

/** Standard errors by which an estimated count must pass a bound. */
const SURE = 3;

/** Whether a column has as many different values as it should. Estimates must be beyond doubt. */
export function checkDistinct(subject: ColumnSubject): Anomaly[] {
  const { name, spec, column, nPresent } = subject;
  const { distinct: bounds, isUnique = false } = spec;
  if (nPresent === 0 || (bounds === undefined && !isUnique)) return [];
  // Statistics may come from elsewhere, where different values were not counted.
  const distinct: DistinctCount | undefined = column.distinct;
  if (distinct === undefined) {
    return [
      makeAnomaly('FEATURE_TYPE_NO_UNIQUE', {
        column: name,
        long: `Column "${name}" must have its different values counted, got statistics without them.`,
        details: { distinct: bounds, isUnique },
      }),
    ];
  }
  return [...checkBounds(subject, distinct), ...(isUnique ? checkUnique(subject, distinct) : [])];
}

/** The bounds alone: whether values occur twice, rows tell. */
export function checkDistinctBounds(subject: ColumnSubject): Anomaly[] {
  return subject.nPresent === 0 ? [] : checkBounds(subject, subject.column.distinct);
}

function checkBounds(subject: ColumnSubject, distinct: DistinctCount): Anomaly[] {
  return [...checkBound(subject, distinct, 'min'), ...checkBound(subject, distinct, 'max')];
}

function checkBound(
  { name, spec }: ColumnSubject,
  { count, isExact, relativeError }: DistinctCount,
  end: 'min' | 'max',
): Anomaly[] {
  const bound = spec.distinct?.[end];
  if (bound === undefined) return [];
  const isPassed =
    end === 'min'
      ? count * (1 + SURE * relativeError) < bound
      : count * (1 - SURE * relativeError) > bound;
  if (!isPassed) return [];
  const anomaly = end === 'min' ? 'FEATURE_TYPE_LOW_UNIQUE' : 'FEATURE_TYPE_HIGH_UNIQUE';
  return [
    makeAnomaly(anomaly, {
      column: name,
      long: `Column "${name}" must have ${end === 'min' ? 'at least' : 'at most'} ${bound} different values, got ${isExact ? '' : 'about '}${count}.`,
      details: { [end]: bound, nDistinct: count, isExact },
      patch: makePatch({
        anomaly,
        column: name,
        says: `"${name}" may have ${count} different values.`,
        changes: [{ path: ['columns', name, 'distinct', end], from: bound, to: count }],
      }),
    }),
  ];
}

function checkUnique(subject: ColumnSubject, distinct: DistinctCount): Anomaly[] {
  const { name, spec, column, nPresent } = subject;
  const [first] = column.top;
  const isRepeated = first !== undefined && first.count - first.error > 1;
  const isSurelyFewer = distinct.count * (1 + SURE * distinct.relativeError) < nPresent;
  if (distinct.isExact ? distinct.count === nPresent : !isRepeated && !isSurelyFewer) return [];
  const count = distinct.isExact ? nPresent - distinct.count : null;
  const example = isRepeated ? `, such as "${first.value}" ${first.count - first.error} times` : '';
  const got =
    count === null
      ? `about ${distinct.count} different values in ${nPresent} rows`
      : `one that was there before in ${sayRows(count, column.nRows)}`;
  return [
    makeAnomaly('VALUES_NOT_UNIQUE', {
      column: name,
      long: `Column "${name}" must have another value in every row, got ${got}${example}.`,
      count,
      nRows: column.nRows,
      details: { nDistinct: distinct.count, nPresent, isExact: distinct.isExact },
      patch: makePatch({
        anomaly: 'VALUES_NOT_UNIQUE',
        column: name,
        says: `Values of "${name}" may occur more than once.`,
        changes: [{ path: ['columns', name, 'isUnique'], from: spec.isUnique }],
      }),
    }),
  ];
}
