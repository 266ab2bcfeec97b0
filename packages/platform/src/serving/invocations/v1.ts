import { type Prediction, type Row, type Signature, showValue } from '@kaizenml/contracts';
import type { DoubtsAsked } from '../door/index.ts';
import { asObject, collectProblems, parseJsonBody, readDoubts } from '../request/index.ts';
import { instanceRows } from './instance-rows.ts';

const SUBJECT = 'prediction request';
const HINT =
  'Send {"instances": [{"column": value}]}, or lists of values in the order of the columns.';

/** Rows, and what is asked of their answers. */
export interface V1Request {
  readonly rows: readonly Row[];
  readonly doubts: DoubtsAsked;
}

/**
 * Reads the body of `POST /v1/models/<name>:predict`: `{"instances": […]}`, and perhaps `flags` and `interval` beside it.
 *
 * @throws REQUEST_INVALID with every problem in `details.problems`.
 * @source KServe, "V1 Inference Protocol".
 */
export function parseV1Request(signature: Signature, body: Uint8Array): V1Request {
  const { value } = parseJsonBody(body, SUBJECT);
  const problems = collectProblems(SUBJECT, HINT);
  const object = asObject(value);
  if (object === undefined)
    problems.add('(body)', `must be an object with \`instances\`, got ${showValue(value)}`);
  const rows =
    object === undefined
      ? []
      : instanceRows(signature, object.instances, { path: 'instances', problems });
  const doubts = readDoubts(object ?? {}, { problems });
  problems.assertNone();
  return { rows, doubts };
}

/** Body of an answer of version 1, and of MLflow: what is predicted for each row, a class or a number. */
export function predictionsBody(predictions: readonly Prediction[]): {
  readonly predictions: readonly (string | number)[];
} {
  return { predictions: predictions.map(({ prediction }) => prediction) };
}
