import { AppError, listNames, type Row, type Signature } from '@kaizenml/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../app.ts';
import {
  ATTRIBUTES_HEADER,
  type DoubtsAsked,
  doorHeaders,
  doubtFields,
  flagAttributes,
} from '../../serving/door/index.ts';
import { explainRows, type Served } from '../../serving/index.ts';
import {
  formatInvocation,
  parseInvocation,
  parseScoringRequest,
  parseV1Request,
  predictionsBody,
  readAttributes,
} from '../../serving/invocations/index.ts';
import { scoringErrorBody } from './failure-by-address.ts';
import {
  type Answering,
  addProtocol,
  allow,
  allowSeen,
  bodyOf,
  headerOf,
  type ProtocolParts,
  sendFresh,
} from './protocol-routes.ts';

/** What these routes stand on. */
type Parts = Pick<App, 'gateway' | 'guarded' | 'store' | 'handlers' | 'inference'>;

/** Answers rows of a request. */
type Answer = (request: FastifyRequest, wanted: Wanted, asked: AskedRows) => Promise<Served>;

/** Rows, and what is asked of their answers. */
interface AskedRows {
  readonly rows: readonly Row[];
  readonly doubts: DoubtsAsked;
}

/** A model, and what it reads. */
interface Wanted {
  readonly name: string;
  readonly signature: Signature;
}

/** Models that the refusal of a request without a name lists. */
const MOST_NAMED = 20;

/**
 * The routes of the servers that people come from: KServe's version 1, MLflow's scoring server, and SageMaker's, as the
 * container that it calls and as the service that its clients call.
 *
 * @source KServe, "V1 Inference Protocol"; MLflow, "Local inference server specification"; Amazon SageMaker, "Use your own inference code".
 */
export function addInvocations(
  server: FastifyInstance,
  { app, ...parts }: ProtocolParts & { readonly app: Parts },
): void {
  addProtocol(server, {
    ...parts,
    toFailureBody: scoringErrorBody,
    add(routes, answering) {
      const answer: Answer = (request, { name }, { rows, doubts }) =>
        answering(
          request,
          () => app.gateway.answer({ name, rows, headers: request.headers, ...doubts }),
          ({ endpoint, version, predictions }) => ({
            ...{ endpoint, version, nRows: predictions.length },
          }),
        );
      addV1(routes, app, { answer, answering });
      addMlflow(routes, app, answer);
      const predict = allow('predict', 'name');
      routes.post('/endpoints/:name/invocations', predict, async (request, reply) =>
        invoke(answer, await open(app, nameOf(request)), { request, reply }),
      );
    },
  });
}

function addV1(
  routes: FastifyInstance,
  app: Parts,
  { answer, answering }: { readonly answer: Answer; readonly answering: Answering },
): void {
  const predict = allow('predict', 'name');
  routes.get('/v1/models', allowSeen('read'), async (_, reply) => {
    const { items } = await app.guarded.store.models.list({ limit: 1000 });
    return sendFresh(reply, { models: items.map(({ name }) => name) });
  });
  routes.get('/v1/models/:name', allow('read', 'name'), async (request, reply) => {
    const { name } = await open(app, nameOf(request));
    return sendFresh(reply, { name, ready: true });
  });
  routes.post('/v1/models/:name(^[^:/]+)::predict', predict, async (request, reply) => {
    const wanted = await open(app, nameOf(request));
    const asked = parseV1Request(wanted.signature, bodyOf(request));
    return sendPredictions(reply, await answer(request, wanted, asked), asked.doubts);
  });
  routes.post('/v1/models/:name(^[^:/]+)::explain', predict, async (request, reply) => {
    const { name, signature } = await open(app, nameOf(request));
    const { rows } = parseV1Request(signature, bodyOf(request));
    const { explain } = app.handlers.models;
    const explanations = await answering(request, () =>
      explainRows(explain, { name, rows, signal: request.visit.signal }),
    );
    return sendFresh(reply, { explanations });
  });
}

