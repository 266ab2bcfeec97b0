import type { Estimate, Finding, TableTask } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { Table } from '@kaizenml/ml/table';
import type { TableReport } from '../../reports/index.ts';
import type { BesideGuessing } from '../gates/index.ts';
import type { Step } from '../step.ts';
import type { RowsModel } from './rows-model.ts';

/** What every search for something in the rows of a table finds. */
export interface FoundInRows {
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
}

/** What may stand in the way of a version. */
export interface Objections {
  /** Why there is nothing to answer from; then no model is made. */
  readonly noModel?: string;
  /** What speaks for and against a model besides what the project asks. */
  readonly besideGuessing: readonly BesideGuessing[];
}

/** A task without a target: what to look for in the rows of a table, and the model that tells it of new ones. */
export interface RowsTask<Params, Found extends FoundInRows> {
  readonly task: Exclude<TableTask, 'forecast'>;
  /** Name of the column of answers. */
  readonly target: string;
  readonly estimator: string;
  readonly primaryMetric: string;
  readonly find: Step<{ table: Table }, Params, Found>;
  readonly paramsOf: (project: Project) => Params;
  readonly model: Step<{ table: Table; found: Found }, { readonly seed: number }, RowsModel>;
  readonly judge: (found: Found) => Objections;
  /** Why no measure says which of two such models is better, as a sentence. */
  readonly whyNotCompared: string;
  readonly report: (about: TableReport, found: Found) => string;
}
