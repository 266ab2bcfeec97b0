import { AppError, type Row, type Signature } from '@kaizenml/contracts';
import { doubtFields } from '../serving/door/index.ts';
import type { Gateway, Served } from '../serving/index.ts';
import { parseScoringRequest, predictionsBody } from '../serving/invocations/index.ts';
import {
  answerTensors,
  assertOutputs,
  type InferRequest,
  inputRows,
  inputTensors,
  LENGTH_HEADER,
  outputTensors,
  parseInferRequest,
  writeInferResponse,
} from '../serving/oip/index.ts';
import { asObject, parseJsonBody } from '../serving/request/index.ts';
import type { EventRequest } from './event.ts';

/** Headers and body of an answer. */
export interface EventAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const SUBJECT = 'request';
const HINT =
  'Send {"rows": [{"column": value}]}, a form of MLflow, tensors of the Open Inference Protocol, or CSV with a header.';

/**
 * Answers a body in the words that it was asked in: our own `rows`, the forms of MLflow and CSV, or the tensors of the Open
 * Inference Protocol. A GET tells what the model reads and answers.
 *
 * @throws REQUEST_INVALID, INPUT_SCHEMA_MISMATCH, MEDIA_TYPE_UNSUPPORTED, and every code of the gateway
 */
export async function answerRequest(
  { gateway, name }: { readonly gateway: Gateway; readonly name: string },
  { method, headers, body, isBare }: EventRequest,
): Promise<EventAnswer> {
  const signature = await gateway.signatureOf(name);
  if (method === 'GET' || method === 'HEAD') return json({ model: name, signature });
  const type = headers['content-type'];
  if (type !== undefined && !isJson(type)) return score({ gateway, name, signature }, body, type);
  if (headers[LENGTH_HEADER] !== undefined)
    return infer(
      { gateway, name, signature },
      {
        ...{ body, isBare, jsonLength: headers[LENGTH_HEADER] },
      },
    );
  const given = asObject(parseJsonBody(body, SUBJECT).value) ?? {};
  if (given.rows !== undefined) return predict({ gateway, name }, given);
  if (Array.isArray(given.inputs) && asObject(given.inputs[0])?.datatype !== undefined)
    return infer({ gateway, name, signature }, { body, isBare, jsonLength: undefined });
  return score({ gateway, name, signature }, body, type);
}

interface Asked {
  readonly gateway: Gateway;
  readonly name: string;
  readonly signature: Signature;
}

async function predict(
  { gateway, name }: Pick<Asked, 'gateway' | 'name'>,
  given: Readonly<Record<string, unknown>>,
): Promise<EventAnswer> {
  const { rows, entity } = given;
  if (!Array.isArray(rows) || !rows.every((row) => asObject(row) !== undefined))
    throw invalid('`rows` must be a list of objects');
  if (entity !== undefined && typeof entity !== 'string') throw invalid('`entity` must be text');
  const served = await gateway.answer({ name, rows: rows as readonly Row[], entity });
  return json(predictedBody(served));
}

/** What our own API answers. */
function predictedBody(served: Served): object {
  const { endpoint, version, requestId, predictions, anomalies, nOffending, applied } = served;
  return {
    model: endpoint,
    ...{ version, requestId, predictions },
    ...(nOffending === 0 ? {} : { anomalies, nOffending }),
    ...(applied.length === 0 ? {} : { applied }),
  };
}

async function score(
  { gateway, name, signature }: Asked,
  body: Buffer,
  type: string | undefined,
): Promise<EventAnswer> {
  const { rows, doubts } = parseScoringRequest(signature, body, type);
  const served = await gateway.answer({ name, rows, ...doubts });
  return json({ ...predictionsBody(served.predictions), ...doubtFields(served, doubts) });
}

async function infer(
  { gateway, name, signature }: Asked,
  {
    body,
    jsonLength,
    isBare,
  }: Pick<EventRequest, 'body' | 'isBare'> & { readonly jsonLength: string | undefined },
): Promise<EventAnswer> {
  const given = parseInferRequest(body, { jsonLength, inputs: inputTensors(signature) });
  const asked = isBare ? inJson(given) : given;
  assertOutputs(asked, outputTensors(signature));
  const served = await gateway.answer({ name, rows: inputRows(signature, asked.tensors) });
  const written = writeInferResponse(
    {
      modelName: served.endpoint,
      modelVersion: String(served.version),
      requestId: served.requestId,
      outputs: answerTensors(signature, served.predictions),
    },
    asked,
  );
  return { headers: written.headers, body: Buffer.from(written.body) };
}

/** An answer that is the body itself has no place for bytes: tensors are told in JSON, whatever was asked for. */
function inJson({ outputs, ...asked }: InferRequest): InferRequest {
  return {
    ...{ ...asked, binaryOutput: false },
    ...(outputs !== undefined && { outputs: outputs.map((each) => ({ ...each, binary: false })) }),
  };
}

function json(value: object): EventAnswer {
  return {
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(value)),
  };
}

function isJson(type: string): boolean {
  return /^application\/json\b/i.test(type.trim());
}

function invalid(problem: string): AppError {
  return new AppError('REQUEST_INVALID', {
    message: `The request has a problem: ${problem}.`,
    hint: HINT,
    details: { problems: [{ path: '(body)', problem }] },
  });
}
