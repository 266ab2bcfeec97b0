import { invariant } from '@kaizenml/contracts';
import { seededRandom, shuffledIndices } from '../../math/index.ts';
import type { Target } from '../../models/index.ts';
import {
  type CodedColumn,
  type Column,
  findColumn,
  isNumeric,
  type Table,
  takeColumnRows,
} from '../../table/index.ts';
import { finiteValues } from '../numeric-values.ts';
import { pairColumn } from './derive.ts';
import { type DerivedColumn, nameOfDerived, numberOf, type Operation } from './derived-column.ts';
import { halvesOf, shareOfColumn } from './explained-share.ts';

/** Rows that all candidates are judged on, and that the better ones are judged on again. */
const N_ROWS = { first: 1000, again: 4000 } as const;
/** Fewer rows say nothing about what a combination adds. */
const FEWEST_ROWS = 100;
/** Columns of a kind that are combined: those that say most on their own, with any of more others. */
const MOST_COLUMNS = { leading: 10, others: 32 } as const;
/** Candidates that are judged again. */
const JUDGED_AGAIN = 40;
/** Of many classes, those that combinations are judged by: the most frequent ones. */
const JUDGED_CLASSES = 3;
/** Derived columns that a column takes part in at most: others would say the same. */
const MOST_USES = 2;
/** Over the number of rows: the share that the luckiest of some thousand combinations explains by chance. */
const CHANCE_ROWS = 10;
/** Levels of a category that takes part in pairs at most. */
const MOST_LEVELS = 1000;

/**
 * Ratios, products and differences of numbers, days between dates, and pairs of categories that say more about the target
 * than their parts do, in rows that they did not learn from.
 *
 * A number, of which five are kept at most, must explain 0.5 % of the target's variance more than both of its parts together,
 * a pair, of which three are kept at most, 1 %, and more where rows are few. What only adds two columns up is not found.
 *
 * @param table Training rows.
 * @param hasPairs Whether categories are paired.
 * @cost O(columns² rows log rows) for 16 columns and 4000 rows at most: some 0.3 s.
 */
export function findDerived(
  table: Table,
  target: Target,
  hasPairs: boolean,
): readonly DerivedColumn[] {
  if (table.nRows < FEWEST_ROWS) return [];
  const order = shuffledIndices(table.nRows, seededRandom(11));
  const first = judgeOf(target, order.subarray(0, N_ROWS.first));
  const again = judgeOf(target, order.subarray(0, N_ROWS.again));
  const numbers = combinations(strongest(table, ['number'], first), [
    ['ratio', 'both ways'],
    ['product', 'once'],
    ['difference', 'once'],
  ]);
  const days = combinations(strongest(table, ['date'], first), [['days', 'once']]);
  const levelled = hasPairs ? strongest(table, ['category', 'boolean'], first) : [];
  const pairs = combinations(levelled, [['pair', 'once']]);
  const byChance = CHANCE_ROWS / Math.min(table.nRows, N_ROWS.again);
  return [
    ...paying([...numbers, ...days], { first, again, least: 0.005 + byChance, most: 5 }),
    ...paying(pairs, { first, again, least: 0.01 + byChance, most: 3 }),
  ]
    .map(describe)
    .filter(({ name }) => findColumn(table, name) === undefined);
}

/** Two columns and what is made of them. */
interface Combination {
  readonly operation: Operation;
  readonly of: readonly [Column, Column];
}

/** Says which share of the target's variance a column, or a combination beyond its parts, explains. */
interface Judge {
  shareOf(column: Column): number;
  gainOf(combination: Combination): number;
}

function judgeOf(target: Target, rows: Int32Array): Judge {
  const halves = halvesOf(target, rows, JUDGED_CLASSES);
  const known = new Map<string, { readonly taken: Column; readonly share: number }>();
  const alone = (column: Column) => {
    const found = known.get(column.name);
    if (found !== undefined) return found;
    const taken = takeColumnRows(column, rows);
    const judged = { taken, share: shareOfColumn(taken, halves) };
    known.set(column.name, judged);
    return judged;
  };
  return {
    shareOf: (column) => alone(column).share,
    gainOf({ operation, of }) {
      const parts = of.map(alone);
      const made = combine({ operation, of: [parts[0].taken, parts[1].taken] });
      const [a, b] = parts.map(({ share }) => Math.max(0, share));
      return shareOfColumn(made, halves) - (a + b);
    },
  };
}

