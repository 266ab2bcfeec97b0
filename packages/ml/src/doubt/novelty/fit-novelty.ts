import type { NoveltyColumn, NoveltyModel } from '@kaizenml/contracts';
import { type Random, shuffledIndices, solvePositiveDefinite } from '../../math/index.ts';
import { countLevels, quantileSorted, sortedPresent } from '../../stats/index.ts';
import {
  type Column,
  cell,
  columnLength,
  countMissing,
  isNumeric,
  type Table,
  takeRows,
} from '../../table/index.ts';
import { noveltyScorer } from './novelty-scorer.ts';
import { round } from './round.ts';
import { scoreTail } from './score-tail.ts';

/** Rows that are looked at; more would tell the same. */
const MOST_ROWS = 20_000;
/** Rows below which nothing is said: a hundredth of the other half must be a row. */
const FEWEST_ROWS = 200;
const N_QUANTILES = 64;
const MOST_LEVELS = 1000;
/** Numbers whose combination is looked at: the cost of a row grows with their square. */
const MOST_NUMBERS = 32;
/** Share of the highest scores that are kept: alarm rates up to it can be asked for. */
export const MOST_ALARMS = 0.1;
/** What correlations are drawn to none by, so that they have an inverse. */
const SHRINKAGE = 0.02;

/**
 * Learns what ordinary rows look like, in three ways: how unusual their most unusual cell is, all their cells together, and their
 * numbers as a combination (Mahalanobis' distance of their normal scores). Half of the rows describe, the other half says what
 * ordinary scores are: of rows that are drawn alike, at most the share that is asked for is called unusual, whatever the data.
 *
 * Dates leave the range of training by themselves, texts and ids have no ordinary value: they are not looked at.
 *
 * @param random Which rows describe and which ones calibrate.
 * @returns undefined below 200 rows, or without a column to look at.
 * @cost O(n p log n + n k^2) for p columns, k of them numbers and at most 32; at most 20 000 rows.
 * @source Bates et al. (2023), "Testing for Outliers with Conformal p-values", Annals of Statistics 51; Li et al. (2022), "ECOD", IEEE TKDE; Mahalanobis (1936).
 */
export function fitNovelty(table: Table, random: Random): NoveltyModel | undefined {
  const looked = table.columns.filter(
    ({ kind }) => kind === 'number' || kind === 'category' || kind === 'boolean',
  );
  if (looked.length === 0 || table.nRows < FEWEST_ROWS) return undefined;
  const drawn = shuffledIndices(table.nRows, random).slice(0, MOST_ROWS);
  const half = drawn.length >> 1;
  const own: Table = { nRows: table.nRows, columns: looked };
  const describing = takeRows(own, drawn.subarray(0, half));
  const calibrating = takeRows(own, drawn.subarray(half));
  const columns = describing.columns.map(describe);
  const numbers = combinationOf(columns, describing);
  const bare = {
    ...{ nRows: half, columns, highest: [], nCalibrated: 0 },
    ...(numbers === undefined ? {} : { numbers }),
  };
  const raw = rawScores(bare, describing);
  const tails = {
    cell: scoreTail(raw.cell),
    cells: scoreTail(raw.cells),
    ...(numbers === undefined ? {} : { numbers: scoreTail(raw.numbers) }),
  };
  const described = { ...bare, tails };
  const scorer = noveltyScorer(described);
  const row = new Array<number | string | null>(columns.length);
  const scores = Float64Array.from({ length: calibrating.nRows }, (_, i) => {
    readRow(calibrating, i, row);
    return scorer.score(row);
  }).sort();
  const highest = scores.slice(scores.length - Math.ceil(MOST_ALARMS * scores.length)).reverse();
  return { ...described, highest: Array.from(highest, round), nCalibrated: scores.length };
}

