import type { FittedModel } from '@kaizenml/ml/artifact';
import type { Outcome } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { type Column, selectColumns, type Table, takeColumnRows } from '@kaizenml/ml/table';
import {
  type Baseline,
  baselineColumn,
  type ColumnBaseline,
  makeBaseline,
  packBaseline,
} from '@kaizenml/ml/windows';
import { step } from '../step.ts';
import { answeredColumn } from './answered-column.ts';
import { calibrationOf } from './baseline/calibration-of.ts';
import { lossModelOf } from './baseline/loss-model-of.ts';
import type { Evaluated, Role } from './evaluate.ts';
import type { Explained } from './explain.ts';
import type { FittedModels } from './fit.ts';
import { modelingTable, modelingTarget } from './modeling-table.ts';
import { outcomeOf } from './outcome-of.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** What later windows of rows are compared with, as `baseline.bin` of the artifacts. */
export interface Baselines {
  /** null where there were no rows to count. */
  readonly champion: Uint8Array | null;
  readonly roles: Readonly<Partial<Record<Role, Uint8Array>>>;
}

/**
 * Counts what monitors compare with: inputs and target of all rows that were learned from, answers to the test part and what
 * they were worth there. The rows themselves are not needed again.
 */
export const baseline = step<
  {
    table: Table;
    validated: Validated;
    split: SplitOutput;
    fitted: FittedModels;
    evaluated: Evaluated;
    explained: Explained;
  },
  { readonly seed: number; readonly metric: string },
  Baselines
>({
  name: 'baseline',
  title: 'Counting what later rows are compared with',
  url: import.meta.url,
  async run({ table, validated, split, fitted, evaluated, explained }, { seed, metric }) {
    const inputs = inputColumns(table, validated, split.train);
    const { features, target } = modelingTable(table, validated, split.test);
    const learned = split.train.map((i) => validated.rows[i] ?? -1);
    const label = labelColumn(validated, modelingTarget(table, validated, learned));
    const fileOf = (
      outcome: Outcome,
      { metrics }: Pick<Evaluated, 'metrics'>,
      { importance }: Explained['file'],
    ): Uint8Array => {
      const answers = makeBaseline({
        inputs: [],
        label,
        prediction: answeredColumn(validated, outcome),
        ...(outcome.kind === 'classification' && {
          probabilities: { classes: validated.classes, values: outcome.probabilities },
        }),
        performance: performanceOf(metrics, metric, features.nRows),
        calibration: calibrationOf(outcome),
        lossModel: lossModelOf({ features, outcome, metric, importance, seed }),
      });
      return packBaseline({ ...answers, columns: [...inputs, ...answers.columns] });
    };
    const ofRole = (role: Role, model: FittedModel | undefined) => {
      const [figures, file] = [evaluated.roles[role], explained.roles[role]];
      return model && figures && file
        ? { [role]: fileOf(outcomeOf(model, features, target), figures, file) }
        : {};
    };
    const outcome = evaluated.outcome ?? outcomeOf(fitted.champion, features, target);
    return {
      champion: fileOf(outcome, evaluated, explained.file),
      roles: {
        ...ofRole('small', fitted.small),
        ...ofRole('interpretable', fitted.interpretable),
      },
    };
  },
});

/** One column is copied at a time. */
function inputColumns(
  table: Table,
  { rows, features }: Validated,
  part: Int32Array,
): ColumnBaseline[] {
  const learned = part.map((i) => rows[i] ?? -1);
  return selectColumns(table, features).columns.map((column) =>
    baselineColumn('input', takeColumnRows(column, learned)),
  );
}

function labelColumn({ target: name, classes }: Validated, target: Target): Column {
  return target.kind === 'regression'
    ? { name, kind: 'number', values: target.values }
    : { name, kind: 'category', codes: target.codes, levels: classes };
}

function performanceOf(
  metrics: Evaluated['metrics'],
  metric: string,
  nRows: number,
): Baseline['performance'] {
  const estimate = metrics[metric];
  return estimate === undefined ? null : { metric, ...estimate, nRows };
}