function combine({ operation, of: [a, b] }: Combination): Column {
  if (operation === 'pair') return pairColumn(a as CodedColumn, b as CodedColumn);
  const compute = numberOf(operation);
  const [x, y] = [numbersIn(a), numbersIn(b)];
  return { name: '', kind: 'number', values: x.map((value, i) => compute(value, y[i])) };
}

/** Columns of some kinds that say most about the target on their own, most first. */
function strongest(table: Table, kinds: readonly Column['kind'][], { shareOf }: Judge): Column[] {
  return table.columns
    .filter((column) => kinds.includes(column.kind) && hasVariety(column))
    .map((column) => ({ column, share: shareOf(column) }))
    .sort((a, b) => b.share - a.share || (a.column.name < b.column.name ? -1 : 1))
    .slice(0, MOST_COLUMNS.others)
    .map(({ column }) => column);
}

/** A number of a few values is a category in disguise; a category of very many has no pairs that occur twice. */
function hasVariety(column: Column): boolean {
  if (!isNumeric(column)) return column.levels.length >= 2 && column.levels.length <= MOST_LEVELS;
  const seen = new Set<number>();
  for (const value of column.values) if (seen.add(value).size > 5) return true;
  return false;
}

function combinations(
  columns: readonly Column[],
  operations: readonly (readonly [Operation, 'once' | 'both ways'])[],
): Combination[] {
  return columns.flatMap((a, i) =>
    columns.flatMap((b, j) =>
      operations
        .filter(([, ways]) => i < j || (i > j && ways === 'both ways'))
        .filter(() => Math.min(i, j) < MOST_COLUMNS.leading)
        .map(([operation]): Combination => ({ operation, of: [a, b] })),
    ),
  );
}

/** The combinations that gain most, judged on few rows and the better ones again on many. */
function paying(
  candidates: readonly Combination[],
  how: {
    readonly first: Judge;
    readonly again: Judge;
    readonly least: number;
    readonly most: number;
  },
): Combination[] {
  const better = byGain(candidates, how.first).slice(0, JUDGED_AGAIN);
  const uses = new Map<string, number>();
  const kept: Combination[] = [];
  for (const { combination, gain } of byGain(
    better.map((judged) => judged.combination),
    how.again,
  )) {
    const names = combination.of.map(({ name }) => name);
    const couple = names.toSorted().join('\n');
    if (gain < how.least || kept.length === how.most) break;
    if (uses.has(couple) || names.some((name) => (uses.get(name) ?? 0) >= MOST_USES)) continue;
    for (const name of [...names, couple]) uses.set(name, (uses.get(name) ?? 0) + 1);
    kept.push(combination);
  }
  return kept;
}

function byGain(candidates: readonly Combination[], { gainOf }: Judge) {
  return candidates
    .map((combination, at) => ({ combination, at, gain: gainOf(combination) }))
    .sort((a, b) => b.gain - a.gain || a.at - b.at);
}

function describe({ operation, of }: Combination): DerivedColumn {
  const [a, b] = [of[0].name, of[1].name];
  const name = nameOfDerived(operation, [a, b]);
  const made = operation === 'pair' ? undefined : combine({ operation, of });
  return { name, operation, of: [a, b], range: made ? usualRange(numbersIn(made)) : [0, 0] };
}

/** All but the half per cent at either end. */
function usualRange(values: Float64Array): readonly [number, number] {
  const sorted = finiteValues({ name: '', kind: 'number', values }).sort();
  const cut = Math.floor(sorted.length / 200);
  return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
}

function numbersIn(column: Column): Float64Array {
  invariant(isNumeric(column), `column "${column.name}" has numbers`);
  return column.values;
}
