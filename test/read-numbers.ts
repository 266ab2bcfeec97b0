import { readFileSync } from 'node:fs';

/** A file of plain numbers as columns by name; quotes around names are taken off, other cells become NaN. */
export function readNumbers(path: string, names?: readonly string[]): Map<string, Float64Array> {
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const header = names ?? (lines.shift() ?? '').split(',').map((name) => name.replaceAll('"', ''));
  const cells = lines.map((line) => line.split(','));
  return new Map(
    header.map((name, j) => [name, Float64Array.from(cells, (row) => Number(row[j]))]),
  );
}

/** The row numbers of a split file (`row,split`) on one side, in their order. */
export function readSplit(path: string): Record<'train' | 'test', number[]> {
  const sides = { train: [] as number[], test: [] as number[] };
  for (const line of readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1)) {
    const [row, side] = line.split(',');
    if (side === 'train' || side === 'test') sides[side].push(Number(row));
  }
  return sides;
}
