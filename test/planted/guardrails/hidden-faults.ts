import { addColumn } from '../columns.ts';
import type { Chance } from '../fault.ts';
import type { TableFault } from './faults.ts';
import { isLearnable } from './is-learnable.ts';
import { share } from './personal-faults.ts';
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

const normal = (chance: Chance) =>
  Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
const short = (value: number) => String(Number(value.toPrecision(9)));

/** The target of a regression as numbers, where it is measured. */
function measured(task: Task): number[] | undefined {
  if (classesOf(task) !== undefined) return undefined;
  const numbers = valuesOf(task.table, at(task.table, task.target)).map(Number);
  return new Set(numbers).size > 30 ? numbers : undefined;
}

/** A target of which a part of the rows is changed. */
const wrongTargets = (name: string, wrong: (value: number) => number): TableFault => ({
  name,
  codes: ['LABELS_OUTLYING'],
  plant: (task, chance, strength) => {
    const numbers = measured(task)?.toSorted((a, b) => a - b);
    if (!numbers) return undefined;
    const [low, high] = [0.05, 0.95].map((part) => numbers[Math.floor(part * numbers.length)]);
    // A target that spreads over a decade hides a slipped point.
    if (!(low > 0) || high > 10 * low) return undefined;
    const rate = share(strength, [0.01, 0.03, 0.08]);
    return {
      table: change(task.table, at(task.table, task.target), (cell) =>
        chance.next() < rate ? short(wrong(Number(cell))) : cell,
      ),
    };
  },
});

/** Faults that a column does not show at a glance: copies with gaps, units beside other columns, turned classes. */
export const HIDDEN_FAULTS: readonly TableFault[] = [
  {
    name: 'copy of the target with gaps',
    codes: LEAKS,
    plant: (task, chance, strength) => {
      const classes = classesOf(task);
      const j = at(task.table, task.target);
      const rate = share(strength, [0.7, 0.4, 0.1]);
      const word = (cell: string) =>
        classes === undefined ? (Number(cell) * 0.37 + 5).toFixed(4) : `K${classes.indexOf(cell)}`;
      return {
        table: addColumn(task.table, 'nachtrag', chance, (i) =>
          chance.next() < rate ? '' : word(task.table.rows[i][j]),
        ),
        column: 'nachtrag',
      };
    },
  },
  {
    name: 'target in bands, and as an amount in words',
    codes: LEAKS,
    plant: (task, chance, strength) => {
      const numbers = measured(task);
      if (!numbers) return undefined;
      const nBands = share(strength, [12, 20, 40]);
      const sorted = numbers.toSorted((a, b) => a - b);
      const edges = Array.from(
        { length: nBands },
        (_, k) => sorted[Math.floor((k * sorted.length) / nBands)],
      );
      const isBand = chance.next() < 0.5;
      return {
        table: addColumn(task.table, 'stufe', chance, (i) =>
          isBand
            ? `band ${String.fromCharCode(65 + edges.filter((edge) => numbers[i] >= edge).length)}`
            : `CHF ${(numbers[i] * 1.08).toFixed(2)}`,
        ),
        column: 'stufe',
      };
    },
  },
  {
    name: 'means of the target of both parts',
    codes: LEAKS,
    plant: (task, chance) => {
      const classes = classesOf(task);
      const j = at(task.table, task.target);
      const cells = valuesOf(task.table, j);
      const isNumbers = cells.every((cell) => Number.isFinite(Number(cell)));
      const y = cells.map((cell) => (isNumbers ? Number(cell) : +(cell === classes?.[0])));
      const groups = y.map(() => chance.below(Math.max(8, Math.floor(y.length / 25))));
      const means = new Map<number, number>();
      for (const group of new Set(groups)) {
        const own = y.filter((_, i) => groups[i] === group && cells[i] !== '');
        means.set(group, own.reduce((a, b) => a + b, 0) / own.length);
      }
      const [first, second] = split(
        addColumn(task.table, 'quote', chance, (i) => String(means.get(groups[i]))),
        chance,
      );
      return { table: first, second, column: 'quote' };
    },
  },
  {
    name: 'another unit in a part of the rows',
    codes: ['UNITS_MIXED'],
    plant: (task, chance, strength) => {
      const factor = chance.pick([2.20462, 1.609344, 3.28084, 0.45359237]);
      const columns = measures(task).filter((j) => {
        const numbers = numbersOf(task.table, j);
        return numbers[Math.floor(0.05 * numbers.length)] > 0 && parts(numbers, factor);
      });
      if (columns.length === 0) return undefined;
      const column = chance.pick(columns);
      const rate = share(strength, [0.05, 0.15, 0.35]);
      return {
        table: change(task.table, column, (cell) =>
          cell !== '' && chance.next() < rate ? short(Number(cell) * factor) : cell,
        ),
        column: task.table.names[column],
      };
    },
  },
  {
    name: 'pounds among kilograms beside heights',
    codes: ['UNITS_MIXED'],
    plant: ({ table }, chance, strength) => {
      const rate = share(strength, [0.05, 0.15, 0.3]);
      const heights = table.rows.map(() => 172 + 10 * normal(chance));
      const weights = heights.map(
        (height) =>
          0.95 *
          (height - 100) *
          Math.exp(0.08 * normal(chance)) *
          (chance.next() < rate ? 2.20462262 : 1),
      );
      const one = addColumn(table, 'groesse', chance, (i) => heights[i].toFixed(1));
      return {
        table: addColumn(one, 'gewicht', chance, (i) => weights[i].toFixed(1)),
        column: 'gewicht',
      };
    },
  },
  {
    name: 'labels of one class turned',
    codes: ['LABELS_NOISY'],
    plant: (task, chance, strength) => {
      const classes = classesOf(task);
      if (classes?.length !== 2 || !isLearnable(task)) return undefined;
      const j = at(task.table, task.target);
      const cells = valuesOf(task.table, j);
      const countOf = (one: string) => cells.filter((cell) => cell === one).length;
      const [most, least] = classes.toSorted((a, b) => countOf(b) - countOf(a));
      const rate = share(strength, [0.08, 0.2, 0.3]);
      return {
        table: change(task.table, j, (cell) =>
          cell === most && chance.next() < rate ? least : cell,
        ),
      };
    },
  },
  wrongTargets('targets with a slipped point', (value) => value * 10),
  wrongTargets('targets that lost their sign', (value) => -value),
];
