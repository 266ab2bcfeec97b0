import { answerTable, calledClasses, type FittedModel } from '@kaizenml/ml/artifact';
import type { Outcome } from '@kaizenml/ml/metrics';
import type { Target } from '@kaizenml/ml/models';
import { toOutcome } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';

/** Truth and answers, with the classes that the model calls where it has a rule of its own. */
export function outcomeOf(model: FittedModel, rows: Table, truth: Target): Outcome {
  const answers = answerTable(model, rows);
  const outcome = toOutcome(truth, answers);
  if (outcome.kind === 'regression' || model.decision === undefined) return outcome;
  return { ...outcome, called: calledClasses(answers, outcome.nClasses, model.decision) };
}