function addMlflow(routes: FastifyInstance, app: Parts, answer: Answer): void {
  const isOpen = { config: { isOpen: true } };
  routes.get('/ping', isOpen, async (_, reply) => sendFresh(reply, '\n'));
  routes.get('/health', isOpen, async (_, reply) => sendFresh(reply, 'OK'));
  const { version } = app.inference.serverMetadata();
  routes.get('/version', allowSeen('read'), async (_, reply) => sendFresh(reply, `${version}\n`));
  routes.post('/invocations', allow('predict'), async (request, reply) => {
    const wanted = await open(app, await namedModel(app, request));
    const { signature } = wanted;
    if (isOfSageMaker(request, signature)) return invoke(answer, wanted, { request, reply });
    const type = headerOf(request, 'content-type');
    const asked = parseScoringRequest(signature, bodyOf(request), type);
    return sendPredictions(reply, await answer(request, wanted, asked), asked.doubts);
  });
}

/** Answers as version 1 and MLflow do, with what was asked of the answers beside them. */
function sendPredictions(reply: FastifyReply, served: Served, asked: DoubtsAsked): FastifyReply {
  const body = { ...predictionsBody(served.predictions), ...doubtFields(served, asked) };
  return sendFresh(reply.headers(doorHeaders(served)), body);
}

/** Answers as SageMaker does, in the form that is accepted. */
async function invoke(
  answer: Answer,
  wanted: Wanted,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const given = headerOf(request, 'content-type');
  const { signature } = wanted;
  const rows = parseInvocation(signature, bodyOf(request), given);
  const doubts = readAttributes(headerOf(request, ATTRIBUTES_HEADER));
  const served = await answer(request, wanted, { rows, doubts });
  const { predictions } = served;
  const trust = doubts.interval === undefined ? undefined : served.trust;
  const { contentType, body } = formatInvocation(
    signature,
    { predictions, trust },
    {
      accept: headerOf(request, 'accept'),
      ...(given === undefined ? {} : { fallback: given }),
    },
  );
  void reply.headers(doorHeaders(served)).headers(flagAttributes(served));
  void reply.header('x-amzn-invoked-production-variant', served.route);
  return sendFresh(reply.type(contentType), body);
}

/** What both take at `/invocations` is MLflow's; what only SageMaker takes, or answers, is SageMaker's. */
function isOfSageMaker(request: FastifyRequest, { inputs }: Signature): boolean {
  const type = headerOf(request, 'content-type') ?? 'application/json';
  const accept = headerOf(request, 'accept') ?? '';
  if (/jsonlines/.test(type) || /text\/csv|jsonlines/.test(accept)) return true;
  if (!/^text\/csv/.test(type)) return false;
  const [firstLine = ''] = bodyOf(request).toString('utf8').split(/\r?\n/, 1);
  const cells = firstLine.split(',').map((cell) => cell.replace(/^\ufeff?"?|"$/g, '').trim());
  return !inputs.some(({ name }) => cells.includes(name));
}

/** The model of a request that goes to no model by its address: named in the query, or the only one. */
async function namedModel({ store }: Parts, { query }: FastifyRequest): Promise<string> {
  const { model } = query as { readonly model?: unknown };
  if (typeof model === 'string') return model;
  const { items } = await store.models.list({ limit: MOST_NAMED });
  const names = items.map(({ name }) => name);
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw new AppError('REQUEST_INVALID', {
    message: `A request to /invocations must name its model where there is not exactly one, got none of ${names.length === 0 ? 'no models' : listNames(names)}.`,
    hint: 'Name it like `/invocations?model=churn`.',
    details: { models: names },
  });
}

async function open({ gateway }: Parts, name: string): Promise<Wanted> {
  return { name, signature: await gateway.signatureOf(name) };
}

function nameOf({ params }: FastifyRequest): string {
  return (params as { readonly name: string }).name;
}
