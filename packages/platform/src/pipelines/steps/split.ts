import { AppError, didYouMean, type Finding, listNames } from '@kaizenml/contracts';
import { checkContamination, checkShiftedLabels, percent } from '@kaizenml/ml/guardrails';
import { seededRandom } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { takeTargetRows } from '@kaizenml/ml/search';
import { kFolds, type Split, type SplitBy, splitRows } from '@kaizenml/ml/selection';
import {
  type Column,
  columnNames,
  findColumn,
  isNumeric,
  type Table,
  takeColumnRows,
  takeRows,
} from '@kaizenml/ml/table';
import { step } from '../step.ts';
import { modelingTarget } from './modeling-table.ts';
import {
  assertSplitKey,
  assertWeightedFolds,
  asTimes,
  groupCodes,
  weightsOf,
} from './row-roles.ts';
import type { Validated } from './validate.ts';

/** How rows are kept apart. */
export interface SplitParams {
  readonly kind: SplitBy['kind'];
  /** Share of rows that no model sees before the end. */
  readonly test: number;
  /** The group or the time column. */
  readonly column?: string | undefined;
  readonly folds: number;
  readonly seed: number;
}

/** Row numbers of the modeling table; the folds count within the training part. */
export interface SplitOutput extends Split {
  readonly kind: SplitBy['kind'];
  readonly folds: readonly Split[];
  readonly findings: readonly Finding[];
}

/** Sets a test part aside and cuts the rest into folds. */
export const split = step<{ table: Table; validated: Validated }, SplitParams, SplitOutput>({
  name: 'split',
  title: 'Setting rows aside for the test',
  url: import.meta.url,
  async run({ table, validated }, params) {
    const target = modelingTarget(table, validated);
    const nRows = validated.rows.length;
    const key = keyColumn(table, validated, params);
    const random = seededRandom(params.seed);
    const whole = { nRows, target, key };
    const deal = <T>(work: () => T): T => ofColumn(work, params);
    const parts = deal(() =>
      splitRows(splitBy(params.kind, whole), { testShare: params.test, random }),
    );
    const training = {
      nRows: parts.train.length,
      target: takeTargetRows(target, parts.train),
      key: key && takeColumnRows(key, parts.train),
    };
    const folds = deal(() =>
      kFolds(splitBy(params.kind, training), { nFolds: params.folds, random }),
    );
    if (validated.weights !== undefined) {
      const weights = weightsOf(table, validated.weights, validated.rows);
      const learned = folds.map(({ train }) => train.map((i) => parts.train[i] ?? -1));
      assertWeightedFolds(validated.weights, weights, learned);
    }
    const findings = [
      ...byTime(params, parts),
      ...byGroup(params, parts, key),
      ...byWeight(table, { validated, parts }),
      ...contamination(table, { validated, parts, params }),
      ...shiftedLabels(table, { validated, parts }),
    ];
    return { ...parts, kind: params.kind, folds, findings };
  },
});

/** Names the column where too few groups or times are dealt out. */
function ofColumn<T>(work: () => T, { column, folds }: SplitParams): T {
  try {
    return work();
  } catch (thrown) {
    if (column === undefined || !(thrown instanceof AppError) || thrown.code !== 'TABLE_TOO_SMALL')
      throw thrown;
    throw new AppError(thrown.code, {
      message: `Rows cannot be split by "${column}" into a test part and ${folds} folds: ${thrown.message}`,
      hint: `Choose another column, give rows with more values of "${column}", or ask for fewer \`folds\`.`,
      details: { ...thrown.details, column },
      cause: thrown,
    });
  }
}

/** Rows of either part that are looked at for copies; the split has drawn them at random. */
const MOST_TRAIN_ROWS = 100_000;
const MOST_TEST_ROWS = 25_000;

/** What the two parts share although they must not: copies, groups, times. Columns that models ignore count too. */
function contamination(
  table: Table,
  { validated, parts, params }: { validated: Validated; parts: Split; params: SplitParams },
): Finding[] {
  const { rows, target, findings } = validated;
  const take = (part: Int32Array, most: number) =>
    takeRows(
      table,
      part.subarray(0, most).map((i) => rows[i] ?? 0),
    );
  const [train, test] = [take(parts.train, MOST_TRAIN_ROWS), take(parts.test, MOST_TEST_ROWS)];
  const isKnown = findings.some(({ code }) => code === 'ROWS_DUPLICATE');
  return checkContamination(train, test, {
    target,
    random: seededRandom(params.seed),
    split: params.kind,
  }).filter(({ code }) => !(isKnown && code === 'SPLIT_DUPLICATES'));
}

