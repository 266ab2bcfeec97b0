import type { AppError } from '@kaizenml/contracts';
import { errorBody } from '../../serving/oip/index.ts';
import { type SendFailure, sendProblem } from '../failures.ts';

/** How KServe's version 1, MLflow and SageMaker tell a failure. */
export function scoringErrorBody({ code, message, hint }: AppError): object {
  return { error: message, error_code: code, hint };
}

const INFERENCE = /^\/v2(?:[/?]|$)/;
const SCORING = /^\/(?:v1|invocations|endpoints\/[^/?]+\/invocations)(?:[/?]|$)/;

/**
 * Tells a failure in the words of the protocol that the address belongs to, also where no route was found: a client of a protocol
 * reads nothing else.
 */
export const sendByAddress: SendFailure = (reply, error, traceId) => {
  const { url } = reply.request;
  const toBody = INFERENCE.test(url) ? errorBody : SCORING.test(url) ? scoringErrorBody : undefined;
  if (toBody === undefined) sendProblem(reply, error, traceId);
  else void reply.status(error.row.status).type('application/json').send(toBody(error));
};
