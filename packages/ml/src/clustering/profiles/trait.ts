import { OTHER_LEVEL } from '../../preprocess/transformers/rare-levels.ts';
import { finiteQuantile, sortedPresent } from '../../stats/index.ts';
import { type Column, getColumn, isNumeric, type Table } from '../../table/index.ts';
import {
  type CategoryEncoding,
  medianOf,
  type NumberEncoding,
  type TableEncoding,
} from '../encoding/column-encoding.ts';

/** A column of numbers in which a cluster differs from the rest, in the unit of the column. */
export interface NumberTrait {
  readonly kind: 'number';
  readonly column: string;
  readonly isDate: boolean;
  /** Difference of the means of the cluster and of the rest, in standard deviations, on the scale of the clustering. */
  readonly effect: number;
  /** Quartiles of the cluster. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Median of the rows that the encoding was learned from. */
  readonly overallMedian: number;
}

/** A level that is more or less frequent in a cluster than in the rest. */
export interface LevelTrait {
  readonly kind: 'level';
  readonly column: string;
  readonly level: string;
  /** Difference of the shares in the cluster and in the rest, in standard deviations of the level. */
  readonly effect: number;
  /** Share of the level among the rows of the cluster that have one, and among such rows of the rest. */
  readonly share: number;
  readonly restShare: number;
}

/** What sets a cluster apart. */
export type Trait = NumberTrait | LevelTrait;

/** What a trait is computed from. */
export interface TraitQuestion {
  readonly table: Table;
  readonly encoding: TableEncoding;
  readonly codes: Int32Array;
  readonly cluster: number;
  /** Rows of the cluster that quartiles are taken of. */
  readonly ownRows: Int32Array;
}

/** The figures of a column of numbers in one cluster. */
export function numberTrait(
  encoding: NumberEncoding,
  { table, ownRows }: TraitQuestion,
  effect: number,
): NumberTrait {
  const { name, isDate } = encoding;
  const column = getColumn(table, name);
  const values = isNumeric(column) ? column.values : new Float64Array(0);
  const taken = new Float64Array(ownRows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[ownRows[i]];
  const own = sortedPresent(taken).filter(Number.isFinite);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) =>
    own.length === 0 ? 0 : finiteQuantile(own, share),
  );
  const overallMedian = medianOf(encoding);
  return { kind: 'number', column: name, isDate, effect, low, median, high, overallMedian };
}

/** The figures of a level in one cluster. */
export function levelTrait(
  { name, levels }: CategoryEncoding,
  { table, codes, cluster }: TraitQuestion,
  { effect, place }: { readonly effect: number; readonly place: number },
): LevelTrait {
  const isLevel = levelTest(getColumn(table, name), levels, place);
  const [own, rest] = [new Float64Array(2), new Float64Array(2)];
  for (let i = 0; i < codes.length; i++) {
    const is = isLevel(i);
    if (is !== undefined) (codes[i] === cluster ? own : rest)[Number(is)]++;
  }
  const shareOf = ([no, yes]: Float64Array): number => (yes === 0 ? 0 : yes / (no + yes));
  const shares = { share: shareOf(own), restShare: shareOf(rest) };
  return { kind: 'level', column: name, level: levels[place], effect, ...shares };
}

/** Whether a row has a level; undefined where it has none. The last level may stand for those that are not listed. */
export function levelTest(
  column: Column,
  levels: readonly string[],
  place: number,
): (i: number) => boolean | undefined {
  if (isNumeric(column)) {
    const wanted = Number(levels[place]);
    return (i) => valueTest(column.values[i], wanted);
  }
  const isWanted = column.levels.map((level) => {
    const own = levels.indexOf(level);
    return own < 0 ? levels[place] === OTHER_LEVEL : own === place;
  });
  return (i) => (column.codes[i] < 0 ? undefined : isWanted[column.codes[i]]);
}

function valueTest(value: number, wanted: number): boolean | undefined {
  return Number.isNaN(value) ? undefined : value === wanted;
}
