import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, type Random, takeMatrixRows } from '../../../math/index.ts';
import { type Column, columnLength, isNumeric } from '../../../table/index.ts';
import type { Target } from '../../estimator.ts';
import { type BoostedTreesState, boostedTrees } from '../boosted-trees.ts';

/** How a quick model is fitted: shallow trees, few rounds. */
const PARAMS = { nRounds: 40, learningRate: 0.15, maxLeaves: 15, minLeafRows: 10, maxBins: 63 };
const N_FOLDS = 4;
/** Trees that all classes together may have; beyond, fewer and larger steps are taken. */
const MOST_TREES = 120;

/** A quick model that reads the columns of a table as they are. Plain JSON but for typed arrays. */
export interface TableTrees {
  /** The columns that it reads; of categories their levels, in the order of their codes. */
  readonly inputs: readonly { readonly name: string; readonly levels: readonly string[] | null }[];
  readonly state: BoostedTreesState;
}

/** What quick trees learn from. */
export interface TableTreesRows {
  /** Rows of the columns. Length n. Default: all. */
  readonly rows?: Int32Array;
  /** Target of these rows. Length n. */
  readonly y: Target;
  readonly random: Random;
}

/**
 * Fits a quick model on columns: for questions about data, not to be delivered.
 *
 * @param columns Numbers, dates, booleans and categories are read; texts and ids are left out.
 * @cost n p x 40 rounds.
 * @source Ke et al. (2017), "LightGBM".
 */
export function fitTableTrees(
  columns: readonly Column[],
  { rows, y, random }: TableTreesRows,
): TableTrees {
  const used = columns.filter(isRead);
  const x = toMatrix(used, rows ?? allRows(used));
  return {
    inputs: used.map((column) => ({
      name: column.name,
      levels: isNumeric(column) ? null : column.levels,
    })),
    state: boostedTrees.fit(x, y, paramsFor(y), { random }),
  };
}

/**
 * Answers of quick trees to other rows. Levels that it has not learned from are unknown ones; a column that is missing is so in every row.
 *
 * @returns n values (regression) or n x nClasses probabilities, row-major.
 */
export function answerTableTrees(
  { inputs, state }: TableTrees,
  columns: readonly Column[],
): Float64Array {
  const n = columns.length === 0 ? 0 : columnLength(columns[0]);
  const p = inputs.length;
  const values = new Float64Array(n * p);
  inputs.forEach(({ name, levels }, j) => {
    const column = columns.find((each) => each.name === name);
    const cells = column === undefined ? undefined : cellsOf(column, levels);
    for (let i = 0; i < n; i++)
      values[i * p + j] = cells?.[i] ?? (levels === null ? Number.NaN : -1);
  });
  const nLevels = Int32Array.from(inputs, ({ levels }) => nLevelsOf(levels));
  return boostedTrees.predict(state, { nRows: n, nColumns: p, values, levels: nLevels });
}

/**
 * Answers to every row by quick trees that have not seen it.
 *
 * @returns n values (regression) or n x nClasses probabilities, row-major.
 * @cost 3 n p x 40 rounds; 6 000 rows of 40 columns take about half a second.
 * @source Stone (1974), JRSS B 36; Ke et al. (2017), "LightGBM".
 */
export function outOfFold(
  columns: readonly Column[],
  { rows, y, random }: TableTreesRows,
): Float64Array {
  const used = columns.filter(isRead);
  const read = rows ?? allRows(used);
  const x = toMatrix(used, read);
  const width = y.kind === 'regression' ? 1 : y.nClasses;
  const fold = dealtFolds(y, read.length, random);
  const all = Int32Array.from({ length: read.length }, (_, i) => i);
  const answers = new Float64Array(read.length * width);
  const params = paramsFor(y);
  for (let held = 0; held < N_FOLDS; held++) {
    const train = all.filter((i) => fold[i] !== held);
    const test = all.filter((i) => fold[i] === held);
    if (test.length === 0) continue;
    const state = boostedTrees.fit(takeMatrixRows(x, train), takeTarget(y, train), params, {
      random,
    });
    const predicted = boostedTrees.predict(state, takeMatrixRows(x, test));
    for (let k = 0; k < test.length; k++)
      answers.set(predicted.subarray(k * width, (k + 1) * width), test[k] * width);
  }
  return answers;
}

function paramsFor(y: Target) {
  const width = y.kind === 'regression' ? 1 : y.nClasses;
  return resolveParams(boostedTrees.name, boostedTrees.params, {
    ...PARAMS,
    ...(width > 2 && width * PARAMS.nRounds > MOST_TREES
      ? { nRounds: Math.max(12, Math.floor(MOST_TREES / width)), learningRate: 0.3 }
      : {}),
  });
}

function isRead({ kind }: Column): boolean {
  return kind !== 'text' && kind !== 'id';
}

function allRows(columns: readonly Column[]): Int32Array {
  const n = columns.length === 0 ? 0 : columnLength(columns[0]);
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** Columns as boosted trees read them: numbers with NaN, categories as codes. */
function toMatrix(columns: readonly Column[], rows: Int32Array): Matrix {
  const n = rows.length;
  const p = columns.length;
  const values = new Float64Array(n * p);
  const levels = new Int32Array(p);
  columns.forEach((column, j) => {
    const source: ArrayLike<number> = isNumeric(column) ? column.values : column.codes;
    levels[j] = nLevelsOf(isNumeric(column) ? null : column.levels);
    for (let i = 0; i < n; i++) values[i * p + j] = source[rows[i]];
  });
  return { nRows: n, nColumns: p, values, levels };
}

function nLevelsOf(levels: readonly string[] | null): number {
  return levels === null ? 0 : Math.max(1, levels.length);
}

/** The cells of a column by the codes of other levels; undefined where it is of another kind. */
function cellsOf(column: Column, levels: readonly string[] | null): ArrayLike<number> | undefined {
  if (isNumeric(column)) return levels === null ? column.values : undefined;
  if (levels === null) return undefined;
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const known = column.levels.map((level) => codeOf.get(level) ?? nLevelsOf(levels));
  return column.codes.map((code) => (code < 0 ? -1 : known[code]));
}

/** Fold per row, each class dealt on its own. */
function dealtFolds(y: Target, n: number, random: Random): Uint8Array {
  const nClasses = y.kind === 'regression' ? 1 : y.nClasses;
  const dealt = Uint32Array.from({ length: nClasses }, () => random.below(N_FOLDS));
  const fold = new Uint8Array(n);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  for (const i of order) fold[i] = dealt[y.kind === 'regression' ? 0 : y.codes[i]]++ % N_FOLDS;
  return fold;
}

function takeTarget(y: Target, rows: Int32Array): Target {
  return y.kind === 'regression'
    ? { kind: 'regression', values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: rows.map((i) => y.codes[i]) };
}
