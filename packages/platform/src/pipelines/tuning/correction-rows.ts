import { answerTable } from '@kaizenml/ml/artifact';
import type { Candidate } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import { CORRECTION_PARAMS, type CorrectionRows } from '@kaizenml/ml/tuning';
import { modelTitle } from '../../models/index.ts';
import type { ModelPlan } from '../steps/model-plan.ts';
import { modelingTable } from '../steps/modeling-table.ts';
import type { Validated } from '../steps/validate.ts';
import type { Base } from './read-base.ts';

/** What is learned on top of a base. */
export const CORRECTION: Candidate = {
  id: 'boosted-trees-correction',
  estimator: 'boosted-trees',
  params: CORRECTION_PARAMS,
  isBaseline: false,
};

/** What a fine-tuned model is made of. */
export function tunedPlan({ model }: Base): ModelPlan {
  return {
    candidates: [CORRECTION],
    isBagged: false,
    tunes: modelTitle(model),
    ...(model.decision && { decision: model.decision }),
  };
}

/**
 * What a correction learns from: rows in the order of the table, which is that of time, and the base's answers to them.
 *
 * @param part Places in the modeling table.
 */
export function correctionRows(
  { table, validated }: { readonly table: Table; readonly validated: Validated },
  { model }: Base,
  part: Int32Array,
): CorrectionRows {
  const { features, target } = modelingTable(table, validated, part.toSorted());
  return { features, target, base: answerTable(model, features) };
}
