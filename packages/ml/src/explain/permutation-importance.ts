import type { ColumnImportance } from '@kaizenml/contracts';
import { type Matrix, type Random, seededRandom, shuffledIndices } from '../math/index.ts';
import { type Table, takeColumnRows } from '../table/index.ts';

/** How often columns are shuffled, and by which chance. */
export interface ShuffleOptions {
  /** Shuffles per column. Default 5. */
  readonly nRepeats?: number;
  /** Default 1; the same seed gives the same importance. */
  readonly seed?: number;
}

/**
 * Drop of a score when one input column is shuffled among the rows, for every column.
 *
 * importance = score(table) - score(table with the column shuffled), over `nRepeats` shuffles. A
 * correlated column hides the importance of its twin.
 *
 * @param table Rows that the model was not trained on.
 * @param score Higher is better; negate a loss. It sees a table of the same shape.
 * @returns Largest mean first; about 0 for a column that the model does not use.
 * @cost columns * nRepeats + 1 scores.
 * @source Breiman (2001), "Random Forests", Machine Learning 45, section 10; Fisher, Rudin & Dominici
 * (2019), "All Models are Wrong, but Many are Useful", JMLR 20.
 */
export function permutationImportance(
  table: Table,
  score: (table: Table) => number,
  options: ShuffleOptions = {},
): ColumnImportance[] {
  return dropsOf({
    names: table.columns.map(({ name }) => name),
    nRows: table.nRows,
    best: score(table),
    shuffledScore: (j, order) =>
      score({
        nRows: table.nRows,
        columns: table.columns.map((column, at) =>
          at === j ? takeColumnRows(column, order) : column,
        ),
      }),
    ...options,
  });
}

/** Matrix columns that are shuffled together, under one name. */
export interface NamedBlock {
  readonly input: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The same as `permutationImportance`, on a matrix whose columns are already prepared.
 *
 * Shuffling the block of an input equals shuffling the input itself, since a transform graph prepares
 * every input on its own; it saves preparing the table again.
 *
 * @param blocks What is shuffled together: `blocksOf(graph)`, or one block per column.
 * @param score Higher is better. It must not keep the matrix, which is reused.
 * @cost blocks * nRepeats + 1 scores.
 * @source Breiman (2001), "Random Forests", Machine Learning 45, section 10.
 */
export function matrixImportance(
  x: Matrix,
  blocks: readonly NamedBlock[],
  { score, ...options }: ShuffleOptions & { score(x: Matrix): number },
): ColumnImportance[] {
  const shuffled = { ...x, values: x.values.slice() };
  return dropsOf({
    names: blocks.map(({ input }) => input),
    nRows: x.nRows,
    best: score(x),
    shuffledScore(j, order) {
      copyBlock(x, shuffled, blocks[j], order);
      const value = score(shuffled);
      copyBlock(x, shuffled, blocks[j]);
      return value;
    },
    ...options,
  });
}

function copyBlock(from: Matrix, to: Matrix, { start, end }: NamedBlock, order?: Int32Array): void {
  const p = from.nColumns;
  for (let i = 0; i < from.nRows; i++) {
    const source = (order ? order[i] : i) * p;
    for (let j = start; j < end; j++) to.values[i * p + j] = from.values[source + j];
  }
}

interface Shuffles extends ShuffleOptions {
  readonly names: readonly string[];
  readonly nRows: number;
  readonly best: number;
  shuffledScore(j: number, order: Int32Array): number;
}

function dropsOf({
  names,
  nRows,
  best,
  shuffledScore,
  nRepeats = 5,
  seed = 1,
}: Shuffles): ColumnImportance[] {
  const random: Random = seededRandom(seed);
  return names
    .map((column, j) => {
      const drops = Array.from(
        { length: nRepeats },
        () => best - shuffledScore(j, shuffledIndices(nRows, random)),
      );
      return { column, ...meanAndSd(drops) };
    })
    .sort((a, b) => b.mean - a.mean);
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / values.length) };
}
