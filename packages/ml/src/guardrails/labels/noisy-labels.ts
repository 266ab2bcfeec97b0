import type { Finding, Task } from '@kaizenml/contracts';
import type { Random } from '../../math/index.ts';
import { outOfFold } from '../../models/boosting/quick/table-trees.ts';
import { dropColumns, getColumn, type Table } from '../../table/index.ts';
import { type KnownClasses, readTarget } from '../read-target.ts';
import { checkClassNoise } from './class-noise.ts';
import { checkOutlyingTargets } from './outlying-targets.ts';

/** What labels are checked for. */
export interface LabelOptions {
  readonly target: string;
  readonly task: Task;
  readonly random: Random;
  /** Columns that a model must not use. Default none. */
  readonly ignore?: readonly string[];
}

/** Rows that are looked at; of longer tables, evenly spaced ones. */
const MOST_ROWS = 6_000;
/** Cells, with one tree per class, that a quick model may read. */
const MOST_CELLS = 240_000;
/** Deals of the folds whose answers are averaged, and the cells that all may read: small tables need it. */
const MOST_REPEATS = 4;
const CELLS_OF_ALL_REPEATS = 100_000;
/** Fewest rows, and rows per class, that a quick model learns from. */
const FEWEST_ROWS = 100;
const FEWEST_CLASS_ROWS = 20;
const MOST_CLASSES = 20;

/**
 * Finds labels that a quick model, which has not seen their rows, contradicts: classes by confident learning, numbers
 * by their residuals.
 *
 * @returns At most one finding.
 * @throws COLUMN_UNKNOWN
 * @cost Four fits of 40 rounds on at most 6 000 rows and 240 000 cells: about half a second; below 50 000 cells
 * folds are dealt up to four times. The finding says when rows were left out.
 * @source Northcutt, Jiang & Chuang (2021), "Confident Learning", JAIR 70, 1373-1411; Rousseeuw & Leroy (1987).
 */
export function checkNoisyLabels(
  table: Table,
  { target, task, random, ignore = [] }: LabelOptions,
): Finding[] {
  const known = readTarget(getColumn(table, target), task);
  const features = dropColumns(table, [target, ...ignore]).columns.filter(
    ({ kind }) => kind !== 'text' && kind !== 'id',
  );
  if (features.length === 0 || known.rows.length < FEWEST_ROWS) return [];
  const weight =
    known.kind === 'regression' ? 1 : Math.max(1, Math.floor(known.classes.length / 2));
  const nMost = Math.max(
    FEWEST_ROWS,
    Math.min(MOST_ROWS, Math.floor(MOST_CELLS / (features.length * weight))),
  );
  const seen = spaced(
    known.kind === 'classification' ? learnable(known) : known.rows.length,
    nMost,
  );
  if (seen.length < FEWEST_ROWS) return [];
  const rows = seen.map((i) => known.rows[i]);
  const about = { target, nRows: known.rows.length, rows };
  if (known.kind === 'classification') {
    const codes = seen.map((i) => known.codes[i]);
    const nClasses = known.counts.filter((count) => count >= FEWEST_CLASS_ROWS).length;
    if (nClasses < 2 || nClasses > MOST_CLASSES || new Set(codes).size < nClasses) return [];
    const y = { kind: 'classification', codes, nClasses } as const;
    const repeats = Math.floor(CELLS_OF_ALL_REPEATS / (rows.length * features.length * weight));
    const probabilities = meanAnswers(Math.min(MOST_REPEATS, Math.max(1, repeats)), () =>
      outOfFold(features, { rows, y, random }),
    );
    return checkClassNoise(probabilities, {
      ...about,
      codes,
      classes: known.classes.slice(0, nClasses),
    });
  }
  const values = Float64Array.from(seen, (i) => known.values[i]);
  return checkOutlyingTargets(
    (y) => outOfFold(features, { rows, y: { kind: 'regression', values: y }, random }),
    { ...about, values },
  );
}

/** Mean of answers from several deals of the folds. */
function meanAnswers(nDeals: number, answer: () => Float64Array): Float64Array {
  const sums = answer();
  for (let deal = 1; deal < nDeals; deal++) {
    const more = answer();
    for (let i = 0; i < sums.length; i++) sums[i] += more[i];
  }
  return sums.map((sum) => sum / nDeals);
}

/** Places of the rows whose class is frequent enough. */
function learnable({ codes, counts }: KnownClasses): Int32Array {
  return Int32Array.from(codes.keys()).filter((i) => counts[codes[i]] >= FEWEST_CLASS_ROWS);
}

function spaced(of: Int32Array | number, nMost: number): Int32Array {
  const n = typeof of === 'number' ? of : of.length;
  const nSeen = Math.min(n, nMost);
  return Int32Array.from({ length: nSeen }, (_, k) => {
    const place = Math.floor((k * n) / nSeen);
    return typeof of === 'number' ? place : of[place];
  });
}
