import type { CodedTexts } from '../rules/index.ts';
import type { FoundValues } from './column-summary.ts';
import type { RowCheck } from './row-check.ts';
import type { RawColumn } from './row-chunk.ts';

/** The rows of a chunk. */
export interface ChunkPlace {
  /** From 0. */
  readonly firstRow: number;
  readonly nRows: number;
}

/** Checks one column, chunk by chunk. */
export interface ColumnChecker {
  readonly checks: readonly RowCheck[];
  readonly nPresent: () => number;
  /** What the values are together; call after the last chunk. */
  readonly found: (nRows: number) => FoundValues;
  /** Gives the values of the chunk, as rules and keys read them: they stay until the next call. */
  readonly push: (column: RawColumn, place: ChunkPlace) => TypedValues;
}

/** Values of a chunk without what is missing or not of the type. */
export type TypedValues =
  | { readonly type: 'number' | 'date'; readonly values: Float64Array }
  | { readonly type: 'truth'; readonly values: Uint8Array }
  | ({ readonly type: 'text' } & CodedTexts);

/** Whether a chunk has a value in a row. */
export function isPresent(typed: TypedValues, i: number): boolean {
  if (typed.type === 'text') return typed.levels[typed.codes[i]] !== undefined;
  return typed.type === 'truth' ? typed.values[i] !== 2 : !Number.isNaN(typed.values[i]);
}

/** What a value of a chunk is called in a key; undefined when it is missing. */
export function keyOf(typed: TypedValues, i: number): string | undefined {
  if (typed.type === 'text') return typed.levels[typed.codes[i]];
  if (typed.type === 'truth') return typed.values[i] === 2 ? undefined : String(typed.values[i]);
  const value = typed.values[i];
  return Number.isNaN(value) ? undefined : String(value + 0);
}
