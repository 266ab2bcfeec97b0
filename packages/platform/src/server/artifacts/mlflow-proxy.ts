import { basename } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type ArtifactTrees, treeFolder, treePath, type Uploads } from '../../artifacts/index.ts';
import type { Log } from '../../kit/index.ts';
import { artifactFileBody, toMlflowFailure } from '../../tracking/mlflow/index.ts';
import { answerFailure } from '../failures.ts';
import { sendFresh } from '../protocols/protocol-routes.ts';
import { listWhole } from './list-whole.ts';
import { addMultipart } from './mlflow-multipart.ts';
import { restOf } from './path-of-request.ts';
import { type ArtifactRoots, addRunFiles } from './run-files.ts';
import { sendFile } from './send-file.ts';
import { takeBody } from './take-body.ts';
import { limitTransfers } from './transfers.ts';

/** What the routes of files stand on. */
export interface ArtifactRouteParts {
  readonly trees: ArtifactTrees;
  readonly uploads: Uploads;
  /** Where files of runs and models lie. */
  readonly roots: ArtifactRoots;
  /** Hears of failures that are a bug of ours. */
  readonly log: Log;
}

/** Where clients and pages of MLflow ask for files. */
const PREFIXES = ['/api/2.0/mlflow-artifacts', '/ajax-api/2.0/mlflow-artifacts'];

/** Failures whose status says more than any code of the protocol. */
const OWN_STATUSES = new Set([413, 416]);

/**
 * The routes of MLflow's artifact proxy, and those by which its pages read files of runs and models. Bodies are streams both ways.
 *
 * @source MLflow, "Artifact stores", and the proxy's protocol definition `mlflow_artifacts.proto`
 */
export function addArtifactRoutes(server: FastifyInstance, parts: ArtifactRouteParts): void {
  const { trees, roots, log } = parts;
  const onRequest = limitTransfers();
  void server.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    routes.setErrorHandler(
      answerFailure(log, (reply, error) => {
        const { status, body } = toMlflowFailure(error);
        const code = OWN_STATUSES.has(error.row.status) ? error.row.status : status;
        if (code === 413 && reply.request.raw.readableDidRead)
          void reply.header('connection', 'close');
        void reply.status(code).type('application/json').send(body);
      }),
    );
    const read = {
      config: { scope: 'read', at: 'ports', isAlwaysTaken: true },
      onRequest,
    } as const;
    const write = {
      config: { scope: 'write', at: 'ports', isAlwaysTaken: true },
      onRequest,
    } as const;
    for (const prefix of PREFIXES) {
      routes.get(`${prefix}/artifacts`, read, async (request, reply) => {
        const { path = '' } = request.query as { readonly path?: string };
        const entries = await listWhole(trees, treeFolder(path));
        const files = entries.map((entry) => artifactFileBody(entry, basename(entry.path)));
        return sendFresh(reply, files.length === 0 ? {} : { files });
      });
      const url = `${prefix}/artifacts/*`;
      routes.route({
        ...read,
        method: ['GET', 'HEAD'],
        url,
        handler: async (request, reply) =>
          sendFile({ request, reply }, trees, await trees.get(restOf(request))),
      });
      routes.put(url, write, async (request, reply) => {
        const path = treePath(restOf(request));
        await trees.write(path, takeBody(request, trees.limitBytes));
        return sendFresh(reply, {});
      });
      routes.delete(url, write, async (request, reply) => {
        await trees.remove(treePath(treeFolder(restOf(request))));
        return sendFresh(reply, {});
      });
      addMultipart(routes, { ...parts, prefix, write });
    }
    addRunFiles(routes, { trees, roots, read, write });
  });
}
