import type { Finding, Task } from '@kaizenml/contracts';
import { checkGuardrails } from '@kaizenml/ml/guardrails';
import { seededRandom } from '@kaizenml/ml/math';
import { classesOf } from '@kaizenml/ml/search';
import { getColumn, isMissing, type Table, takeColumnRows } from '@kaizenml/ml/table';
import { step } from '../step.ts';

/** What may be learned, and what must not. */
export interface ValidateParams {
  readonly target: string;
  readonly task?: Task | undefined;
  /** Columns that the model must not use. */
  readonly ignore: readonly string[];
  /** Columns that stay although a guardrail would leave them out. */
  readonly keep: readonly string[];
  /** What happens to a column that gives the answer away. */
  readonly leak: 'drop' | 'warn' | 'stop';
  readonly seed: number;
}

/** The learning problem after every guardrail. */
export interface Validated {
  readonly target: string;
  readonly task: Task;
  /** How the task was chosen, in words. */
  readonly why: string;
  /** Order of the probabilities; empty for `regression`. */
  readonly classes: readonly string[];
  /** Columns that models may use, in table order. */
  readonly features: readonly string[];
  /** Rows that have a target. */
  readonly rows: Int32Array;
  readonly findings: readonly Finding[];
}

/** Checks the target, infers the task, and finds what would spoil a model. */
export const validate = step<{ table: Table }, ValidateParams, Validated>({
  name: 'validate',
  title: 'Looking for leaks and other traps',
  url: import.meta.url,
  async run({ table }, params) {
    const checked = checkGuardrails(table, { ...params, random: seededRandom(params.seed) });
    const target = getColumn(table, params.target);
    const rows = Int32Array.from({ length: table.nRows }, (_, i) => i).filter(
      (i) => !isMissing(target, i),
    );
    return {
      target: params.target,
      task: checked.task,
      why: checked.why,
      classes: checked.task === 'regression' ? [] : classesOf(takeColumnRows(target, rows)),
      features: checked.features,
      rows,
      findings: checked.findings,
    };
  },
});
