import type { Finding } from '@kaizenml/contracts';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { type Target, targetWidth } from '@kaizenml/ml/models';
import { takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import type { SplitOutput } from '../split.ts';
import { enoughFolds } from './enough-folds.ts';

/** Rows that a search compares candidates on, at most: one of these, so that most budgets share what was tried. */
const SIZES = [50_000, 20_000, 10_000, 5_000] as const;
/** Cells of a sample per second of the budget, so that some ten candidates can be tried on all folds. */
const CELLS_PER_SECOND = 20_000;
/** What takes the place of a metric that no fold defines. */
const ALWAYS_DEFINED = { classification: 'log_loss', regression: 'rmse' } as const;

/** Rows of a search and the folds that held them out. */
export interface SearchSample {
  /** Rows of the modeling table, ascending within the training part's order. */
  readonly rows: Int32Array;
  /** Fold that held each row out; -1 where none did, as the first rows of a split by time. */
  readonly foldOf: Int32Array;
}

/** A sample, its folds, and what it is measured by. */
export interface DrawnSample {
  readonly rows: Int32Array;
  /** Places in `rows`. */
  readonly folds: readonly Split[];
  /** Name of the metric that ranks candidates on these folds. */
  readonly metric: string;
  readonly findings: readonly Finding[];
}

/**
 * Rows that a search compares candidates on, at most.
 *
 * @param budgetMs Time of the whole run; undefined: any.
 */
export function mostSampleRows(nColumns: number, budgetMs: number | undefined): number {
  const [most] = SIZES;
  if (budgetMs === undefined) return most;
  const affordable = (CELLS_PER_SECOND * budgetMs) / 1000 / Math.max(1, nColumns);
  return SIZES.find((size) => size <= affordable) ?? Math.min(...SIZES);
}

/**
 * The rows and folds that candidates are tried on: of the folds those on which the metric is defined. Where it is on none, log loss
 * or RMSE ranks instead.
 *
 * @param allFolds False: as many folds as hold out enough rows. Default true.
 */
export function drawSample(
  split: SplitOutput,
  target: Target,
  {
    metric,
    seed,
    mostRows,
    allFolds = true,
  }: {
    readonly metric: string;
    readonly seed: number;
    readonly mostRows: number;
    readonly allFolds?: boolean | undefined;
  },
): DrawnSample {
  const sampled = drawRows(split, target, { seed, mostRows });
  const truth = takeTargetRows(target, sampled.rows);
  const drawn = allFolds ? sampled : { ...sampled, folds: enoughFolds(sampled.folds, truth) };
  const usable = drawn.folds.filter(({ test }) => isDefined(metric, truth, test));
  const nFolds = drawn.folds.length;
  if (usable.length === nFolds) return { ...drawn, metric };
  const isUsable = usable.length > 0;
  const ranking = isUsable ? metric : ALWAYS_DEFINED[truth.kind];
  return {
    rows: drawn.rows,
    folds: isUsable ? usable : drawn.folds,
    metric: ranking,
    findings: [
      ...drawn.findings,
      {
        code: 'METRIC_UNDEFINED',
        severity: 'warning',
        message: `${metric} is not defined on ${nFolds - usable.length} of ${nFolds} folds of the search, which lack a class or vary too little, so ${isUsable ? 'models were compared on the others' : `models were compared by ${ranking}`}.`,
        hint: 'Give more rows of each class, fewer `folds`, or another `metric`.',
        details: { metric, nFolds, nDefined: usable.length, ranking },
      },
    ],
  };
}

/** Fold per row of a sample. */
export function foldsOf({ rows, folds }: Pick<DrawnSample, 'rows' | 'folds'>): Int32Array {
  const foldOf = new Int32Array(rows.length).fill(-1);
  folds.forEach(({ test }, fold) => {
    for (const row of test) foldOf[row] = fold;
  });
  return foldOf;
}

/** Folds that have held rows out. */
export function nFoldsOf({ foldOf }: Pick<SearchSample, 'foldOf'>): number {
  return new Set(foldOf.filter((fold) => fold >= 0)).size;
}

function drawRows(
  split: SplitOutput,
  target: Target,
  { seed, mostRows }: { readonly seed: number; readonly mostRows: number },
): Omit<DrawnSample, 'metric'> {
  const n = split.train.length;
  if (n <= mostRows) return { rows: split.train, folds: split.folds, findings: [] };
  const groups = target.kind === 'regression' && target.groups;
  const chosen = groups
    ? drawGroups(
        split.train.map((row) => groups[row] ?? -1),
        { seed, mostRows },
      )
    : shuffledIndices(n, seededRandom(seed)).slice(0, mostRows).sort();
  const position = new Int32Array(n).fill(-1);
  chosen.forEach((row, i) => {
    position[row] = i;
  });
  const kept = (rows: Int32Array) => rows.map((row) => position[row] ?? -1).filter((at) => at >= 0);
  return {
    rows: chosen.map((row) => split.train[row] ?? -1),
    folds: split.folds.map(({ train, test }) => ({ train: kept(train), test: kept(test) })),
    findings: [
      {
        code: 'ROWS_SAMPLED',
        severity: 'info',
        message: `The search compared models on ${chosen.length} of ${n} training rows.`,
        hint: 'The champion itself learns from all training rows.',
        details: { nSampled: chosen.length, nTrainRows: n },
      },
    ],
  };
}

/** Places of whole groups in random order, as long as their rows are not too many; one group at least. */
function drawGroups(
  groups: Int32Array,
  { seed, mostRows }: { readonly seed: number; readonly mostRows: number },
): Int32Array {
  const places = Map.groupBy(groups.keys(), (i) => groups[i]);
  const members = [...places.values()];
  const order = shuffledIndices(members.length, seededRandom(seed));
  const drawn: number[] = [];
  for (const group of order) {
    const more = members[group] ?? [];
    if (drawn.length > 0 && drawn.length + more.length > mostRows) break;
    for (const at of more) drawn.push(at);
  }
  return Int32Array.from(drawn).sort();
}

/** Whether a metric says anything of answers to these rows: tried with the same answer to all of them. */
function isDefined(metric: string, target: Target, rows: Int32Array): boolean {
  const truth = takeTargetRows(target, rows);
  const width = targetWidth(truth);
  const share = truth.kind === 'classification' ? 1 / width : 1;
  const answers = new Float64Array(rows.length * width).fill(share);
  return Number.isFinite(getMetric(metric).compute(toOutcome(truth, answers)));
}