/** Targets of the two parts as rows of the table hold them: parts by group or time may differ. */
function shiftedLabels(
  table: Table,
  { validated, parts }: { validated: Validated; parts: Split },
): Finding[] {
  const { rows, target, task } = validated;
  const inTable = (part: Int32Array) => part.map((i) => rows[i] ?? 0);
  return checkShiftedLabels(table, {
    target,
    task,
    first: inTable(parts.train),
    second: inTable(parts.test),
  });
}

function byTime({ kind, column }: SplitParams, { train, test }: Split): Finding[] {
  if (kind !== 'time') return [];
  return [
    {
      code: 'SPLIT_BY_TIME',
      severity: 'info',
      message: `Rows were split by "${column}": the model learned from the ${train.length} earlier ones and was measured on the ${test.length} later ones; inside, each fold is tested by the times right after those that it learned from.`,
      hint: 'The intervals take rows as independent; rows of one time resemble each other, so the true ones are wider.',
      details: { column, nTrainRows: train.length, nTestRows: test.length },
    },
  ];
}

function byGroup(
  { kind, column }: SplitParams,
  { train, test }: Split,
  key: Column | undefined,
): Finding[] {
  if (kind !== 'group' || key === undefined) return [];
  const groups = groupCodes(key);
  const count = (part: Int32Array) => new Set(Array.from(part, (row) => groups[row])).size;
  const [nTrain, nTest] = [count(train), count(test)];
  return [
    {
      code: 'SPLIT_BY_GROUP',
      severity: 'info',
      message: `Rows with the same "${column}" stayed together: the model learned from ${nTrain} groups and was measured on ${nTest} others.`,
      details: { column, nTrainGroups: nTrain, nTestGroups: nTest },
    },
  ];
}

function byWeight(
  table: Table,
  { validated: { weights: name, rows, task }, parts }: { validated: Validated; parts: Split },
): Finding[] {
  if (name === undefined) return [];
  const weights = weightsOf(table, name, rows);
  const sumOf = (part: Int32Array) => part.reduce((sum, row) => sum + (weights[row] ?? 0), 0);
  const [train, test] = [sumOf(parts.train), sumOf(parts.test)];
  const share = test / (train + test);
  return [
    {
      code: 'ROWS_WEIGHTED',
      severity: 'info',
      message: `The test part has ${percent(share)} of the weight and ${percent(parts.test.length / rows.length)} of the rows.`,
      ...(task !== 'regression' && {
        hint: 'Figures and curves count rows by weight; the confusion matrix, corrections of probabilities and thresholds do not.',
      }),
      column: name,
      details: { column: name, shareOfWeight: share, nTestRows: parts.test.length },
    },
  ];
}

interface Rows {
  readonly nRows: number;
  readonly target: Target;
  readonly key: Column | undefined;
}

function splitBy(kind: SplitBy['kind'], { nRows, target, key }: Rows): SplitBy {
  if (kind === 'group' && key) return { kind, groups: groupCodes(key) };
  if (kind === 'time' && key && isNumeric(key)) return { kind, times: key.values };
  if (kind === 'stratified' && target.kind === 'classification')
    return { kind, classes: target.codes };
  return { kind: 'random', nRows };
}

function keyColumn(
  table: Table,
  { rows }: Validated,
  { kind, column: name }: SplitParams,
): Column | undefined {
  if (kind !== 'group' && kind !== 'time') return undefined;
  const names = columnNames(table);
  if (name === undefined) {
    throw new AppError('PROJECT_INVALID', {
      message: `split.column must name the ${kind} column of a ${kind} split, got nothing.`,
      hint: `The columns are ${listNames(names, 20)}.`,
      details: { kind, known: names },
    });
  }
  const found = findColumn(table, name);
  if (!found) {
    throw new AppError('COLUMN_UNKNOWN', {
      message: `split.column must be a column of the data, got "${name}".`,
      hint: didYouMean(name, names) ?? `The columns are ${listNames(names, 20)}.`,
      details: { column: name, known: names },
    });
  }
  assertSplitKey(found, rows, kind);
  return takeColumnRows(kind === 'time' ? asTimes(found) : found, rows);
}
