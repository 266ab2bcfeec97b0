import type { ColumnImportance, ColumnReference, ExplainFile, Row } from '@kaizenml/contracts';
import { answering, answerTable, type FittedModel, mixableTable } from '@kaizenml/ml/artifact';
import { answerMicros } from '@kaizenml/ml/combine';
import { columnReference } from '@kaizenml/ml/drift';
import { partialDependence } from '@kaizenml/ml/explain';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { middleLevel } from '@kaizenml/ml/models';
import { stateBytes } from '@kaizenml/ml/search';
import {
  getColumn,
  rowAt,
  selectColumns,
  type Table,
  takeColumnRows,
  takeRows,
} from '@kaizenml/ml/table';
import { systemClock } from '../../kit/index.ts';
import type { PartialDependenceFigures } from '../../reports/index.ts';
import { step } from '../step.ts';
import { answeredColumn } from './answered-column.ts';
import type { Role } from './evaluate.ts';
import type { FittedModels } from './fit.ts';
import { importanceOf } from './importance-of.ts';
import { modelingTable } from './modeling-table.ts';
import { outcomeOf } from './outcome-of.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

const MAX_ROWS = 2000;
/** Rows of the background at most and at least, and its cells: it is part of every artifact. */
const BACKGROUND = { most: 64, least: 16, cells: 100_000 } as const;
/** Rows that say how the values of a column are spread, at most: a share of a bin is then within 0.1 % of that of all rows. */
const MOST_REFERENCE_ROWS = 200_000;
const N_DEPENDENCE = 4;
/** Rows that dependence is seen on at most and at least, and their cells. */
const DEPENDENCE = { most: 400, least: 50, cells: 400_000 } as const;
/** What importance may about take, microseconds: at most, and as a share of the time that is left. */
const IMPORTANCE = { mostMicros: 6_000_000, shareOfTime: 0.25 } as const;
/** Answers to few rows at a time are slower than those that are foreseen. */
const SLOW = 2;

/** Why the model answers as it does. */
export interface Explained {
  /** Goes into the artifact. */
  readonly file: ExplainFile;
  /** The same for the models beside the champion. */
  readonly roles: Readonly<Partial<Record<Role, ExplainFile>>>;
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
  async run({ table, validated, split, fitted }, { seed, metric }, { deadlineAt }) {
    const { champion, small, interpretable } = fitted;
    const models = [champion, small, interpretable].filter((model) => model !== undefined);
    const chosen = shuffledRows(split.test, seed).slice(0, MAX_ROWS);
    const { features: test, target: truth } = modelingTable(table, validated, chosen);
    const { train } = split;
    const nBackground = backgroundRows(validated.features.length);
    const drawn = sampleRows(train.length, nBackground, seed).map((i) => train[i] ?? -1);
    const background = rowsOf(modelingTable(table, validated, drawn).features);
    const known = sampleRows(train.length, MOST_REFERENCE_ROWS, seed).map((i) => train[i] ?? -1);
    const columns = references(table, validated, known);
    const { features: unseen, target: unseenTruth } = modelingTable(table, validated, split.test);
    const workMicros =
      (deadlineAt === undefined
        ? IMPORTANCE.mostMicros
        : Math.min(
            IMPORTANCE.mostMicros,
            1000 * IMPORTANCE.shareOfTime * Math.max(0, deadlineAt - systemClock.now()),
          )) / models.length;
    const explainOne = (model: FittedModel): ExplainFile => ({
      background,
      importance: importanceOf({
        rows: mixableTable(model.graphs, test),
        table: test,
        truth,
        predict: answering(model),
        metric,
        seed,
        answerMicros: SLOW * microsOf(model),
        workMicros,
      }),
      // Answers to training rows would be surer than any that come later.
      reference: [
        ...columns,
        columnReference(answeredColumn(validated, outcomeOf(model, unseen, unseenTruth))),
      ],
    });
    const file = explainOne(champion);
    return {
      file,
      roles: {
        ...(small && { small: explainOne(small) }),
        ...(interpretable && { interpretable: explainOne(interpretable) }),
      },
      partialDependence: dependence(
        thinned(test, dependenceRows(validated.features.length)),
        file.importance,
        (rows) => answerTable(champion, rows),
        validated,
      ),
    };
  },
});

function microsOf({ members }: FittedModel): number {
  const perMember = members.map(({ estimator, states }) =>
    states.reduce<number>((sum, state) => sum + answerMicros(estimator.name, stateBytes(state)), 0),
  );
  return perMember.reduce((sum, micros) => sum + micros, 0);
}

const backgroundRows = (nColumns: number) => rowsFor(nColumns, BACKGROUND);
const dependenceRows = (nColumns: number) => rowsFor(nColumns, DEPENDENCE);

function rowsFor(
  nColumns: number,
  { most, least, cells }: Record<'most' | 'least' | 'cells', number>,
): number {
  return Math.min(most, Math.max(least, Math.floor(cells / nColumns)));
}

/** What later values of each column are compared with; one column is copied at a time. */
function references(
  table: Table,
  { rows, features }: Validated,
  part: Int32Array,
): ColumnReference[] {
  const learned = part.map((i) => rows[i] ?? -1);
  return selectColumns(table, features).columns.map((column) =>
    columnReference(takeColumnRows(column, learned)),
  );
}

function shuffledRows(rows: Int32Array, seed: number): Int32Array {
  return shuffledIndices(rows.length, seededRandom(seed)).map((i) => rows[i] ?? -1);
}

/** Places of rows that are drawn from n, ascending. */
function sampleRows(n: number, atMost: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: n }, (_, i) => i);
  return n <= atMost ? all : shuffledRows(all, seed).slice(0, atMost).sort();
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
  return Array.from({ length: table.nRows }, (_, i) => rowAt(table, i));
}

function dependence(
  test: Table,
  importance: readonly ColumnImportance[],
  answers: (rows: Table) => Float64Array,
  { task, classes, quantiles = [0.5] }: Validated,
): PartialDependenceFigures[] {
  const isNumber = task === 'regression';
  const k = isNumber ? quantiles.length : classes.length;
  const shown = isNumber ? middleLevel(quantiles) : k === 2 ? 1 : 0;
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
