import type { ForeignKey } from '@kaizenml/contracts';
import { makePatch } from '../make-patch.ts';
import { percent } from './check-presence.ts';
import { type ChunkPlace, keyOf, type TypedValues } from './column-checker.ts';
import { examplesOf, ofValues, type RowCheck, rowCheck } from './row-check.ts';
import { see } from './sightings.ts';
import {
  addValue,
  canonicalKey,
  emptyValueSet,
  hasValue,
  MAX_REMEMBERED,
  type ValueSet,
} from './value-set.ts';

/** A check that needs several columns, or values of other rows. */
export interface CrossCheck {
  readonly check: RowCheck;
  /** Columns that it reads. */
  readonly columns: readonly string[];
  readonly push: (typed: ReadonlyMap<string, TypedValues>, place: ChunkPlace) => void;
}

/** Stands between the parts of a key. */
const BETWEEN = '\u001f';

/** The check that no value of a column occurs twice; rows without a value do not count. */
export function uniqueCheck(column: string): CrossCheck {
  const seen = emptyValueSet();
  const check = rowCheck('VALUES_NOT_UNIQUE', column, (totals, sightings) => ({
    long: `Column "${column}" must hold every value once, got ${ofValues(totals)} that occurred before, such as ${examplesOf(sightings)}${limitNote(seen)}.`,
    details: { isComplete: !seen.isFull },
    patch: makePatch({
      anomaly: 'VALUES_NOT_UNIQUE',
      column,
      says: `Allow values of "${column}" to repeat.`,
      changes: [{ path: ['columns', column, 'isUnique'], from: true }],
    }),
  }));
  return {
    check,
    columns: [column],
    push(typed, { firstRow, nRows }) {
      const values = typed.get(column);
      if (values === undefined) return;
      for (let i = 0; i < nRows; i++) {
        const key = keyOf(values, i);
        if (key !== undefined && addValue(seen, key)) see(check.sightings, firstRow + i, () => key);
      }
    },
  };
}

/** The check that some columns together occur once; a missing part is a part like others. */
export function keyCheck(columns: readonly string[]): CrossCheck {
  const seen = emptyValueSet();
  const check = rowCheck('KEY_NOT_UNIQUE', null, ({ nRows, count }, sightings) => ({
    long: `Key ${columns.map((name) => `"${name}"`).join(', ')} must occur once, got ${count} of ${nRows} rows whose key occurred before, such as ${examplesOf(sightings)}${limitNote(seen)}.`,
    details: { columns, isComplete: !seen.isFull },
  }));
  return {
    check,
    columns,
    push(typed, { firstRow, nRows }) {
      const parts = columns.map((name) => typed.get(name));
      if (parts.every((part) => part === undefined)) return;
      for (let i = 0; i < nRows; i++) {
        const key = parts.map((part) => (part === undefined ? undefined : keyOf(part, i)));
        if (addValue(seen, key.map((part) => part ?? '\u0000').join(BETWEEN)))
          see(check.sightings, firstRow + i, () => key.map((part) => part ?? '').join(', '));
      }
    },
  };
}

/** The checks that keys occur in other datasets; rows without a value in every column do not count. */
export function foreignKeyChecks(
  keys: readonly ForeignKey[],
  references: readonly (ValueSet | undefined)[],
): CrossCheck[] {
  return keys.flatMap((key, k) => {
    const known = references[k];
    return known === undefined ? [] : [foreignKeyCheck(key, known)];
  });
}

function foreignKeyCheck(
  { columns, dataset, references, minShare = 1 }: ForeignKey,
  known: ValueSet,
): CrossCheck {
  let nKeys = 0;
  const only = columns.length === 1 ? (columns[0] ?? null) : null;
  const check = rowCheck('FOREIGN_KEY_MISSING', only, ({ count }, sightings) =>
    nKeys - count >= minShare * nKeys
      ? undefined
      : {
          long: `Column ${columns.map((name) => `"${name}"`).join(', ')} must occur in ${references.map((name) => `"${name}"`).join(', ')} of "${dataset}"${minShare === 1 ? '' : ` in ${percent(minShare)} of the rows`}, got ${count} of ${nKeys} keys that do not, such as ${examplesOf(sightings)}.`,
          details: { columns, dataset, references, nKeys },
        },
  );
  return {
    check,
    columns,
    push(typed, { firstRow, nRows }) {
      const parts = columns.map((name) => typed.get(name));
      for (let i = 0; i < nRows; i++) {
        const key = parts.map((part) => (part === undefined ? undefined : keyOf(part, i)));
        if (key.some((part) => part === undefined)) continue;
        nKeys++;
        if (!hasValue(known, referenceKey(key as string[])))
          see(check.sightings, firstRow + i, () => key.join(', '));
      }
    },
  };
}

/** What a key is called in the set of another table: the same number written otherwise is the same key. */
export function referenceKey(parts: readonly string[]): string {
  return parts.map(canonicalKey).join(BETWEEN);
}

function limitNote({ isFull }: ValueSet): string {
  return isFull ? `; beyond ${MAX_REMEMBERED} different values nothing was compared` : '';
}
