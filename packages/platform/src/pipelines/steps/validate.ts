import {
  type Aim,
  AppError,
  type ColumnKind,
  type Finding,
  listNames,
  type Task,
} from '@kaizenml/contracts';
import { type ClassShare, checkGuardrails, classShares } from '@kaizenml/ml/guardrails';
import { seededRandom } from '@kaizenml/ml/math';
import { classesOf } from '@kaizenml/ml/search';
import {
  type Column,
  columnLength,
  countMissing,
  getColumn,
  type Table,
  takeColumnRows,
} from '@kaizenml/ml/table';
import { step } from '../step.ts';
import { checkWeights, rowsByGroup } from './row-roles.ts';

/** What may be learned, and what must not. */
export interface ValidateParams {
  readonly target: string;
  readonly task?: Task | undefined;
  readonly aim?: Aim | undefined;
  /** Levels of the aim `quantiles`. */
  readonly quantiles?: readonly number[] | undefined;
  /** Column of the weights of rows. */
  readonly weights?: string | undefined;
  /** Column whose rows belong together. */
  readonly group?: string | undefined;
  /** Rows below which a class is left out. */
  readonly fewestClassRows: number;
  /** Columns that the model must not use. */
  readonly ignore: readonly string[];
  /** Columns that stay although a guardrail would leave them out. */
  readonly keep: readonly string[];
  /** What happens to a column that gives the answer away. */
  readonly leak: 'drop' | 'warn' | 'stop';
  readonly seed: number;
  /** The column that a split by time goes by. */
  readonly time?: string | undefined;
  /** Leaves out the search for wrong labels, for which there is no time. Default false. */
  readonly isBrief?: boolean | undefined;
}

/** The learning problem after every guardrail. */
export interface Validated {
  readonly target: string;
  readonly task: Task;
  /** What is answered about numbers; `mean` for classes. */
  readonly aim: Aim;
  /** Levels of the aim `quantiles`. */
  readonly quantiles?: readonly number[];
  /** Column of the weights of rows. */
  readonly weights?: string;
  /** Column of the groups of the aim `ranking`. */
  readonly group?: string;
  /** How the task was chosen, in words. */
  readonly why: string;
  /** Order of the probabilities; empty for `regression`. */
  readonly classes: readonly string[];
  /** Rows per class, the most frequent first; absent for numbers. */
  readonly classShares?: readonly ClassShare[];
  /** Columns that models may use, in table order. */
  readonly features: readonly string[];
  /** Rows to learn from: those with a target, without rare classes; for `ranking` group by group. */
  readonly rows: Int32Array;
  readonly findings: readonly Finding[];
}

/** Checks the target, infers the task, and finds what would spoil a model. */
export const validate = step<{ table: Table }, ValidateParams, Validated>({
  name: 'validate',
  title: 'Looking for leaks and other traps',
  url: import.meta.url,
  async run({ table }, params) {
    const { task: asked, aim, weights, group, ...options } = params;
    const ignore = [...params.ignore, ...[weights, group].filter((name) => name !== undefined)];
    const checked = checkGuardrails(table, {
      ...options,
      ignore,
      ...(asked === undefined ? {} : { task: asked }),
      ...(aim === undefined ? {} : { aim }),
      random: seededRandom(params.seed),
    });
    stopAtErrors(checked.findings);
    const left = new Set([params.target, ...ignore, ...checked.dropped]);
    const usable = table.columns.filter(({ name }) => !left.has(name));
    const features = usable.filter(({ kind }) => READABLE.has(kind));
    if (features.length === 0) throw nothingReadable(params.target, usable);
    const target = getColumn(table, params.target);
    const isRanking = checked.aim === 'ranking' && group !== undefined;
    const rows = isRanking ? rowsByGroup(table, group, checked.rows) : checked.rows;
    const isClasses = checked.task !== 'regression';
    return {
      target: params.target,
      task: checked.task,
      aim: checked.aim,
      ...(params.quantiles && { quantiles: params.quantiles }),
      ...(weights !== undefined && { weights }),
      ...(isRanking && { group }),
      why: checked.why,
      classes: isClasses ? classesOf(takeColumnRows(target, rows)) : [],
      ...(isClasses && { classShares: classShares(takeColumnRows(target, rows)) }),
      features: features.map(({ name }) => name),
      rows,
      findings: [
        ...checked.findings,
        ...rowsDropped(target),
        ...(params.isBrief ? [checksLeftOut()] : []),
        ...(weights === undefined ? [] : checkWeights(table, weights, rows)),
      ],
    };
  },
});

const READABLE: ReadonlySet<ColumnKind> = new Set([
  'number',
  'date',
  'boolean',
  'category',
  'text',
]);

function stopAtErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  throw new AppError('GUARDRAIL_STOPPED', {
    message: first.message,
    hint: first.hint ?? 'Leave the column out with `ignore` in kaizen.yaml.',
    details: { findings: errors },
  });
}

function nothingReadable(target: string, columns: readonly Column[]): AppError {
  return new AppError('FEATURES_UNUSABLE', {
    message: `The table must have a column of numbers, dates, categories or texts that can predict "${target}", got only ${listNames(columns.map(({ name }) => name))}.`,
    hint: 'Add columns that describe the rows and are known before the outcome.',
    details: { target, columns: columns.map(({ name, kind }) => ({ name, kind })) },
  });
}

function checksLeftOut(): Finding {
  return {
    code: 'CHECKS_LEFT_OUT',
    severity: 'info',
    message: 'The budget left no time to look for wrong labels.',
    hint: 'Give at least `--budget 5s`.',
    details: {},
  };
}

function rowsDropped(column: Column): Finding[] {
  const nDropped = countMissing(column);
  const nRows = columnLength(column);
  const { name: target } = column;
  if (nDropped === 0) return [];
  return [
    {
      code: 'TARGET_ROWS_DROPPED',
      severity: 'info',
      message: `${nDropped} of ${nRows} rows have no "${target}" and were left out.`,
      details: { target, nRows, nDropped },
    },
  ];
}
