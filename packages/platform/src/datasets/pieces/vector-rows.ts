import type { DuckDBDataChunk } from '../engine/duck-db.ts';

/** Some rows of a chunk: `n` from `used` on go behind `filled` rows. */
export interface VectorRows {
  readonly used: number;
  readonly n: number;
  readonly filled: number;
}

/** A column of a chunk as it lies in the memory of the database. */
export interface ChunkVector<Items> {
  readonly items: Items;
  /** A bit per row, 1 where there is a value; null where every row has one. */
  readonly validity: { readonly data: BigUint64Array | null };
}

/** A column of a chunk; its items are to be read before the next chunk is gone. */
export function vectorOf<Items>(chunk: DuckDBDataChunk, j: number): ChunkVector<Items> {
  return chunk.getColumnVector(j) as unknown as ChunkVector<Items>;
}

/** Bits that say which rows have a value, in bytes; undefined where every row has one. */
export function valueBits({ validity: { data } }: Pick<ChunkVector<never>, 'validity'>) {
  return data === null ? undefined : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Whether a row has a value. */
export function hasValue(bits: Uint8Array, row: number): boolean {
  return ((bits[row >> 3] as number) & (1 << (row & 7))) !== 0;
}
