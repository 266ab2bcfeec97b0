import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  errorBody,
  type InferenceHandlers,
  indexBody,
  LENGTH_HEADER,
  liveBody,
  type ModelRef,
  modelMetadataBody,
  modelReadyBody,
  parseIndexRequest,
  parseInferRequest,
  parseLoadRequest,
  parseUnloadRequest,
  readyBody,
  statisticsBody,
  writeInferResponse,
} from '../../serving/oip/index.ts';
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

/**
 * The REST routes of the Open Inference Protocol v2 with Triton's extensions.
 *
 * @source Open Inference Protocol v2, "HTTP/REST"; Triton, "Extensions".
 */
export function addOpenInference(
  server: FastifyInstance,
  { handlers, ...parts }: ProtocolParts & { readonly handlers: InferenceHandlers },
): void {
  addProtocol(server, {
    ...parts,
    toFailureBody: errorBody,
    add(routes, answering) {
      addServerRoutes(routes, handlers);
      addRepositoryRoutes(routes, handlers);
      for (const path of ['/v2/models/:model', '/v2/models/:model/versions/:version']) {
        addModelRoutes(routes, { path, handlers });
        addInferRoute(routes, { path, handlers, answering });
        addExplainRoute(routes, { path, handlers, answering });
      }
    },
  });
}

const OPEN = { config: { isOpen: true, isAlwaysTaken: true } };
const READ = allow('read');
const SEEN = allowSeen('read');
const ADMIN = allow('admin');

function addServerRoutes(routes: FastifyInstance, handlers: InferenceHandlers): void {
  routes.get('/v2', SEEN, async (_, reply) => sendFresh(reply, handlers.serverMetadata()));
  routes.get('/v2/health/live', OPEN, async (_, reply) =>
    sendFresh(reply, liveBody(await handlers.isLive())),
  );
  routes.get('/v2/health/ready', OPEN, async (_, reply) => {
    const isReady = await handlers.isReady();
    return sendFresh(reply.status(isReady ? 200 : 503), readyBody(isReady));
  });
  routes.get('/v2/models', SEEN, async (_, reply) => {
    const index = await handlers.repositoryIndex({ ready: true });
    return sendFresh(reply, { models: [...new Set(index.map(({ name }) => name))] });
  });
  routes.get('/v2/models/stats', READ, async (_, reply) =>
    sendFresh(reply, statisticsBody(await handlers.statistics(undefined))),
  );
}

function addRepositoryRoutes(routes: FastifyInstance, handlers: InferenceHandlers): void {
  routes.post('/v2/repository/index', SEEN, async (request, reply) => {
    const options = parseIndexRequest(bodyOf(request));
    return sendFresh(reply, indexBody(await handlers.repositoryIndex(options), options));
  });
  routes.post('/v2/repository/models/:model/load', ADMIN, async (request, reply) => {
    parseLoadRequest(bodyOf(request));
    await handlers.loadModel(modelOf(request).name);
    return sendFresh(reply, {});
  });
  routes.post('/v2/repository/models/:model/unload', ADMIN, async (request, reply) => {
    const options = parseUnloadRequest(bodyOf(request));
    await handlers.unloadModel(modelOf(request).name, options);
    return sendFresh(reply, {});
  });
}

/** Where the routes of a model begin, and what answers them. */
interface ModelRoutes {
  readonly path: string;
  readonly handlers: InferenceHandlers;
}

function addModelRoutes(routes: FastifyInstance, { path, handlers }: ModelRoutes): void {
  const read = allow('read', 'model');
  routes.get(path, read, async (request, reply) =>
    sendFresh(reply, modelMetadataBody(await handlers.modelMetadata(modelOf(request)))),
  );
  routes.get(`${path}/ready`, read, async (request, reply) => {
    const model = modelOf(request);
    const isReady = await handlers.isModelReady(model);
    return sendFresh(reply.status(isReady ? 200 : 503), modelReadyBody(model.name, isReady));
  });
  routes.get(`${path}/config`, read, async (request, reply) =>
    sendFresh(reply, await handlers.modelConfig(modelOf(request))),
  );
  routes.get(`${path}/stats`, read, async (request, reply) =>
    sendFresh(reply, statisticsBody(await handlers.statistics(modelOf(request)))),
  );
}

function addInferRoute(
  routes: FastifyInstance,
  { path, handlers, answering }: ModelRoutes & { readonly answering: Answering },
): void {
  routes.post(`${path}/infer`, allow('predict', 'model'), async (request, reply) => {
    const model = modelOf(request);
    const inputs = await handlers.inputsOf(model);
    const asked = parseInferRequest(bodyOf(request), {
      jsonLength: headerOf(request, LENGTH_HEADER),
      inputs,
    });
    const answer = await answering(
      request,
      () => handlers.infer(model, asked, request.visit),
      ({ modelName, modelVersion, outputs }) => ({
        endpoint: modelName,
        version: Number(modelVersion),
        nRows: outputs[0]?.shape[0] ?? 0,
      }),
    );
    const { headers, body } = writeInferResponse(answer, asked);
    return sendFresh(reply.headers(headers), body);
  });
}

/** `explain` takes what `infer` takes. @source KServe, "Explainers"; MLServer, "Alibi-Explain runtime" */
function addExplainRoute(
  routes: FastifyInstance,
  { path, handlers, answering }: ModelRoutes & { readonly answering: Answering },
): void {
  routes.post(`${path}/explain`, allow('predict', 'model'), async (request, reply) => {
    const model = modelOf(request);
    const inputs = await handlers.inputsOf(model);
    const asked = parseInferRequest(bodyOf(request), {
      jsonLength: headerOf(request, LENGTH_HEADER),
      inputs,
    });
    const answer = await answering(request, () =>
      handlers.explain(model, asked, { signal: request.visit.signal }),
    );
    const { headers, body } = writeInferResponse(answer, asked);
    return sendFresh(reply.headers(headers), body);
  });
}

function modelOf({ params }: FastifyRequest): ModelRef {
  const { model, version } = params as { readonly model: string; readonly version?: string };
  return version === undefined ? { name: model } : { name: model, version };
}