function describe(column: Column): NoveltyColumn {
  const { name } = column;
  const n = columnLength(column);
  const shareMissing = countMissing(column) / n;
  if (!isNumeric(column)) {
    const counts = countLevels(column.codes, column.levels.length);
    const frequent = Array.from(counts.keys())
      .filter((code) => counts[code] > 0)
      .sort((x, y) => counts[y] - counts[x] || x - y)
      .slice(0, MOST_LEVELS);
    return {
      ...{ kind: 'levels', name, shareMissing },
      levels: frequent.map((code) => column.levels[code]),
      shares: frequent.map((code) => round(counts[code] / n)),
    };
  }
  const sorted = sortedPresent(column.values);
  const quantiles = Array.from({ length: N_QUANTILES + 1 }, (_, q) =>
    sorted.length === 0 ? 0 : quantileSorted(sorted, q / N_QUANTILES),
  );
  const [low, high] = [quantiles[N_QUANTILES / 8], quantiles[N_QUANTILES - N_QUANTILES / 8]];
  const range = quantiles[N_QUANTILES] - quantiles[0];
  const spread = high > low ? high - low : range > 0 ? range : Math.max(1, Math.abs(quantiles[0]));
  return { kind: 'number', name, quantiles, spread, shareMissing };
}

/** How the numbers go together: undefined for fewer than two that differ. */
function combinationOf(
  columns: readonly NoveltyColumn[],
  table: Table,
): NonNullable<NoveltyModel['numbers']> | undefined {
  const places = columns
    .flatMap((column, at) => (column.kind === 'number' && differs(column.quantiles) ? [at] : []))
    .slice(0, MOST_NUMBERS);
  const k = places.length;
  if (k < 2) return undefined;
  const { normalScores } = noveltyScorer({
    ...EMPTY,
    nRows: table.nRows,
    columns,
    numbers: { columns: places, inverse: [] },
  });
  const products = new Float64Array(k * k);
  const row = new Array<number | string | null>(columns.length);
  const z = new Float64Array(k);
  for (let i = 0; i < table.nRows; i++) {
    readRow(table, i, row);
    normalScores(row, z);
    for (let a = 0; a < k; a++) for (let b = 0; b <= a; b++) products[a * k + b] += z[a] * z[b];
  }
  for (let a = 0; a < k; a++)
    for (let b = 0; b < a; b++) {
      products[a * k + b] *= (1 - SHRINKAGE) / table.nRows;
      products[b * k + a] = products[a * k + b];
    }
  for (let a = 0; a < k; a++)
    products[a * k + a] = Math.max(products[a * k + a] / table.nRows, 1e-9);
  const inverse: number[] = [];
  for (let a = 0; a < k; a++) {
    const unit = new Float64Array(k);
    unit[a] = 1;
    const solved = solvePositiveDefinite(products, unit);
    if (solved === undefined) return undefined;
    inverse.push(...Array.from(solved, round));
  }
  return { columns: places, inverse };
}

const NO_TAIL = { scores: [0], perNat: 1 };
const EMPTY = { tails: { cell: NO_TAIL, cells: NO_TAIL }, highest: [], nCalibrated: 0 };

function rawScores(bare: Omit<NoveltyModel, 'tails'>, table: Table) {
  const scorer = noveltyScorer({ ...bare, tails: EMPTY.tails });
  const raw = {
    cell: new Float64Array(table.nRows),
    cells: new Float64Array(table.nRows),
    numbers: new Float64Array(table.nRows),
  };
  const row = new Array<number | string | null>(bare.columns.length);
  for (let i = 0; i < table.nRows; i++) {
    readRow(table, i, row);
    const { cell: one, cells, numbers } = scorer.raw(row);
    raw.cell[i] = one;
    raw.cells[i] = cells;
    raw.numbers[i] = numbers;
  }
  return raw;
}

/** Puts the cells of a row into `row`. */
function readRow(table: Table, i: number, row: (number | string | null)[]): void {
  for (let c = 0; c < table.columns.length; c++) row[c] = cell(table.columns[c], i);
}

function differs(quantiles: readonly number[]): boolean {
  return quantiles[quantiles.length - 1] > quantiles[0];
}
