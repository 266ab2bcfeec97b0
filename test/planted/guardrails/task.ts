import type { TextTable } from '../csv-text.ts';
import type { Chance } from '../fault.ts';

/** A table with its target, and what it shows when faults are planted. */
export interface Task {
  readonly table: TextTable;
  readonly target: string;
}

export const at = (table: TextTable, name: string) => table.names.indexOf(name);
const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);
export const valuesOf = (table: TextTable, j: number) => table.rows.map((row) => row[j]);

/** Columns of positive decimals or whole numbers with many values, other than the target. */
export function measures({ table, target }: Task): number[] {
  return table.names.flatMap((name, j) => {
    const values = valuesOf(table, j).filter((cell) => cell !== '');
    const isCounter = values.every((cell, i) => i === 0 || Number(cell) > Number(values[i - 1]));
    const many = !isCounter && new Set(values).size > 25 && values.length > 0.8 * table.rows.length;
    return name !== target && many && values.every((cell) => isNumber(cell) && Number(cell) >= 0)
      ? [j]
      : [];
  });
}

export function classesOf({ table, target }: Task): string[] | undefined {
  const classes = [...new Set(valuesOf(table, at(table, target)))].filter((cell) => cell !== '');
  return classes.length <= 10 ? classes : undefined;
}

export const change = (
  table: TextTable,
  j: number,
  to: (cell: string, i: number) => string,
): TextTable => ({
  ...table,
  rows: table.rows.map((row, i) => row.with(j, to(row[j], i))),
});

export const numbersOf = (table: TextTable, j: number): number[] =>
  valuesOf(table, j)
    .filter((cell) => cell !== '')
    .map(Number)
    .sort((a, b) => a - b);

/** Whether a factor moves values out of where they were: with wide spreads nobody could tell. */
export function parts(sorted: readonly number[], factor: number): boolean {
  const [low, high] = [0.15, 0.85].map((share) => sorted[Math.floor(share * sorted.length)]);
  return factor > 1 ? low * factor > high : high * factor < low;
}

export const split = (table: TextTable, chance: Chance): [TextTable, TextTable] => {
  const isTest = table.rows.map(() => chance.next() < 0.25);
  return [
    { ...table, rows: table.rows.filter((_, i) => !isTest[i]) },
    { ...table, rows: table.rows.filter((_, i) => isTest[i]) },
  ];
};

/** What tells of a leak. */
export const LEAKS = [
  'TARGET_LEAK',
  'LEAK_FROM_LATER',
  'LEAK_COMBINATION',
  'LEAK_OWN_TARGET',
  'LEAK_NEARLY',
];
