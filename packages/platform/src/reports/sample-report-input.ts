import type { Task } from '@kaizenml/contracts';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { type Column, encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import type { ReportCurves, ReportInput } from './report-input.ts';

const CLASSES: Readonly<Record<Task, readonly string[]>> = {
  binary: ['no', 'yes'],
  multiclass: ['Adelie', 'Gentoo', 'Chinstrap'],
  regression: [],
};

/** A made-up report of each task, for tests and for looking at: every section has something to show. */
export function sampleReportInput(task: Task): ReportInput {
  const isNumber = task === 'regression';
  const primaryMetric = isNumber
    ? {
        name: 'mae',
        title: 'MAE',
        better: 'lower' as const,
        unit: 'target' as const,
        doc: 'Mean absolute error.',
      }
    : task === 'binary'
      ? {
          name: 'roc_auc',
          title: 'ROC AUC',
          better: 'higher' as const,
          unit: 'share' as const,
          doc: 'Chance that a random positive row gets the higher score.',
        }
      : {
          name: 'accuracy',
          title: 'Accuracy',
          better: 'higher' as const,
          unit: 'share' as const,
          doc: 'Share of rows that get the right class.',
        };
  const [value, naive] = isNumber ? [2.14, 6.6] : task === 'binary' ? [0.927, 0.5] : [0.985, 0.44];
  const [low, high] = isNumber ? [1.9, 2.4] : [value - 0.02, Math.min(1, value + 0.015)];
  return {
    run: {
      id: '01JD0000000000000000000000',
      name: 'penguins, species',
      startedAt: '2026-03-02T09:30:00.000Z',
      durationMs: 21_300,
    },
    dataset: {
      name: 'penguins',
      version: 1,
      hash: 'ab'.repeat(32),
      nRows: 344,
      nColumns: 4,
      source: 'penguins.csv',
    },
    task,
    target: isNumber ? 'body_mass_g' : 'species',
    champion: {
      model: 'penguins-species',
      version: 1,
      estimator: 'random_forest',
      title: 'Random forest',
    },
    nTrainRows: 275,
    nTestRows: 69,
    metrics: {
      [primaryMetric.name]: { value, low, high },
      ...(isNumber
        ? { r2: { value: 0.81, low: 0.74, high: 0.86 } }
        : { log_loss: { value: 0.08, low: null, high: null } }),
    },
    primaryMetric,
    metricDescriptions: [
      primaryMetric,
      isNumber
        ? {
            name: 'r2',
            title: 'R²',
            better: 'higher',
            unit: 'none',
            doc: 'Share of the variance that is explained.',
          }
        : {
            name: 'log_loss',
            title: 'Log loss',
            better: 'lower',
            unit: 'nats',
            doc: 'Mean surprise at the truth.',
          },
    ],
    baselines: [
      {
        name: 'constant',
        title: isNumber ? 'Mean of the target' : 'Most frequent class',
        metrics: { [primaryMetric.name]: { value: naive, low: naive * 0.9, high: naive * 1.1 } },
      },
    ],
    leaderboard: [
      {
        rank: 1,
        name: 'forest-1',
        title: 'Random forest',
        params: { trees: 200, depth: 12 },
        score: value,
        scoreSd: 0.011,
        fitMs: 410,
        predictMicrosPerRow: 21.4,
        status: 'finished',
      },
      {
        rank: 2,
        name: 'logistic-1',
        title: isNumber ? 'Ridge regression' : 'Logistic regression',
        params: { l2: 0.01 },
        score: value * 0.99,
        scoreSd: 0.02,
        fitMs: 38,
        predictMicrosPerRow: 1.2,
        status: 'finished',
      },
      {
        rank: 3,
        name: 'tree-1',
        title: 'Decision tree',
        params: { depth: 4 },
        score: null,
        scoreSd: null,
        fitMs: null,
        predictMicrosPerRow: null,
        status: 'failed',
        error: 'tree.depth must be at least 1, got 0.',
      },
    ],
    findings: [
      {
        code: 'TARGET_LEAK',
        severity: 'error',
        message: 'Column "cost_repair" nearly equals the target: alone it reaches 0.99.',
        hint: 'Leave it out with `--drop cost_repair` unless it is known beforehand.',
        column: 'cost_repair',
        details: { column: 'cost_repair', score: 0.99 },
      },
      {
        code: 'MISSING_MARKERS',
        severity: 'info',
        message: '11 cells of "sex" held "NA" and were read as missing.',
        column: 'sex',
        details: { nCells: 11 },
      },
    ],
    gate: {
      passed: true,
      reasons: [`${primaryMetric.title} ${value} is ahead of the best baseline ${naive}.`],
    },
    importance: [
      { column: 'bill_length_mm', mean: 0.31, sd: 0.02 },
      { column: 'flipper_length_mm', mean: 0.12, sd: 0.015 },
      { column: 'island', mean: 0.04, sd: 0.01 },
      { column: 'sex', mean: -0.001, sd: 0.002 },
    ],
    curves: curvesOf(task),
    partialDependence: [
      {
        column: 'bill_length_mm',
        kind: 'number',
        grid: [33, 38, 43, 48, 53, 58],
        mean: [0.1, 0.12, 0.35, 0.7, 0.84, 0.85],
        ...(isNumber ? {} : { className: CLASSES[task][1] ?? '' }),
      },
      {
        column: 'island',
        kind: 'category',
        grid: ['Biscoe', 'Dream', 'Torgersen'],
        mean: [0.52, 0.31, 0.28],
        ...(isNumber ? {} : { className: CLASSES[task][1] ?? '' }),
      },
    ],
    profile: tableStatistics(sampleTable(task)),
    timings: [
      { step: 'ingest', ms: 240, status: 'reused' },
      { step: 'search', ms: 18_200, status: 'finished' },
      { step: 'evaluate', ms: 310, status: 'finished' },
    ],
    settings: {
      seed: 7,
      budgetMs: 60_000,
      folds: 5,
      testShare: 0.2,
      splitKind: isNumber ? 'random' : 'stratified',
    },
  };
}

function sampleTable(task: Task): Table {
  const islands = ['Biscoe', 'Biscoe', 'Dream', 'Dream', 'Torgersen'];
  const classes = CLASSES[task];
  const target =
    task === 'regression'
      ? sampleNumbers('body_mass_g', 4200, 900)
      : encodeText(
          'species',
          'category',
          sampleRows((row) => classes[row % classes.length] ?? ''),
        );
  return makeTable([
    sampleNumbers('bill_length_mm', 44.5, 12.4),
    sampleNumbers('flipper_length_mm', 201, 30),
    encodeText(
      'island',
      'category',
      sampleRows((row) => islands[row % islands.length] ?? ''),
    ),
    target,
  ]);
}

/** Numbers in waves around a middle, the first two missing. */
function sampleNumbers(name: string, middle: number, spread: number): Column {
  const value = (row: number): number => Math.round(10 * (middle + spread * Math.sin(row))) / 10;
  const values = sampleRows((row) => (row < 2 ? Number.NaN : value(row)));
  return { name, kind: 'number', values: Float64Array.from(values) };
}

function sampleRows<T>(value: (row: number) => T): T[] {
  return Array.from({ length: 344 }, (_, row) => value(row));
}

function curvesOf(task: Task): ReportCurves {
  if (task === 'regression') {
    const truth = Array.from({ length: 69 }, (_, i) => 30 + 20 * Math.sin(i * 1.7));
    return {
      scatter: {
        truth,
        predicted: truth.map((value, i) => value * 0.9 + 4 + 3 * Math.sin(i * 2.3)),
      },
    };
  }
  const shares = Array.from({ length: 21 }, (_, i) => i / 20);
  const classes = CLASSES[task];
  return {
    roc: (task === 'binary' ? classes.slice(1) : classes).map((className, i) => ({
      className,
      falsePositiveRate: shares,
      truePositiveRate: shares.map((share) => share ** (0.15 + 0.1 * i)),
      auc: 1 / (1.15 + 0.1 * i),
    })),
    precisionRecall: (task === 'binary' ? classes.slice(1) : classes).map((className, i) => ({
      className,
      recall: shares,
      precision: shares.map((share) => 1 - (0.5 + 0.1 * i) * share ** 3),
      averagePrecision: 0.88 - 0.03 * i,
      prevalence: 0.3,
    })),
    calibration: [
      {
        className: classes[1] ?? '',
        meanPredicted: [0.05, 0.3, 0.6, 0.95],
        shareObserved: [0.02, 0.36, 0.55, 0.97],
        counts: [30, 9, 8, 22],
      },
    ],
    confusion: {
      classes,
      counts: classes.map((_, i) =>
        classes.map((__, j) => (i === j ? 22 - 3 * i : i === 0 && j === 1 ? 1 : 0)),
      ),
    },
  };
}
