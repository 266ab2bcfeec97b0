import type { ColumnSchema } from '@kaizenml/contracts';
import { makePatch } from '../make-patch.ts';
import { retype } from '../schema/change-type.ts';
import { domainCheck } from './check-domain.ts';
import { presenceChecks } from './check-presence.ts';
import { boundChecks } from './check-range.ts';
import type { ChunkPlace, ColumnChecker, TypedValues } from './column-checker.ts';
import { rememberLevels } from './level-memory.ts';
import { readNumberCell } from './read-number-cell.ts';
import { examplesOf, ofValues, type RowCheck, rowCheck } from './row-check.ts';
import {
  ABSENT,
  NOT_NUMBER,
  type RawColumn,
  type RawNumbers,
  VALUE,
  WRITTEN_NAN,
} from './row-chunk.ts';
import { see } from './sightings.ts';

/** Checks a column of type integer or number. */
export function numberChecker(
  name: string,
  schema: ColumnSchema,
  {
    isExpected,
    domain,
  }: { readonly isExpected: boolean; readonly domain?: readonly string[] | undefined },
): ColumnChecker {
  const isInteger = schema.type === 'integer';
  const toNumbers = numbersOfTexts();
  const presence = presenceChecks(name, schema, isExpected);
  let hasText = false;
  const type = typeCheck(name, schema, () => hasText);
  const nan =
    schema.disallowNaN === true
      ? refusal(name, 'FLOAT_TYPE_HAS_NAN', {
          flag: 'disallowNaN',
          from: schema.disallowNaN,
          what: 'NaN',
        })
      : undefined;
  const infinite =
    (schema.disallowInfinity ?? (isInteger || schema.range !== undefined))
      ? refusal(name, 'FLOAT_TYPE_HAS_INF', {
          flag: 'disallowInfinity',
          from: schema.disallowInfinity,
          what: 'infinite values',
        })
      : undefined;
  const { low, high } = boundChecks(
    name,
    numericBounds(schema),
    isInteger
      ? { low: 'INT_TYPE_SMALL_INT', high: 'INT_TYPE_BIG_INT' }
      : { low: 'FLOAT_TYPE_SMALL_FLOAT', high: 'FLOAT_TYPE_BIG_FLOAT' },
    (value) => value,
  );
  const listed = domain === undefined ? undefined : domainCheck(name, schema, domain);
  const [min, max] = [
    low?.bound ?? Number.NEGATIVE_INFINITY,
    high?.bound ?? Number.POSITIVE_INFINITY,
  ];
  let nPresent = 0;

  const strange = (numbers: RawNumbers, i: number, row: number): void => {
    const mark = numbers.marks[i];
    const written = () => numbers.written(i);
    if (mark !== NOT_NUMBER) for (const check of presence) see(check.sightings, row, written);
    if (mark === NOT_NUMBER) see(type.sightings, row, written);
    if (mark === WRITTEN_NAN && nan !== undefined) see(nan.sightings, row, written);
    if (mark !== NOT_NUMBER) return;
    nPresent++;
    hasText = true;
  };

  const push = (column: RawColumn, { firstRow, nRows }: ChunkPlace): TypedValues => {
    const numbers = column.layout === 'numbers' ? column : toNumbers(column);
    const { values, marks } = numbers;
    for (let i = 0; i < nRows; i++) {
      if (marks[i] !== VALUE) {
        strange(numbers, i, firstRow + i);
        continue;
      }
      nPresent++;
      const value = values[i];
      if (
        value >= min &&
        value <= max &&
        (!isInteger || value % 1 === 0) &&
        listed === undefined &&
        value - value === 0
      )
        continue;
      const written = () => numbers.written(i);
      const row = firstRow + i;
      const isBounded = Number.isFinite(value);
      if (isInteger && isBounded && value % 1 !== 0) see(type.sightings, row, written);
      if (!isBounded && infinite !== undefined) see(infinite.sightings, row, written);
      if (low !== undefined && value < low.bound) {
        see(low.check.sightings, row, written);
        low.reach(value);
      }
      if (high !== undefined && value > high.bound) {
        see(high.check.sightings, row, written);
        high.reach(value);
      }
      if (listed !== undefined) listed.see(String(value), row, written);
    }
    return { type: 'number', values };
  };
  const checks = [...presence, type, nan, infinite, low?.check, high?.check, listed?.check];
  return {
    checks: checks.filter((check) => check !== undefined),
    nPresent: () => nPresent,
    found: () => ({ kind: 'number', isInteger }),
    push,
  };
}

function numericBounds({ range }: ColumnSchema) {
  const { min, max } = range ?? {};
  return {
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  };
}

function typeCheck(column: string, schema: ColumnSchema, hasText: () => boolean): RowCheck {
  const isInteger = schema.type === 'integer';
  const anomaly = isInteger ? 'INT_TYPE_NOT_INT_STRING' : 'FLOAT_TYPE_STRING_NOT_FLOAT';
  return rowCheck(anomaly, column, (totals, sightings) => ({
    long: `Column "${column}" must hold ${isInteger ? 'whole numbers' : 'numbers'}, got ${ofValues(totals)} that ${totals.count === 1 ? 'is none' : 'are none'}, such as ${examplesOf(sightings)}.`,
    patch: retype(column, schema, { anomaly, to: hasText() ? 'string' : 'number' }),
  }));
}

function refusal(
  column: string,
  anomaly: 'FLOAT_TYPE_HAS_NAN' | 'FLOAT_TYPE_HAS_INF',
  {
    flag,
    from,
    what,
  }: { readonly flag: string; readonly from: boolean | undefined; readonly what: string },
): RowCheck {
  return rowCheck(anomaly, column, (totals) => ({
    long: `Column "${column}" must have no ${what}, got ${totals.count} in ${totals.nRows} row${totals.nRows === 1 ? '' : 's'}.`,
    patch: makePatch({
      anomaly,
      column,
      says: `Allow ${what} in "${column}".`,
      changes: [{ path: ['columns', column, flag], from, to: false }],
    }),
  }));
}

/** Texts that should be numbers, level by level. */
function numbersOfTexts() {
  const cells = rememberLevels(readNumberCell);
  return ({ codes, levels }: Extract<RawColumn, { layout: 'texts' }>): RawNumbers => {
    const known = cells(levels);
    const values = new Float64Array(codes.length).fill(Number.NaN);
    const marks = new Uint8Array(codes.length).fill(ABSENT);
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] < 0) continue;
      values[i] = known[codes[i]].value;
      marks[i] = known[codes[i]].mark;
    }
    return { layout: 'numbers', values, marks, written: (i) => levels[codes[i]] ?? null };
  };
}
