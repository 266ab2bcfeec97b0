import type { Task } from '@kaizenml/contracts';
import type { LeaderboardRow } from '@kaizenml/contracts/operations';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { type Column, encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import type { ReportCurves, ReportInput, SearchFigures } from './report-input.ts';

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
      estimator: 'ensemble',
      title: 'Ensemble of 2 models (random forest, extra trees)',
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
        ...row(1, 'ensemble', 'Ensemble of 2 models (random forest, extra trees)', value),
        level: 2,
        roles: ['champion'],
        test: { value, low, high },
      },
      { ...row(2, 'random-forest-1', 'Random forest', value * 0.999), params: { nTrees: 200 } },
      { ...row(3, 'extra-trees-1', 'Extra trees', value * 0.998), params: { minLeaf: 2 } },
      {
        ...row(
          4,
          'logistic-1',
          isNumber ? 'Ridge regression' : 'Logistic regression',
          value * 0.99,
        ),
        params: { l2: 0.01 },
        roles: ['small', 'interpretable'],
        test: { value: value * 0.985, low: low * 0.98, high },
        isBestAlike: false,
      },
      {
        ...row(5, 'decision-tree-1', 'Decision tree', 0),
        score: null,
        validation: null,
        isBestAlike: null,
        status: 'failed',
        error: 'decision-tree.maxDepth must be at least 1, got 0.',
      },
    ],
    times: {
      ensemble: { fitMs: 760, predictMsPer1000Rows: 38 },
      'random-forest-1': { fitMs: 410, predictMsPer1000Rows: 21.4 },
      'extra-trees-1': { fitMs: 350, predictMsPer1000Rows: 16.6 },
      'logistic-1': { fitMs: 38, predictMsPer1000Rows: 1.2 },
    },
    why: [
      'Taken is the ensemble: on rows that had no part in it, it is better than the best single model.',
      'On 69 rows that nothing had seen before, it is far ahead of guessing.',
    ],
    search: sampleSearch(value),
    team: {
      kind: 'ensemble',
      members: [
        { name: 'random-forest-1', title: 'Random forest', weight: 0.6 },
        { name: 'extra-trees-1', title: 'Extra trees', weight: 0.4 },
      ],
      approaches: [
        {
          kind: 'single',
          title: 'the best single model',
          value: { value: value * 0.999, low, high },
        },
        { kind: 'ensemble', title: 'a greedy ensemble', value: { value, low, high } },
      ],
    },
    roles: [
      {
        role: 'small',
        title: isNumber ? 'Ridge regression' : 'Logistic regression',
        sentence: 'It is within 1 % of the best, 32 times as fast and 900 times as small.',
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
      reasons: [],
      checks: [
        {
          ...{ gate: 'baseline', subject: 'Constant', status: 'passed', refuses: false },
          ...{ limit: { side: 'above', value: 0 }, measured: null, unit: null },
          reason: `It is surely better than a baseline: ${primaryMetric.title} ${value} against ${naive} of Constant.`,
        },
      ],
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

function row(rank: number, name: string, title: string, value: number): LeaderboardRow {
  return {
    rank,
    name,
    title,
    estimator: name.replace(/-\d+$/, ''),
    params: {},
    level: 1,
    roles: [],
    score: value,
    validation: { value, low: value * 0.97, high: value * 1.02 },
    test: null,
    isBestAlike: true,
    sizeBytes: 120_000 / rank ** 3,
    status: 'finished',
  };
}

/** A search that began with a line and found a good depth of trees. */
function sampleSearch(value: number): SearchFigures {
  const leaves = [1, 2, 3, 4, 6, 8, 11, 15];
  const scores = leaves.map((minLeaf) => value * (1 - 0.002 * Math.abs(minLeaf - 3)));
  const points = leaves.map((minLeaf, i) => ({ value: minLeaf, score: scores[i] ?? value }));
  return {
    trials: [
      { name: 'constant', title: 'Constant', score: value * 0.6 },
      { name: 'logistic-1', title: 'Logistic regression', score: value * 0.99 },
      ...scores.map((score, i) => ({
        name: `extra-trees-${i + 1}`,
        title: 'Extra trees',
        score,
      })),
      { name: 'decision-tree-1', title: 'Decision tree', score: null },
    ],
    lessons: [
      {
        title: 'Extra trees',
        nTrials: scores.length,
        r2: 0.8,
        effects: [
          { parameter: 'minLeaf', scale: 'log', share: 0.87, curve: points, trials: points },
          { parameter: 'maxFeatures', scale: 'linear', share: 0.02, curve: [], trials: [] },
        ],
      },
    ],
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
