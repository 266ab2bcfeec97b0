import { addColumn } from '../columns.ts';
import type { TextTable } from '../csv-text.ts';
import type { Chance, Strength } from '../fault.ts';
import { HIDDEN_FAULTS } from './hidden-faults.ts';
import { isLearnable } from './is-learnable.ts';
import { PERSONAL_FAULTS, share } from './personal-faults.ts';
import {
  at,
  change,
  classesOf,
  LEAKS,
  measures,
  numbersOf,
  parts,
  split,
  type Task,
  valuesOf,
} from './task.ts';

/** A table with a fault, or two tables, the second new data or a test part. */
export interface PlantedTable {
  readonly table: TextTable;
  readonly second?: TextTable;
  readonly column?: string | undefined;
}

/** A fault that guardrails have to find. */
export interface TableFault {
  readonly name: string;
  readonly codes: readonly string[];
  readonly plant: (task: Task, chance: Chance, strength: Strength) => PlantedTable | undefined;
}

/** Faults of tables for a model. */
export const TABLE_FAULTS: readonly TableFault[] = [
  {
    name: 'recoded target',
    codes: LEAKS,
    plant: (task, chance, strength) => {
      const classes = classesOf(task);
      const j = at(task.table, task.target);
      const rate = share(strength, [0.06, 0.01, 0]);
      const noisy = (cell: string) =>
        classes === undefined
          ? (
              Number(cell) * 1.8 +
              32 +
              (chance.next() - 0.5) * rate * Math.abs(Number(cell))
            ).toFixed(3)
          : `K${chance.next() < rate ? chance.below(classes.length) : classes.indexOf(cell)}`;
      return {
        table: addColumn(task.table, 'kennzahl', chance, (i) => noisy(task.table.rows[i][j])),
        column: 'kennzahl',
      };
    },
  },
  {
    name: 'two columns that add up to the target',
    codes: LEAKS,
    plant: (task, chance, strength) => {
      if (classesOf(task) !== undefined) return undefined;
      const j = at(task.table, task.target);
      const spread = Math.max(...valuesOf(task.table, j).map(Number));
      const part = task.table.rows.map(() => chance.next() * spread);
      const noise = share(strength, [0.02, 0.001, 0]);
      const one = addColumn(task.table, 'teil_a', chance, (i) => part[i].toFixed(2));
      return {
        table: addColumn(one, 'teil_b', chance, (i) =>
          (
            Number(task.table.rows[i][j]) -
            part[i] +
            noise * spread * (chance.next() - 0.5)
          ).toFixed(2),
        ),
      };
    },
  },
  {
    name: 'filled after the event only',
    codes: LEAKS,
    plant: (task, chance, strength) => {
      const classes = classesOf(task);
      if (classes?.length !== 2) return undefined;
      const j = at(task.table, task.target);
      const rate = share(strength, [0.7, 0.97, 1]);
      return {
        table: addColumn(task.table, 'abgemeldet_am', chance, (i) =>
          task.table.rows[i][j] === classes[0] && chance.next() < rate
            ? `2023-0${1 + chance.below(9)}-1${chance.below(10)}`
            : '',
        ),
        column: 'abgemeldet_am',
      };
    },
  },
  {
    name: 'test rows copied from training',
    codes: ['SPLIT_DUPLICATES', 'SPLIT_NEAR_DUPLICATES'],
    plant: ({ table }, chance, strength) => {
      const [train, test] = split(table, chance);
      const n = Math.ceil(share(strength, [0.01, 0.08, 0.3]) * test.rows.length);
      const rows = Array.from({ length: n }, () => chance.pick(train.rows));
      return { table: train, second: { ...test, rows: [...test.rows, ...rows] } };
    },
  },
  {
    name: 'scaled before the split',
    codes: ['LEAK_PREPARED'],
    plant: (task, chance) => {
      const columns = measures(task);
      if (columns.length < 2) return undefined;
      let { table } = task;
      for (const j of columns) {
        const values = valuesOf(table, j)
          .filter((cell) => cell !== '')
          .map(Number);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
        table = change(table, j, (cell) => (cell === '' ? '' : String((Number(cell) - mean) / sd)));
      }
      const [train, test] = split(table, chance);
      return { table: train, second: test };
    },
  },
  {
    name: 'wrong labels',
    codes: ['LABELS_NOISY', 'LABELS_OUTLYING', 'LABELS_CONFLICT'],
    plant: (task, chance, strength) => {
      const classes = classesOf(task);
      if (classes === undefined || classes.length < 2) return undefined;
      if (!isLearnable(task)) return undefined;
      const rate = share(strength, [0.02, 0.08, 0.2]);
      return {
        table: change(task.table, at(task.table, task.target), (cell) =>
          chance.next() < rate ? chance.pick(classes.filter((one) => one !== cell)) : cell,
        ),
      };
    },
  },
  {
    name: 'another share of a class in the test part',
    codes: ['LABELS_SHIFTED'],
    plant: (task, chance, strength) => {
      const classes = classesOf(task);
      if (classes === undefined || classes.length < 2) return undefined;
      const [train, test] = split(task.table, chance);
      const j = at(task.table, task.target);
      const most = classes.toSorted(
        (a, b) =>
          valuesOf(test, j).filter((c) => c === b).length -
          valuesOf(test, j).filter((c) => c === a).length,
      )[0];
      const kept = share(strength, [0.8, 0.2, 0.05]);
      return {
        table: train,
        second: {
          ...test,
          rows: test.rows.filter((row) => row[j] !== most || chance.next() < kept),
        },
      };
    },
  },
  {
    name: 'missing where the value is high',
    codes: ['MISSING_NOT_AT_RANDOM'],
    plant: (task, chance, strength) => {
      const columns = measures(task);
      const j = at(task.table, task.target);
      if (columns.length === 0) return undefined;
      const classes = classesOf(task);
      const column = chance.pick(columns);
      const numbers = valuesOf(task.table, j)
        .map(Number)
        .sort((a, b) => a - b);
      const high = numbers[Math.floor(0.7 * numbers.length)];
      const rate = share(strength, [0.1, 0.5, 0.9]);
      return {
        table: {
          ...task.table,
          rows: task.table.rows.map((row) =>
            (classes === undefined ? Number(row[j]) > high : row[j] === classes[0]) &&
            chance.next() < rate
              ? row.with(column, '')
              : row,
          ),
        },
        column: task.table.names[column],
      };
    },
  },
  {
    name: 'another unit in the new data',
    codes: ['UNITS_CHANGED', 'UNITS_MIXED'],
    plant: (task, chance) => {
      const factor = chance.pick([100, 1000, 2.2046226218, 0.3048, 1.609344]);
      const columns = measures(task).filter((j) => {
        const numbers = numbersOf(task.table, j);
        return numbers[Math.floor(0.1 * numbers.length)] > 0 && parts(numbers, factor);
      });
      if (columns.length === 0) return undefined;
      const column = chance.pick(columns);
      const [before, after] = split(task.table, chance);
      return {
        table: before,
        second: change(after, column, (cell) =>
          cell === '' ? '' : String(Number((Number(cell) * factor).toPrecision(8))),
        ),
        column: task.table.names[column],
      };
    },
  },
  {
    name: 'cents among euros',
    codes: ['UNITS_MIXED'],
    plant: (task, chance, strength) => {
      const rate = share(strength, [0.01, 0.08, 0.3]);
      return {
        table: addColumn(task.table, 'betrag', chance, () => {
          const value = Math.exp(3 + 0.5 * (chance.next() + chance.next() + chance.next() - 1.5));
          return (chance.next() < rate ? Math.round(value * 100) : value.toFixed(2)).toString();
        }),
        column: 'betrag',
      };
    },
  },
  {
    name: 'sentinels',
    codes: ['SENTINEL_VALUE', 'SENTINEL_VALUES'],
    plant: (task, chance, strength) => {
      const columns = measures(task);
      if (columns.length === 0) return undefined;
      const column = chance.pick(columns);
      const value = chance.pick(['-999', '-9999', '99999999', '-1']);
      const rate = share(strength, [0.01, 0.06, 0.2]);
      return {
        table: change(task.table, column, (cell) => (chance.next() < rate ? value : cell)),
        column: task.table.names[column],
      };
    },
  },
  {
    name: 'dates that stand for none',
    codes: ['SENTINEL_VALUE', 'SENTINEL_VALUES'],
    plant: (task, chance, strength) => ({
      table: addColumn(task.table, 'geboren', chance, () =>
        chance.next() < share(strength, [0.01, 0.06, 0.2])
          ? '1900-01-01'
          : `${1950 + chance.below(50)}-0${1 + chance.below(9)}-1${chance.below(10)}`,
      ),
      column: 'geboren',
    }),
  },
  ...HIDDEN_FAULTS,
  ...PERSONAL_FAULTS,
  {
    name: 'a proxy of sex',
    codes: ['PROTECTED_PROXY'],
    plant: (task, chance, strength) => {
      const sex = task.table.rows.map(() => chance.next() < 0.5);
      const rate = share(strength, [0.7, 0.97, 1]);
      const table = addColumn(task.table, 'sex', chance, (i) => (sex[i] ? 'female' : 'male'));
      if (task.table.names.some((name) => /^(sex|gender)$/i.test(name))) return undefined;
      return {
        table: addColumn(table, 'anrede_code', chance, (i) =>
          chance.next() < rate === sex[i] ? 'F7' : 'H2',
        ),
      };
    },
  },
];
