import type { Finding } from '@kaizenml/contracts';
import { percent } from '@kaizenml/ml/guardrails';
import type { Role } from '../evaluate.ts';
import type { ModelPlan } from '../model-plan.ts';

/** What was trained of what was planned. */
export interface FitDone {
  /** Rows that the champion learned from. */
  readonly nRows: number;
  readonly nTrainRows: number;
  /** Models beside it that there was no time for. */
  readonly leftOut: readonly Role[];
}

/** What the budget kept models from. */
export function fitFindings(
  planned: ModelPlan,
  done: ModelPlan,
  { nRows, nTrainRows, leftOut }: FitDone,
): Finding[] {
  return [...teamCut(planned, done), ...rowsCut(nRows, nTrainRows), ...rolesLeftOut(leftOut)];
}

function teamCut(planned: ModelPlan, done: ModelPlan): Finding[] {
  if (planned === done) return [];
  const [n, of] = [done.candidates.length, planned.candidates.length];
  const message =
    n === of
      ? 'The budget left no time to train every model once per fold: each was trained once, on all rows that it had time for.'
      : `The budget left time to train ${n} of the ${of} models that the search would have combined.`;
  return [
    {
      code: 'TEAM_CUT_SHORT',
      severity: 'info',
      message,
      hint: 'Give more time with `--budget`.',
      details: { nTrained: n, nPlanned: of, isBagged: done.isBagged },
    },
  ];
}

function rowsCut(nRows: number, nTrainRows: number): Finding[] {
  if (nRows === nTrainRows) return [];
  return [
    {
      code: 'FIT_ROWS_CUT',
      severity: 'info',
      message: `The budget left time for the champion to learn from ${nRows} of ${nTrainRows} training rows (${percent(nRows / nTrainRows)}), drawn at random.`,
      hint: 'Give more time with `--budget`, and it learns from all of them.',
      details: { nRows, nTrainRows },
    },
  ];
}

function rolesLeftOut(leftOut: readonly Role[]): Finding[] {
  if (leftOut.length === 0) return [];
  return [
    {
      code: 'ROLES_LEFT_OUT',
      severity: 'info',
      message: `The budget left no time to train ${leftOut.map((role) => `the ${role} model`).join(' and ')} beside the champion.`,
      hint: 'Give more time with `--budget`.',
      details: { leftOut },
    },
  ];
}
