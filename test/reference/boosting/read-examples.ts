import { readFileSync } from 'node:fs';
import type { Matrix } from '@kaizenml/ml/math';

/** Rows with their labels. */
export interface Labeled {
  readonly x: Matrix;
  readonly labels: Float64Array;
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trim().split('\n');
}

/** Tab-separated numbers, the label first. */
export function readTabs(path: string): Labeled {
  const rows = linesOf(path).map((line) => line.split('\t').map(Number));
  return {
    labels: Float64Array.from(rows, (row) => row[0]),
    x: {
      nRows: rows.length,
      nColumns: rows[0].length - 1,
      values: Float64Array.from(rows.flatMap((row) => row.slice(1))),
    },
  };
}

/** `label column:value …`; what is not named is 0. */
export function readSparse(path: string, nColumns: number): Labeled {
  const lines = linesOf(path);
  const values = new Float64Array(lines.length * nColumns);
  const labels = Float64Array.from(lines, (line, i) => {
    const [label, ...entries] = line.trim().split(' ');
    for (const entry of entries) {
      const [column, value] = entry.split(':').map(Number);
      values[i * nColumns + column] = value;
    }
    return Number(label);
  });
  return { x: { nRows: lines.length, nColumns, values }, labels };
}

/** The number of the group of each row, from the sizes of the groups. */
export function readGroups(path: string): Int32Array {
  return Int32Array.from(
    linesOf(path)
      .map(Number)
      .flatMap((size, group) => new Array<number>(size).fill(group)),
  );
}
