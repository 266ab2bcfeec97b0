import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type Message,
  type MlflowCall,
  readBody,
  readQuery,
  refusal,
  toMlflowFailure,
} from '../../tracking/mlflow/index.ts';
import { whoAsks } from '../../who-asks.ts';
import { addProtocol, bodyOf, headerOf, type ProtocolParts, sendFresh } from './protocol-routes.ts';

/** Where clients, pages and old clients of MLflow ask. */
export const MLFLOW_PREFIXES = [
  '/api/2.0/mlflow',
  '/ajax-api/2.0/mlflow',
  '/api/2.0/preview/mlflow',
] as const;

/** Where calls of the third version of the protocol are asked. */
const PREFIXES_OF_3 = ['/api/3.0/mlflow', '/ajax-api/3.0/mlflow'] as const;

const JSON_BYTES = 'application/json; charset=utf-8';
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const NO_LISTS: readonly string[] = [];

/**
 * The routes of MLflow's REST protocol. What it has beside the calls that are given is not found, as `sendByAddress` tells it.
 *
 * @source MLflow, "REST API".
 */
export function addMlflow(
  server: FastifyInstance,
  { calls, ...parts }: ProtocolParts & { readonly calls: readonly MlflowCall[] },
): void {
  addProtocol(server, {
    ...parts,
    toFailureBody: (error) => toMlflowFailure(error).body,
    toFailureStatus: (error) => toMlflowFailure(error).status,
    add(routes, answering) {
      for (const call of calls)
        for (const prefix of call.version === 3 ? PREFIXES_OF_3 : MLFLOW_PREFIXES)
          routes.route({
            method: call.verb,
            url: `${prefix}/${call.path}`,
            config: { scope: call.needs, at: call.at ?? 'ports' },
            ...(call.mostBytes === undefined ? {} : { bodyLimit: call.mostBytes }),
            handler: async (request, reply) => {
              const message = readMessage(request, call);
              const asked = {
                nBytes: bodyOf(request).length,
                who: whoAsks(undefined, request.visit),
              };
              const body = await answering(request, () => call.answer(message, asked));
              return sendFresh(Buffer.isBuffer(body) ? reply.type(JSON_BYTES) : reply, body);
            },
          });
    },
  });
}

/** What a request says: of GET the query, else the body; the parts of its path say the most. */
function readMessage(
  request: FastifyRequest,
  { verb, path, lists = NO_LISTS }: MlflowCall,
): Message {
  if (verb === 'POST' || verb === 'PATCH') assertJson(headerOf(request, 'content-type'));
  const said =
    verb === 'GET' ? readQuery(request.query as Message, lists) : readBody(bodyOf(request));
  return path.includes(':') ? { ...said, ...(request.params as Message) } : said;
}

/** @throws REQUEST_INVALID */
function assertJson(contentType: string | undefined): void {
  if (contentType === undefined)
    throw refusal('Bad Request. Content-Type header is missing.', { contentType: null });
  if (contentType === 'application/json' || JSON_TYPE.test(contentType)) return;
  throw refusal(
    `Bad Request. Content-Type must be one of ['application/json'], got '${contentType}'.`,
    { contentType },
  );
}
