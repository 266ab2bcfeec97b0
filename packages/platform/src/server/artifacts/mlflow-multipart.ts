import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ArtifactTrees, PartTag, Uploads } from '../../artifacts/index.ts';
import { invalidValue, type Message, missingValue, readBody } from '../../tracking/mlflow/index.ts';
import { sendFresh } from '../protocols/protocol-routes.ts';
import { pathInFolder, restOf } from './path-of-request.ts';
import { takeBody, takeMessage } from './take-body.ts';

/** What the routes of uploads in parts stand on. */
export interface MultipartParts {
  readonly prefix: string;
  readonly uploads: Uploads;
  readonly trees: Pick<ArtifactTrees, 'limitBytes'>;
  /** What is asked of who writes. */
  readonly write: { readonly config: { readonly scope: 'write'; readonly isAlwaysTaken: true } };
}

/**
 * Uploads in parts. `create` gives an address for each part; who has it may send that part and needs no credentials, as clients
 * send none with it.
 */
export function addMultipart(
  routes: FastifyInstance,
  { prefix, uploads, trees, write }: MultipartParts,
): void {
  routes.post(`${prefix}/mpu/create/*`, write, async (request, reply) => {
    const message = readBody(await takeMessage(request));
    const path = pathInFolder(restOf(request), textOf(message, 'path'));
    const nParts = wholeOf(message, 'num_parts');
    const id = await uploads.begin({ path, nParts });
    const root = `${originOf(request)}${prefix}/mpu/parts/${id}`;
    const credentials = Array.from({ length: nParts }, (_, i) => ({
      url: `${root}/${i + 1}`,
      part_number: i + 1,
      headers: {},
    }));
    return sendFresh(reply, { upload_id: id, credentials });
  });
  routes.post(`${prefix}/mpu/complete/*`, write, async (request, reply) => {
    const message = readBody(await takeMessage(request));
    const path = pathInFolder(restOf(request), textOf(message, 'path'));
    await uploads.complete(textOf(message, 'upload_id'), partsOf(message), path);
    return sendFresh(reply, {});
  });
  routes.post(`${prefix}/mpu/abort/*`, write, async (request, reply) => {
    const message = readBody(await takeMessage(request));
    const path = pathInFolder(restOf(request), textOf(message, 'path'));
    await uploads.abort(textOf(message, 'upload_id'), path);
    return sendFresh(reply, {});
  });
  const open = { ...write, config: { isOpen: true, isAlwaysTaken: true } };
  routes.put(`${prefix}/mpu/parts/:id/:number`, open, async (request, reply) => {
    const { id, number } = request.params as { readonly id: string; readonly number: string };
    const bytes = takeBody(request, trees.limitBytes);
    const tag = await uploads.writePart(id, Number(number), bytes);
    return sendFresh(reply.header('etag', `"${tag}"`), {});
  });
}

/** Where the client reached this server: behind a proxy that ends TLS, by https. */
function originOf({ headers, protocol }: FastifyRequest): string {
  const isSecure = protocol === 'https' || headers['x-forwarded-proto'] === 'https';
  return `${isSecure ? 'https' : 'http'}://${headers.host ?? 'localhost'}`;
}

function partsOf({ parts }: Message): readonly PartTag[] {
  if (!Array.isArray(parts)) throw missingValue('parts');
  return (parts as readonly Message[]).map((part) => ({
    partNumber: wholeOf(part ?? {}, 'part_number'),
    tag: textOf(part ?? {}, 'etag').replace(/^"|"$/g, ''),
  }));
}

function textOf(message: Message, name: string): string {
  const value = message[name];
  if (typeof value === 'string' && value !== '') return value;
  throw missingValue(name);
}

function wholeOf(message: Message, name: string): number {
  const value = message[name];
  if (value === undefined || value === null) throw missingValue(name);
  if (/^\d{1,15}$/.test(String(value))) return Number(value);
  throw invalidValue(name, value, { reason: 'It must be a whole number.' });
}
