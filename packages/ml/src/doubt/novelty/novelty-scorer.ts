import type { NoveltyColumn, NoveltyModel } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import { chiSquareQuantile } from '../../stats/index.ts';
import type { Cell } from '../../table/index.ts';
import { rareness } from './score-tail.ts';

/** The three ways in which a row may be unusual, higher is more unusual. */
export interface RawNovelty {
  /** Surprise of its most surprising cell, in nats. */
  readonly cell: number;
  /** Sum over all cells. */
  readonly cells: number;
  /** Squared distance of its numbers from the middle, by how they go together. */
  readonly numbers: number;
}

/** How unusual a row is. */
export interface Novelty {
  /** Share of ordinary rows that are as unusual: at most the share that is kept of calibration, or above it. */
  readonly pValue: number;
  /** Columns that make it unusual, the most unusual first, at most 3. */
  readonly columns: readonly string[];
  /** Whether its values are unusual, or how its numbers go together. */
  readonly why: 'values' | 'combination';
}

/** Scores rows against what ordinary ones look like. */
export interface NoveltyScorer {
  /** @param row Cells in the order of the columns; NaN and null are missing. */
  raw(row: readonly Cell[]): RawNovelty;
  /** Of the least probable of the three ways, -ln of the share of ordinary rows that go as far. */
  score(row: readonly Cell[]): number;
  /** The share of ordinary rows that are as unusual, and why; undefined above `most`. */
  judge(row: readonly Cell[], most: number): Novelty | undefined;
  /** The numbers of the combination, each by the normal score of its rank; missing ones are 0. */
  normalScores(row: readonly Cell[], into: Float64Array): void;
}

const MOST_NAMED = 3;

/**
 * Makes a scorer of a model. It reuses its memory: it must not be shared between threads.
 *
 * @cost O(p log 64 + k^2) per row for p columns, k of them numbers that go together.
 */
export function noveltyScorer(model: NoveltyModel): NoveltyScorer {
  const { columns, numbers, tails, highest, nCalibrated } = model;
  const leastShare = 1 / (model.nRows + 1);
  const looks = columns.map((column) => lookAt(column, leastShare));
  const found = new Float64Array(columns.length);
  const scored = new Float64Array(columns.length);
  const k = numbers?.columns.length ?? 0;
  const inverse = Float64Array.from(numbers?.inverse ?? []);
  const z = new Float64Array(k);
  const parts = new Float64Array(k);
  const isWhole = k > 0 && inverse.length === k * k;

  const raw = (row: readonly Cell[]): RawNovelty => {
    let [most, sum] = [0, 0];
    for (let c = 0; c < looks.length; c++) {
      const surprise = looks[c](row[c], scored, c);
      found[c] = surprise;
      sum += surprise;
      if (surprise > most) most = surprise;
    }
    return { cell: most, cells: sum, numbers: isWhole ? distance() : 0 };
  };

  /** Squared distance of the normal scores that were found last. */
  const distance = (): number => {
    for (let a = 0; a < k; a++) z[a] = scored[numbers?.columns[a] ?? 0];
    let total = 0;
    for (let a = 0; a < k; a++) {
      let pull = 0;
      for (let b = 0; b < k; b++) pull += inverse[a * k + b] * z[b];
      parts[a] = z[a] * pull;
      total += parts[a];
    }
    return total;
  };

  const rare = (row: readonly Cell[]) => {
    const { cell, cells, numbers: together } = raw(row);
    return {
      ofValues: Math.max(rareness(tails.cell, cell), rareness(tails.cells, cells)),
      ofNumbers: tails.numbers === undefined ? 0 : rareness(tails.numbers, together),
    };
  };

  return {
    raw,
    normalScores(row, into) {
      raw(row);
      for (let a = 0; a < k; a++) into[a] = scored[numbers?.columns[a] ?? 0];
    },
    score(row) {
      const { ofValues, ofNumbers } = rare(row);
      return Math.max(ofValues, ofNumbers);
    },
    judge(row, most) {
      const { ofValues, ofNumbers } = rare(row);
      const score = Math.max(ofValues, ofNumbers);
      const nAbove = countAbove(highest, score);
      const pValue = (1 + nAbove) / (nCalibrated + 1);
      if (nAbove === highest.length || pValue > most) return undefined;
      const why = ofNumbers > ofValues ? 'combination' : 'values';
      const named =
        why === 'values'
          ? leading(found).map((c) => columns[c].name)
          : leading(parts).map((a) => columns[numbers?.columns[a] ?? 0].name);
      return { pValue, columns: named, why };
    },
  };
}

