import type { AnomalyName, ColumnSchema, ColumnType } from '@kaizenml/contracts';
import { truthOf } from '../../table/boolean-words.ts';
import { isMissingMarker } from '../../table/missing-markers.ts';
import { parseNumber } from '../../table/parse-number.ts';
import { retype } from '../schema/change-type.ts';
import { presenceChecks } from './check-presence.ts';
import { textsOfNumbers } from './check-texts.ts';
import type { ChunkPlace, ColumnChecker, TypedValues } from './column-checker.ts';
import { rememberLevels } from './level-memory.ts';
import { examplesOf, ofValues, type RowCheck, rowCheck } from './row-check.ts';
import type { RawColumn } from './row-chunk.ts';
import { see } from './sightings.ts';

const MISSING = 2;

/** Checks a column of type boolean: by its words, or by true and false, yes and no, t and f, y and n, 1 and 0. */
export function truthChecker(
  name: string,
  schema: ColumnSchema,
  { isExpected }: { readonly isExpected: boolean },
): ColumnChecker {
  const presence = presenceChecks(name, schema, isExpected);
  const words = schema.booleanWords;
  const says = words === undefined ? 'true or false' : `"${words.true}" or "${words.false}"`;
  const refuse = (anomaly: AnomalyName, what: string, to: ColumnType): RowCheck =>
    rowCheck(anomaly, name, (totals, sightings) => ({
      long: `Column "${name}" must hold ${says}, got ${ofValues(totals)} ${what}, such as ${examplesOf(sightings)}.`,
      patch: retype(name, schema, { anomaly, to }),
    }));
  const text = refuse('BOOL_TYPE_UNEXPECTED_STRING', 'of another text', 'string');
  const big = refuse('BOOL_TYPE_BIG_INT', 'above 1', 'integer');
  const small = refuse('BOOL_TYPE_SMALL_INT', 'below 0', 'integer');
  const fraction = refuse('BOOL_TYPE_UNEXPECTED_FLOAT', 'that are neither 0 nor 1', 'number');
  const levelsOf = rememberLevels(
    (level): { readonly truth: number; readonly check?: RowCheck; readonly isMissing: boolean } => {
      const word = level.trim();
      const truth = truthIn(word, words);
      if (truth !== undefined) return { truth: Number(truth), isMissing: false };
      if (isMissingMarker(word)) return { truth: MISSING, isMissing: true };
      const number = words === undefined ? parseNumber(word) : Number.NaN;
      const check = Number.isNaN(number)
        ? text
        : number % 1 !== 0
          ? fraction
          : number > 1
            ? big
            : small;
      return { truth: MISSING, check, isMissing: false };
    },
  );
  let nPresent = 0;

  const push = (column: RawColumn, { firstRow, nRows }: ChunkPlace): TypedValues => {
    const { codes, levels } = column.layout === 'texts' ? column : textsOfNumbers(column, nRows);
    const known = levelsOf(levels);
    const values = new Uint8Array(nRows).fill(MISSING);
    for (let i = 0; i < nRows; i++) {
      const level = codes[i] < 0 ? undefined : known[codes[i]];
      const written = () => levels[codes[i]] ?? null;
      if (level === undefined || level.isMissing) {
        for (const check of presence) see(check.sightings, firstRow + i, written);
        continue;
      }
      nPresent++;
      values[i] = level.truth;
      if (level.check !== undefined) see(level.check.sightings, firstRow + i, written);
    }
    return { type: 'truth', values };
  };
  return {
    checks: [...presence, text, big, small, fraction],
    nPresent: () => nPresent,
    found: () => ({ kind: 'boolean' }),
    push,
  };
}

function truthIn(word: string, words: ColumnSchema['booleanWords']): boolean | undefined {
  if (words !== undefined)
    return word === words.true ? true : word === words.false ? false : undefined;
  const number = parseNumber(word);
  if (number === 0 || number === 1) return number === 1;
  return truthOf(word);
}
