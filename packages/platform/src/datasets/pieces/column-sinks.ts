import type { DuckDBDataChunk } from '../engine/duck-db.ts';
import { createLevelCoder } from './level-coder.ts';
import type { RawColumn } from './piece.ts';
import { hasValue, type VectorRows, valueBits, vectorOf } from './vector-rows.ts';
import { vectorTexts } from './vector-texts.ts';

/** Where the rows of a column of chunks go. */
export interface ColumnSink {
  /** Takes rows of column `j` of a chunk. */
  readonly take: (chunk: DuckDBDataChunk, j: number, rows: VectorRows) => void;
  readonly finish: () => RawColumn;
}

/** Numbers go into memory that is given; what is missing or infinite is NaN. */
export function numberSink(values: Float64Array): ColumnSink {
  return {
    take(chunk, j, { used, n, filled }) {
      const vector = vectorOf<Float64Array | Float32Array>(chunk, j);
      values.set(vector.items.subarray(used, used + n), filled);
      const bits = valueBits(vector);
      for (let i = filled; i < filled + n; i++) {
        const value = values[i] as number;
        if (value - value !== 0) values[i] = Number.NaN;
      }
      if (bits === undefined) return;
      for (let i = 0; i < n; i++) if (!hasValue(bits, used + i)) values[filled + i] = Number.NaN;
    },
    finish: () => ({ layout: 'numbers', values }),
  };
}

/** Whole numbers with all their digits; 0 where one is missing. */
export function wholeSink(nRows: number): ColumnSink {
  const [values, isMissing] = [new BigInt64Array(nRows), new Uint8Array(nRows)];
  return {
    take(chunk, j, { used, n, filled }) {
      const vector = vectorOf<BigInt64Array>(chunk, j);
      values.set(vector.items.subarray(used, used + n), filled);
      const bits = valueBits(vector);
      if (bits === undefined) return;
      for (let i = 0; i < n; i++) {
        if (hasValue(bits, used + i)) continue;
        values[filled + i] = 0n;
        isMissing[filled + i] = 1;
      }
    },
    finish: () => ({ layout: 'whole', values, isMissing }),
  };
}

/** Texts as codes. */
export function textSink(nRows: number): ColumnSink {
  const coder = createLevelCoder(nRows);
  return { take: vectorTexts(coder), finish: coder.finish };
}
