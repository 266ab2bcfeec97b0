import type { ColumnImportance, ExplainFile, Row } from '@kaizenml/contracts';
import { getPredictor } from '@kaizenml/ml/artifact';
import { columnReference } from '@kaizenml/ml/drift';
import { partialDependence } from '@kaizenml/ml/explain';
import { type Features, seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { predictedClasses } from '@kaizenml/ml/metrics';
import { answerRows } from '@kaizenml/ml/models';
import { blocksOf, prepareTable } from '@kaizenml/ml/preprocess';
import { takeTargetRows } from '@kaizenml/ml/search';
import { type Column, cell, getColumn, type Table, takeRows } from '@kaizenml/ml/table';
import type { PartialDependenceFigures } from '../../reports/index.ts';
import { step } from '../step.ts';
import type { FittedModels } from './fit.ts';
import { importanceOf } from './importance-of.ts';
import { modelingTable } from './modeling-table.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

const MAX_ROWS = 2000;
const N_BACKGROUND = 64;
const N_DEPENDENCE = 4;
const MAX_DEPENDENCE_ROWS = 400;

/** Why the model answers as it does. */
export interface Explained {
  /** Goes into the artifact. */
  readonly file: ExplainFile;
  readonly partialDependence: readonly PartialDependenceFigures[];
}

/** Importance on the test part, background and reference distributions of the training part. */
export const explain = step<
  { table: Table; validated: Validated; split: SplitOutput; fitted: FittedModels },
  { readonly seed: number; readonly metric: string },
  Explained
>({
  name: 'explain',
  title: 'Explaining the champion',
  url: import.meta.url,
  async run({ table, validated, split, fitted }, { seed, metric }) {
    const { features, target } = modelingTable(table, validated);
    const { graph, estimator } = fitted.champion;
    const predict = (x: Features) => answerRows(getPredictor(estimator.name), estimator.state, x);
    const answers = (rows: Table) => predict(prepareTable(graph, rows));
    const chosen = shuffledRows(split.test, seed).slice(0, MAX_ROWS);
    const test = takeRows(features, chosen);
    const importance = importanceOf({
      x: prepareTable(graph, test),
      truth: takeTargetRows(target, chosen),
      blocks: blocksOf(graph),
      predict,
      metric,
      seed,
    });
    const train = takeRows(features, split.train);
    const background = takeRows(
      train,
      sampleRows(
        Int32Array.from({ length: train.nRows }, (_, i) => i),
        N_BACKGROUND,
        seed,
      ),
    );
    return {
      file: {
        background: rowsOf(background),
        importance,
        reference: [
          ...train.columns.map((column) => columnReference(column)),
          columnReference(answerColumn(validated, answers(takeRows(features, split.test)))),
        ],
      },
      partialDependence: dependence(
        thinned(test, MAX_DEPENDENCE_ROWS),
        importance,
        answers,
        validated,
      ),
    };
  },
});

function shuffledRows(rows: Int32Array, seed: number): Int32Array {
  return shuffledIndices(rows.length, seededRandom(seed)).map((i) => rows[i] ?? -1);
}

function sampleRows(rows: Int32Array, atMost: number, seed: number): Int32Array {
  if (rows.length <= atMost) return rows;
  return shuffledIndices(rows.length, seededRandom(seed))
    .slice(0, atMost)
    .sort()
    .map((i) => rows[i] ?? -1);
}

/** Rows at even distances. */
function thinned(table: Table, atMost: number): Table {
  if (table.nRows <= atMost) return table;
  const every = table.nRows / atMost;
  return takeRows(
    table,
    Int32Array.from({ length: atMost }, (_, i) => Math.floor(i * every)),
  );
}

function rowsOf(table: Table): Row[] {
  return Array.from({ length: table.nRows }, (_, i) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cell(column, i)])),
  );
}

/**
 * The model's answers to rows that it has not learned from, as a column under the target's name: what the answers to new
 * rows are compared with. Answers to training rows would be surer than any that come later.
 */
function answerColumn({ task, target, classes }: Validated, answers: Float64Array): Column {
  if (task === 'regression') return { name: target, kind: 'number', values: answers };
  const codes = predictedClasses({
    kind: 'classification',
    truth: new Int32Array(answers.length / classes.length),
    probabilities: answers,
    nClasses: classes.length,
  });
  return { name: target, kind: 'category', codes, levels: classes };
}

function dependence(
  test: Table,
  importance: readonly ColumnImportance[],
  answers: (rows: Table) => Float64Array,
  { task, classes }: Validated,
): PartialDependenceFigures[] {
  const k = task === 'regression' ? 1 : classes.length;
  const shown = k === 2 ? 1 : 0;
  const predict = (rows: Table) => {
    const all = answers(rows);
    return Float64Array.from({ length: rows.nRows }, (_, i) => all[i * k + shown] ?? 0);
  };
  return importance
    .filter(({ mean, column }) => mean > 0 && getColumn(test, column).kind !== 'text')
    .slice(0, N_DEPENDENCE)
    .map(({ column }) => {
      const { kind } = getColumn(test, column);
      const { grid, means } = partialDependence(test, { column, predict });
      return {
        column,
        kind: kind === 'number' || kind === 'date' ? kind : 'category',
        grid: kind === 'date' ? grid.map((at) => Date.parse(String(at))) : grid,
        mean: means,
        ...(task === 'regression' ? {} : { className: classes[shown] ?? '' }),
      };
    });
}
