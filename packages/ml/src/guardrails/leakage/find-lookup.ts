import { type Finding, listNames } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { type Column, isNumeric, type Table } from '../../table/index.ts';
import { percent } from '../percent.ts';
import type { KnownTarget } from '../read-target.ts';
import { samplePositions } from './numeric-block.ts';

/** Rows that pairs are compared on. */
const MOST_ROWS = 6000;
/** Most values of a column that a table of two may have. */
const MOST_VALUES = 60;
/** Columns whose pairs are compared: of more, those that tell most by themselves. */
const MOST_COLUMNS = 200;
/** Rows per filled cell below which cells are pure by accident. */
const ROWS_PER_CELL = 4;
/** Share of what a guess gets wrong that a pair must get right. */
const LEAK_SCORE = 0.9;
/** Times that the pair must be closer to perfect than either of its columns. */
const TIMES_CLOSER = 5;

/**
 * Finds that two columns of few values together look the target up: `size` and `grade` give the `price`.
 *
 * Each cell of the two columns' cross table answers with its other rows: their majority, or their mean. The pair leaks
 * when that removes 90 % of the errors of the best constant answer and leaves a fifth of what either column alone leaves,
 * with four rows per cell or more.
 *
 * @cost O(n) per pair of columns with at most 60 values, on 6000 rows at most; of more than 200 such columns the 200 that tell
 * most by themselves.
 * @source Kaufman et al. (2012), ACM TKDD 6(4); Boyer & Moore (1981) for the majority.
 */
export function findLookup(
  table: Table,
  target: KnownTarget,
  { random, skip = new Set() }: { readonly random: Random; readonly skip?: ReadonlySet<string> },
): Finding[] {
  const at = samplePositions(target.rows.length, MOST_ROWS, random);
  const rows = at.map((i) => target.rows[i]);
  const answers = answersAt(target, at);
  const scored = table.columns
    .filter(({ name }) => name !== target.name && !skip.has(name))
    .flatMap((column) => fewValues(column, rows))
    .map((part) => ({ ...part, alone: answers.score(part.codes, part.nCodes).score }));
  const parts = mostTelling(scored);
  const alone = parts.map((part) => part.alone);
  let found: { a: number; b: number; score: number } | undefined;
  const cells = new Int32Array(rows.length);
  for (let a = 0; a < parts.length; a++) {
    for (let b = 0; b < a; b++) {
      const { codes: first, nCodes } = parts[a];
      const second = parts[b].codes;
      for (let i = 0; i < cells.length; i++) cells[i] = second[i] * nCodes + first[i];
      const { score, nFilled } = answers.score(cells, nCodes * parts[b].nCodes);
      const room = (1 - Math.max(alone[a], alone[b], 0)) / TIMES_CLOSER;
      const isSure =
        score >= LEAK_SCORE && 1 - score <= room && cells.length >= ROWS_PER_CELL * nFilled;
      if (isSure && score > (found?.score ?? 0)) found = { a, b, score };
    }
  }
  if (!found) return [];
  const { a, b, score } = found;
  const columns = [parts[b].name, parts[a].name];
  const best = Math.max(alone[a], alone[b], 0);
  return [
    {
      code: 'LEAK_COMBINATION',
      severity: 'warning',
      message: `Columns ${listNames(columns)} together give the answer away: their values look "${target.name}" up, ${percent(score)} better than a guess in ${rows.length} rows (${percent(best)} for one of them alone).`,
      hint: 'They are probably made from the target.',
      details: {
        target: target.name,
        columns,
        evidence: 'lookup',
        score,
        bestAlone: best,
        nRows: rows.length,
      },
    },
  ];
}

/** In the order of the table. */
function mostTelling<Part extends { readonly alone: number }>(parts: readonly Part[]): Part[] {
  if (parts.length <= MOST_COLUMNS) return [...parts];
  const kept = new Set(parts.toSorted((a, b) => b.alone - a.alone).slice(0, MOST_COLUMNS));
  return parts.filter((part) => kept.has(part));
}

interface FewValues {
  readonly name: string;
  readonly codes: Int32Array;
  readonly nCodes: number;
}

function fewValues(column: Column, rows: Int32Array): FewValues[] {
  if (column.kind === 'date' || column.kind === 'id' || column.kind === 'text') return [];
  const values: ArrayLike<number> = isNumeric(column) ? column.values : column.codes;
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    const code = codeOf.get(value) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(value, code);
    if (codeOf.size > MOST_VALUES) return [];
    codes[i] = code;
  }
  // Each value fills a cell at least: too many for the rows, and no pair of it can be sure.
  const isTooFine = codeOf.size * ROWS_PER_CELL > rows.length;
  return codeOf.size < 2 || isTooFine ? [] : [{ name: column.name, codes, nCodes: codeOf.size }];
}

interface Answers {
  /** Errors of the best constant that cells remove, 1 for all of them; and cells with rows. */
  score(cells: Int32Array, nCells: number): { readonly score: number; readonly nFilled: number };
}

function answersAt(target: KnownTarget, at: Int32Array): Answers {
  return target.kind === 'classification'
    ? classAnswers(at.map((i) => target.codes[i]))
    : numberAnswers(Float64Array.from(at, (i) => target.values[i]));
}

function classAnswers(codes: Int32Array): Answers {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const nWrongByGuess = codes.length - Math.max(...counts.values());
  return {
    score(cells, nCells) {
      const vote = new Int32Array(nCells).fill(-1);
      const lead = new Int32Array(nCells);
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i];
        if (lead[cell] === 0) vote[cell] = codes[i];
        lead[cell] += vote[cell] === codes[i] ? 1 : -1;
      }
      const right = new Int32Array(nCells);
      const size = new Int32Array(nCells);
      for (let i = 0; i < cells.length; i++) {
        size[cells[i]]++;
        if (vote[cells[i]] === codes[i]) right[cells[i]]++;
      }
      let nWrong = 0;
      let nFilled = 0;
      for (let cell = 0; cell < nCells; cell++) {
        if (size[cell] === 0) continue;
        nFilled++;
        nWrong += size[cell] === 1 ? 1 : size[cell] - right[cell];
      }
      return { score: nWrongByGuess === 0 ? 0 : 1 - nWrong / nWrongByGuess, nFilled };
    },
  };
}

function numberAnswers(y: Float64Array): Answers {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    score(cells, nCells) {
      const sums = new Float64Array(nCells);
      const squares = new Float64Array(nCells);
      const size = new Int32Array(nCells);
      for (let i = 0; i < cells.length; i++) {
        const off = y[i] - mean;
        sums[cells[i]] += off;
        squares[cells[i]] += off * off;
        size[cells[i]]++;
      }
      let wrong = 0;
      let nFilled = 0;
      for (let cell = 0; cell < nCells; cell++) {
        const n = size[cell];
        if (n === 0) continue;
        nFilled++;
        const within = Math.max(0, squares[cell] - (sums[cell] * sums[cell]) / n);
        wrong += n === 1 ? squares[cell] : within * (n / (n - 1));
      }
      return { score: total === 0 ? 0 : 1 - wrong / total, nFilled };
    },
  };
}
