import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';

/**
 * A table in a folder, the same bytes for every engine: x.bin (row after row), y.bin, x-test.bin, y-test.bin,
 * all little-endian doubles, missing values NaN; and shape.json.
 */
export interface Shape {
  readonly kind: 'classes' | 'numbers';
  readonly nRows: number;
  readonly nTest: number;
  readonly nColumns: number;
  /** Levels of each column; 0 where it holds numbers. */
  readonly levels: readonly number[];
}

/** One row: fills its values and returns its target. */
export type FillRow = (values: Float64Array) => number;

const BLOCK_ROWS = 1024;

export function writeShape(folder: string, shape: Shape): void {
  writeFileSync(join(folder, 'shape.json'), JSON.stringify(shape));
}

export function readShape(folder: string): Shape {
  return JSON.parse(readFileSync(join(folder, 'shape.json'), 'utf8'));
}

/** Writes rows a block at a time. @param suffix '' or '-test'. */
export function writeRows(
  folder: string,
  suffix: string,
  { nRows, nColumns: p }: { readonly nRows: number; readonly nColumns: number },
  fill: FillRow,
): void {
  const x = openSync(join(folder, `x${suffix}.bin`), 'w');
  const y = new Float64Array(nRows);
  const block = new Float64Array(BLOCK_ROWS * p);
  for (let from = 0; from < nRows; from += BLOCK_ROWS) {
    const n = Math.min(BLOCK_ROWS, nRows - from);
    for (let i = 0; i < n; i++) y[from + i] = fill(block.subarray(i * p, (i + 1) * p));
    const bytes = new Uint8Array(block.buffer, 0, n * p * 8);
    for (let at = 0; at < bytes.length; ) at += writeSync(x, bytes, at);
  }
  closeSync(x);
  writeFileSync(join(folder, `y${suffix}.bin`), y);
}

/** The first rows of a part of the table. */
export function readRows(
  folder: string,
  suffix: string,
  nRows: number,
): { readonly x: Matrix; readonly y: Target } {
  const { kind, nColumns, levels } = readShape(folder);
  const values = readDoubles(join(folder, `x${suffix}.bin`), nRows * nColumns);
  const y = readDoubles(join(folder, `y${suffix}.bin`), nRows);
  return {
    x: { nRows, nColumns, values, levels: Int32Array.from(levels) },
    y:
      kind === 'numbers'
        ? { kind: 'regression', values: y }
        : { kind: 'classification', codes: Int32Array.from(y), nClasses: 2 },
  };
}

/** @throws RangeError where the file is shorter. */
export function readDoubles(path: string, length: number): Float64Array {
  const values = new Float64Array(length);
  const bytes = new Uint8Array(values.buffer);
  const file = openSync(path, 'r');
  for (let at = 0; at < bytes.length; ) {
    const n = readSync(file, bytes, at, Math.min(bytes.length - at, 2 ** 28), at);
    if (n === 0) throw new RangeError(`${path} ends after ${at} bytes of ${bytes.length}`);
    at += n;
  }
  closeSync(file);
  return values;
}
