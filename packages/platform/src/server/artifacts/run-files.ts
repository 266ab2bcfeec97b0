import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ArtifactTrees, fileTooLarge, pathBelow } from '../../artifacts/index.ts';
import { folderOfUri, missingValue } from '../../tracking/mlflow/index.ts';
import { sendFresh } from '../protocols/protocol-routes.ts';
import { sendFile } from './send-file.ts';
import { takeBody } from './take-body.ts';

/** Where files of a run, a logged model or a version of a registered model lie, as URIs. */
export interface ArtifactRoots {
  /** @throws RUN_NOT_FOUND */
  ofRun(id: string): Promise<string>;
  /** @throws LOGGED_MODEL_NOT_FOUND */
  ofModel(id: string): Promise<string>;
  /** @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND */
  ofVersion(name: string, version: string): Promise<string>;
}

type Asked = { readonly config: { readonly isAlwaysTaken: true } };

export interface RunFileParts {
  readonly trees: ArtifactTrees;
  readonly roots: ArtifactRoots;
  readonly read: Asked;
  readonly write: Asked;
}

/** Largest file that pages send, bytes; clients send theirs by the proxy. */
const PAGE_FILE_BYTES = 10 * 1024 ** 2;

/** The addresses by which pages read a file of a run or model, and write one of a run. */
export function addRunFiles(
  routes: FastifyInstance,
  { trees, roots, read, write }: RunFileParts,
): void {
  const send = async (
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    uri: string,
    path: string,
  ) => sendFile({ request, reply }, trees, await trees.get(pathBelow(folderOfUri(uri), path)));

  routes.get('/get-artifact', read, async (request, reply) => {
    const uri = await roots.ofRun(runIdOf(request));
    return send({ request, reply }, uri, asked(request, 'path'));
  });
  routes.get('/model-versions/get-artifact', read, async (request, reply) => {
    const uri = await roots.ofVersion(asked(request, 'name'), asked(request, 'version'));
    return send({ request, reply }, uri, asked(request, 'path'));
  });
  routes.get(
    '/ajax-api/2.0/mlflow/logged-models/:id/artifacts/files',
    read,
    async (request, reply) => {
      const { id } = request.params as { readonly id: string };
      const uri = await roots.ofModel(id);
      return send({ request, reply }, uri, asked(request, 'artifact_file_path'));
    },
  );
  routes.post('/ajax-api/2.0/mlflow/upload-artifact', write, async (request, reply) => {
    const path = asked(request, 'path');
    const uri = await roots.ofRun(runIdOf(request));
    if (request.headers['content-length'] === undefined) throw fileTooLarge(PAGE_FILE_BYTES);
    const bytes = takeBody(request, Math.min(PAGE_FILE_BYTES, trees.limitBytes));
    await trees.write(pathBelow(folderOfUri(uri), path), bytes);
    return sendFresh(reply, {});
  });
}

function runIdOf({ query }: FastifyRequest): string {
  const { run_id: id, run_uuid: old } = query as Readonly<Record<string, unknown>>;
  const given = id ?? old;
  if (typeof given === 'string' && given !== '') return given;
  throw missingValue('run_id');
}

function asked({ query }: FastifyRequest, name: string): string {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  if (typeof value === 'string' && value !== '') return value;
  throw missingValue(name);
}
