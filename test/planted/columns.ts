import type { TextTable } from './csv-text.ts';
import { type Chance, drawRows, type Strength } from './fault.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Positions of columns of plain numbers with many values. */
export function numberColumns(
  { rows, names }: TextTable,
  isNumber = NUMBER,
  fewest = 15,
): number[] {
  return names.flatMap((name, j) => {
    const values = rows.map((row) => row[j]).filter((cell) => cell !== '');
    const isOne = values.length > 0.8 * rows.length && values.every((cell) => isNumber.test(cell));
    return isOne && name !== '' && new Set(values).size >= fewest ? [j] : [];
  });
}

/** Positions of columns of words with few values, none of them a number. */
export function categoryColumns({ rows, names }: TextTable, most = 60): number[] {
  return names.flatMap((name, j) => {
    const values = rows.map((row) => row[j]).filter((cell) => cell !== '');
    const distinct = new Set(values);
    const isOne =
      values.length > 0.8 * rows.length &&
      distinct.size >= 2 &&
      distinct.size <= Math.min(most, rows.length / 6) &&
      [...distinct].every((value) => /^[A-Za-z]/.test(value));
    return isOne && name !== '' ? [j] : [];
  });
}

/** A table with some cells of a column changed. */
export function changeCells(
  table: TextTable,
  j: number,
  {
    chance,
    strength,
    where = () => true,
    change,
  }: {
    readonly chance: Chance;
    readonly strength: Strength;
    readonly where?: (cell: string) => boolean;
    readonly change: (cell: string, i: number) => string;
  },
): TextTable {
  const fitting = table.rows.flatMap((row, i) => (where(row[j]) ? [i] : []));
  const drawn = new Set(drawRows(fitting.length, chance, strength).map((k) => fitting[k]));
  const rows = table.rows.map((row, i) => (drawn.has(i) ? row.with(j, change(row[j], i)) : row));
  return { ...table, rows };
}

/** A table with a column more, at a drawn place. */
export function addColumn(
  table: TextTable,
  name: string,
  chance: Chance,
  value: (i: number) => string,
): TextTable {
  const at = chance.below(table.names.length) + 1;
  return {
    ...table,
    names: table.names.toSpliced(at, 0, name),
    rows: table.rows.map((row, i) => row.toSpliced(at, 0, value(i))),
  };
}