/** How many of the scores reach one. @param highest Falling. */
function countAbove(highest: readonly number[], score: number): number {
  let [from, to] = [0, highest.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (highest[middle] >= score) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Places of the largest values, those that are at least a quarter of the largest. */
function leading(values: Float64Array): number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
  const least = values[order[0]] / 4;
  return order.slice(0, MOST_NAMED).filter((place) => values[place] > 0 && values[place] >= least);
}

/** What was never seen is more surprising than what was seen once. */
function surpriseAt(share: number, leastShare: number): number {
  return -log(Math.max(share, leastShare)) + (share === 0 ? BEYOND : 0);
}

/** Gives the surprise of a cell, and puts the normal score of a number into its place: 0 for what is no number. */
type Look = (cell: Cell, scored: Float64Array, at: number) => number;

function lookAt(column: NoveltyColumn, leastShare: number): Look {
  const ofMissing = surpriseAt(column.shareMissing, leastShare);
  if (column.kind === 'levels') {
    const known = new Map(
      column.levels.map((level, l) => [level, surpriseAt(column.shares[l], leastShare)]),
    );
    const unseen = surpriseAt(0, leastShare);
    return (cell) => (cell === null ? ofMissing : (known.get(String(cell)) ?? unseen));
  }
  const scores = rankTable((rank) =>
    normalScore(Math.min(1 - leastShare, Math.max(leastShare, rank))),
  );
  const surprises = rankTable(
    (rank) => -log(Math.max(leastShare, Math.min(1, 2 * Math.min(rank, 1 - rank)))),
  );
  const quantiles = Float64Array.from(column.quantiles);
  const [low, high] = [quantiles[0], quantiles[quantiles.length - 1]];
  return (cell, scored, at) => {
    scored[at] = 0;
    if (typeof cell !== 'number' || Number.isNaN(cell)) return ofMissing;
    const place = rankOf(quantiles, cell) * N_STEPS;
    const below = Math.min(N_STEPS - 1, Math.floor(place));
    const part = place - below;
    const score = scores[below] + part * (scores[below + 1] - scores[below]);
    const surprise = surprises[below] + part * (surprises[below + 1] - surprises[below]);
    const beyond = cell < low ? low - cell : cell > high ? cell - high : 0;
    const far = beyond === 0 ? 0 : BEYOND * log(1 + beyond / column.spread);
    scored[at] = cell < low ? score - far : score + far;
    return surprise + far;
  };
}

/** Nats by which a value is more surprising when it lies e - 1 spreads beyond the range of training. */
const BEYOND = 4;
/** Steps of a table over ranks. */
const N_STEPS = 256;

/** A function of the rank, 0 to 1, at equal steps. */
function rankTable(of: (rank: number) => number): Float64Array {
  return Float64Array.from({ length: N_STEPS + 1 }, (_, q) => of(q / N_STEPS));
}

/** @source Van der Waerden (1952) */
function normalScore(rank: number): number {
  const score = Math.sqrt(chiSquareQuantile(2 * Math.max(rank, 1 - rank) - 1, 1));
  return rank < 0.5 ? -score : score;
}

/** Share of values below, equal ones by half, interpolated between quantiles. @cost O(log n), and the quantiles that equal it */
function rankOf(quantiles: Float64Array, value: number): number {
  const n = quantiles.length - 1;
  let [from, to] = [0, n + 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (quantiles[middle] < value) from = middle + 1;
    else to = middle;
  }
  if (from > n) return 1;
  if (quantiles[from] === value) {
    let last = from;
    while (last < n && quantiles[last + 1] === value) last++;
    return (from + last) / 2 / n;
  }
  if (from === 0) return 0;
  const low = quantiles[from - 1];
  return (from - 1 + (value - low) / (quantiles[from] - low)) / n;
}
