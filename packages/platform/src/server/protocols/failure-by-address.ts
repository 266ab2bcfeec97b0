import type { AppError } from '@kaizenml/contracts';
import { errorBody } from '../../serving/oip/index.ts';
import { toMlflowFailure } from '../../tracking/mlflow/index.ts';
import { type SendFailure, sendProblem } from '../failures.ts';

/** How KServe's version 1, MLflow and SageMaker tell a failure. */
export function scoringErrorBody({ code, message, hint }: AppError): object {
  return { error: message, error_code: code, hint };
}

const INFERENCE = /^\/v2(?:[/?]|$)/;
const SCORING = /^\/(?:v1|invocations|endpoints\/[^/?]+\/invocations)(?:[/?]|$)/;

const MLFLOW = /^\/(?:ajax-)?api\/\d\.0\/(?:preview\/)?mlflow(?:-artifacts)?(?:[/?]|$)/;

/**
 * Tells a failure in the words of the protocol that the address belongs to, also where no route was found: a client of a protocol
 * reads nothing else.
 */
export const sendByAddress: SendFailure = (reply, error, traceId) => {
  const { url } = reply.request;
  if (MLFLOW.test(url)) {
    const { status, body } = toMlflowFailure(error);
    return void reply.status(status).type('application/json').send(body);
  }
  const toBody = INFERENCE.test(url) ? errorBody : SCORING.test(url) ? scoringErrorBody : undefined;
  if (toBody === undefined) sendProblem(reply, error, traceId);
  else void reply.status(error.row.status).type('application/json').send(toBody(error));
};
