import type { Anomaly } from '@kaizenml/contracts';
import { isOfFormat, tellingFormat } from '../formats.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { domainOf } from '../schema/domain-of.ts';
import { type ColumnSubject, rowsWith } from './column-subject.ts';
import { sayRows, sayValues } from './sentences.ts';

/** Different values of which all must look alike, so that it is no accident. */
const FEWEST_TELLING = 20;

/** Whether texts have the lengths and the format that the schema says, and are whole. */
export function checkText(subject: ColumnSubject): Anomaly[] {
  if (subject.spec.type !== 'string' || subject.nPresent === 0) return [];
  return [
    ...checkLength(subject, 'min'),
    ...checkLength(subject, 'max'),
    ...checkUtf8(subject),
    ...checkFormat(subject),
    ...suggestFormat(subject),
  ];
}

function checkLength(subject: ColumnSubject, end: 'min' | 'max'): Anomaly[] {
  const { name, spec, column, seen, isComplete } = subject;
  const bound = spec.length?.[end];
  const found = end === 'min' ? column.text?.minLength : column.text?.maxLength;
  if (bound === undefined || found === undefined) return [];
  const passes = (length: number): boolean => (end === 'min' ? length < bound : length > bound);
  if (!passes(found)) return [];
  const bad = rowsWith(seen, (value) => passes([...value].length));
  const count = isComplete && bound <= 256 ? bad.count : null;
  return [
    makeAnomaly('STRING_TYPE_LENGTH', {
      column: name,
      long: `Column "${name}" must have ${end === 'min' ? 'at least' : 'at most'} ${bound} characters, got ${found}${count === null ? '' : ` and ${sayRows(count, column.nRows)} beyond`}.`,
      count,
      nRows: column.nRows,
      details: { [end]: bound, found },
      patch: makePatch({
        anomaly: 'STRING_TYPE_LENGTH',
        column: name,
        says: `"${name}" may have ${found} characters.`,
        changes: [{ path: ['columns', name, 'length', end], from: bound, to: found }],
      }),
    }),
  ];
}

function checkUtf8({ name, column }: ColumnSubject): Anomaly[] {
  const count = column.text?.nInvalidUtf8 ?? 0;
  if (count === 0) return [];
  return [
    makeAnomaly('ENUM_TYPE_INVALID_UTF8', {
      column: name,
      long: `Column "${name}" must be valid UTF-8, got other bytes in ${sayRows(count, column.nRows)}.`,
      count,
      nRows: column.nRows,
      details: { count, nRows: column.nRows },
    }),
  ];
}

function checkFormat({ name, spec, column, seen, isComplete }: ColumnSubject): Anomaly[] {
  const { format } = spec;
  if (format === undefined) return [];
  const bad = rowsWith(seen, (value) => !value.endsWith('…') && !isOfFormat(format, value));
  if (bad.count === 0) return [];
  const count = isComplete ? bad.count : null;
  return [
    makeAnomaly('FORMAT_MISMATCH', {
      column: name,
      long: `Column "${name}" must have the format "${format}", got ${sayValues(bad.values, 3)}${count === null ? '' : ` in ${sayRows(count, column.nRows)}`}.`,
      count,
      nRows: column.nRows,
      details: { format, values: bad.values.slice(0, 5).map(({ value }) => value) },
      patch: makePatch({
        anomaly: 'FORMAT_MISMATCH',
        column: name,
        says: `"${name}" may have any format.`,
        changes: [{ path: ['columns', name, 'format'], from: format }],
      }),
    }),
  ];
}

/** A format that the schema does not say, and all values have. */
export function suggestFormat({ name, spec, schema, seen }: ColumnSubject): Anomaly[] {
  if (spec.format !== undefined || domainOf(schema, name, spec) !== undefined) return [];
  if (spec.type !== 'string' || seen.length < FEWEST_TELLING) return [];
  const format = tellingFormat(seen.map(({ value }) => value));
  if (format === undefined) return [];
  return [
    makeAnomaly('SEMANTIC_DOMAIN_UPDATE', {
      column: name,
      long: `Column "${name}" should have the format "${format}" in the schema, got values that all look like one, such as ${sayValues(seen, 1).replace(/ and \d+ more$/, '')}.`,
      details: { format, nValues: seen.length },
      patch: makePatch({
        anomaly: 'SEMANTIC_DOMAIN_UPDATE',
        column: name,
        says: `Every value of "${name}" has the format "${format}".`,
        changes: [{ path: ['columns', name, 'format'], to: format }],
      }),
    }),
  ];
}
