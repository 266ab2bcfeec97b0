import type { Prediction } from '@kaizenml/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../app.ts';
import { type AnswerFormat, answerRows } from '../../batch/index.ts';
import type { RequestParts } from '../inputs.ts';
import { headerOf } from '../protocols/protocol-routes.ts';
import { readRowBody } from './read-row-body.ts';
import { ROW_FORMS } from './row-forms.ts';
import type { InTurn } from './turns.ts';

/** What bodies and answers that are no JSON stand on. */
export type RowParts = Pick<App, 'gateway' | 'home'>;

/** Options that are truth values in JSON, which a query can only write. */
const TRUTHS = ['flags', 'trace'] as const;

/** Whether the rows of a request came as bytes of another form than JSON. */
export function hasRowBody({ body }: FastifyRequest): boolean {
  return Buffer.isBuffer(body);
}

/**
 * The parts of a request whose body holds rows alone, as if it had been JSON: what JSON says beside the rows is in the query.
 *
 * @throws REQUEST_INVALID, INPUT_SCHEMA_MISMATCH, MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, DISK_FULL; every code of opening a model
 */
export async function readRowRequest(
  request: FastifyRequest,
  { gateway, home }: RowParts,
  { maxBytes, inTurn }: { readonly maxBytes: number; readonly inTurn: InTurn },
): Promise<RequestParts> {
  const { params, visit } = request;
  const query = { ...(request.query as Readonly<Record<string, unknown>>) };
  for (const name of TRUTHS)
    if (query[name] === 'true' || query[name] === 'false') query[name] = query[name] === 'true';
  const { name } = params as { readonly name: string };
  const rows = await readRowBody(request.body as Buffer, {
    contentType: headerOf(request, 'content-type'),
    signature: await gateway.signatureOf(name),
    signal: visit.signal,
    ...{ home, maxBytes, inTurn },
  });
  return { params, query, body: { rows } };
}

/** What `models.predict` answers, as far as other forms than JSON hold it. */
interface Answered {
  readonly model: string;
  readonly version: number;
  readonly requestId: string;
  readonly predictions: readonly Prediction[];
}

/**
 * An answer as CSV or Parquet, which hold the predictions; which version answered, and the id of the request, are in the headers.
 *
 * @param output What `models.predict` answers.
 */
export async function inForm(
  output: unknown,
  {
    gateway,
    reply,
    format,
  }: RowParts & { readonly reply: FastifyReply; readonly format: AnswerFormat },
): Promise<Buffer> {
  const { model, version, requestId, predictions } = output as Answered;
  const signature = await gateway.signatureOf(`${model}/${version}`);
  void reply
    .header('x-kaizen-request-id', requestId)
    .header('x-kaizen-version', String(version))
    .type(format === 'csv' ? `${ROW_FORMS.csv}; charset=utf-8` : ROW_FORMS.parquet);
  return answerRows(signature, predictions, format);
}
