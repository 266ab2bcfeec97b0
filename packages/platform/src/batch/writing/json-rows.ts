import type { ValuesOut } from '../out-column.ts';

const ROWS_PER_PIECE = 8192;

/** Rows as JSON lines: what is missing is null. */
export function jsonRows(columns: readonly ValuesOut[], nRows: number): Buffer {
  const cells = columns.map(cellOf);
  const keys = columns.map(({ name }, j) => `${j === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  const parts: Buffer[] = [];
  for (let start = 0; start < nRows; start += ROWS_PER_PIECE) {
    const end = Math.min(nRows, start + ROWS_PER_PIECE);
    let text = '';
    for (let i = start; i < end; i++) {
      for (const [j, cell] of cells.entries()) text += (keys[j] ?? '') + cell(i);
      text += '}\n';
    }
    parts.push(Buffer.from(text, 'utf8'));
  }
  return Buffer.concat(parts);
}

function cellOf(column: ValuesOut): (i: number) => string {
  if (column.kind === 'number')
    return (i) => {
      const value = column.values[i] as number;
      if (!Number.isFinite(value)) return 'null';
      return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
    };
  if (column.kind === 'whole')
    return (i) => (column.isMissing[i] === 1 ? 'null' : String(column.values[i]));
  const { levels, tokens } = column;
  const written = levels.map((level, k) => tokens?.[k] ?? JSON.stringify(level));
  return (i) => written[column.codes[i] as number] ?? 'null';
}
