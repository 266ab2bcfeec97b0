import { joinAnswers, tunedAnswers } from '../combine/index.ts';
import type { Features } from '../math/index.ts';
import { answerRows } from '../models/index.ts';
import { prepareTable } from '../preprocess/index.ts';
import type { Table } from '../table/index.ts';
import type { FittedMember, FittedModel } from './fitted-model.ts';
import { getPredictor } from './predictors.ts';

/** Answers rows that are prepared by every graph of a model, in their order: n values, or n * nClasses probabilities. */
export type AnswerPrepared = (prepared: readonly Features[]) => Float64Array;

/**
 * A fitted model as a function of prepared rows.
 *
 * A row alone and among others gets the same bits.
 *
 * @throws MODEL_ARTIFACT_INVALID for a method that this version does not know.
 */
export function answering({ members, combination, calibration }: FittedModel): AnswerPrepared {
  const answers = members.map(memberAnswers);
  const join = (made: readonly Float64Array[]): Float64Array =>
    combination?.kind === 'tuned'
      ? joinAnswers({ ...(calibration && { calibration }) }, [tunedAnswers(combination, made)])
      : joinAnswers(
          { ...(combination && { combination }), ...(calibration && { calibration }) },
          made,
        );
  return (prepared) => join(answers.map((answer) => answer(prepared)));
}

/** Answers of a fitted model to a table with the columns that its graphs read. */
export function answerTable(model: FittedModel, table: Table): Float64Array {
  return answering(model)(model.graphs.map((graph) => prepareTable(graph, table)));
}

function memberAnswers({ graph, estimator, states }: FittedMember): AnswerPrepared {
  const predictor = getPredictor(estimator.name);
  if (states.length === 1) return (prepared) => answerRows(predictor, states[0], prepared[graph]);
  return (prepared) => {
    const [sum, ...rest] = states.map((state) => answerRows(predictor, state, prepared[graph]));
    for (const answers of rest) for (let i = 0; i < sum.length; i++) sum[i] += answers[i];
    for (let i = 0; i < sum.length; i++) sum[i] /= states.length;
    return sum;
  };
}
